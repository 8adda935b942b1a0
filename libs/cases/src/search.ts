import {
  compartments as allCompartments,
  type AuthorityId,
  type Compartment,
  type Document,
  type Side,
} from '#model';
import type { Tx } from '#store';
import { indexTokens, tokenTypes, type KeyRing, type TokenType } from '#trust';
import { onRoster, threadColumns, type ThreadRecord } from './rows.js';
import { searchWords } from './search-words.js';

const types = Object.keys(tokenTypes) as readonly TokenType[];
const mostFound = 100;
const mostWords = 16;
/** Of a word that stands in more documents than this only those of the newest threads are looked through. */
const mostLooked = 2_000;

/** Where is searched: row-level security would keep all else out by itself, but an index wants to be told. */
export interface SearchedDesk {
  readonly side: Side;
  readonly authority: AuthorityId;
  readonly compartments: readonly Compartment[];
}

export interface Found {
  /** Newest first. */
  readonly threads: readonly ThreadRecord[];
  /** There may be older ones: every word is a common one, or more than a page has them all. */
  readonly more: boolean;
}

/** A word to look for under one key; `part` counts the words, and is -1 for the whole text as one. */
interface Needle {
  readonly part: number;
  readonly compartment: Compartment;
  readonly type: TokenType;
  readonly token: Buffer;
}

/** Blind index: keyed hashes of normalised words, so that a thread is found without its words being stored. */
export class Search {
  constructor(private readonly keys: KeyRing) {}

  /** In the transaction that appends the document. */
  add(tx: Tx, thread: ThreadRecord, document: Document): void {
    const words = searchWords(document);
    const found = types.flatMap((type) =>
      this.tokens(thread.compartment, type, words[type] ?? []).map((token) => ({ type, token })),
    );
    if (found.length === 0) return;
    tx.send(
      `insert into cases.token (authority, compartment, type, token, thread, dispatch)
       select $1, $2, t.type, t.token, $3, $4 from unnest($5::text[], $6::bytea[]) as t (type, token)
       on conflict do nothing`,
      [
        thread.authority,
        thread.compartment,
        thread.id,
        document.id,
        found.map(({ type }) => type),
        found.map(({ token }) => token),
      ],
    );
  }

  /**
   * Threads of a desk in which every word of `text` occurs, or the whole text is a reference, plate or number; newest first,
   * at most 100. The threads of the rarest word are looked through: the work is bounded by what is rare, not by what is kept.
   * What was recalled and complied with is not found, nor what the officer may not read.
   */
  async find(tx: Tx, desk: SearchedDesk, text: string): Promise<Found> {
    const needles = this.needles(desk, text);
    const found = await this.found(tx, desk, needles);
    const parts = [...new Set(needles.map(({ part }) => part))].filter((part) => part >= 0);
    const hitsOf = (part: number): number =>
      found.reduce((sum, needle) => (needle.part === part ? sum + needle.hits : sum), 0);
    const rarest = parts.reduce((a, b) => (hitsOf(b) < hitsOf(a) ? b : a), parts[0] ?? -1);
    // A word that is nowhere: then only the whole text can be something. Else who has the rarest word is asked for the others.
    const others = parts.filter((part) => part !== rarest && hitsOf(rarest) > 0);
    const looked = found.filter(({ part }) => part === rarest || part < 0);
    if (looked.length === 0) return { threads: [], more: false };
    const cut = looked.filter(({ hits }) => hits >= mostLooked);
    const rest = found.filter(({ part }) => others.includes(part));
    const threads = await tx.query<ThreadRecord>(
      `${needleSql}, looked as (
         select h.thread, n.part < 0 as whole from needle n cross join lateral (${newestSql}) h
         where n.use <> 'OTHER'
         union
         select o.thread, n.part < 0 from (select * from needle where use = 'CUT') n cross join (${ownSql}) o
         cross join lateral (${ofOwnSql}) k)
       select ${threadColumns} from cases.thread t
       where side = $7 and ${onRoster()} and id in (
         select l.thread from looked l where l.whole or not exists (
           select from unnest($8::integer[]) as p (part) where not exists (
             select from needle n join cases.token k on k.authority = $1
               and k.compartment = n.compartment and k.type = n.type and k.token = n.token
             where n.part = p.part and k.thread = l.thread and ${isGivenOut})))
       order by opened_at desc, id desc limit ${mostFound}`,
      [
        ...valuesOf(desk, [...looked, ...rest]),
        [
          ...looked.map((needle): Use => (cut.includes(needle) ? 'CUT' : 'ALL')),
          ...rest.map((): Use => 'OTHER'),
        ],
        desk.side,
        others,
      ],
    );
    // Where the officer may read none of them, nothing is said of those that there are.
    return {
      threads,
      more: (cut.length > 0 && threads.length > 0) || threads.length === mostFound,
    };
  }

  /** The needles that stand anywhere, with the number of documents of each; most stand nowhere, since a word is of one type. */
  private async found(
    tx: Tx,
    desk: SearchedDesk,
    needles: readonly Needle[],
  ): Promise<(Needle & { readonly hits: number })[]> {
    if (needles.length === 0) return [];
    const rows = await tx.query<{ place: number; hits: number }>(
      `${needleSql} select n.place::int, count(*)::int as hits from needle n
       cross join lateral (${newestSql}) h group by n.place`,
      [...valuesOf(desk, needles), needles.map((): Use => 'ALL')],
    );
    return needles.flatMap((needle, i) => {
      const hits = rows.find(({ place }) => place === i + 1)?.hits;
      return hits === undefined ? [] : [{ ...needle, hits }];
    });
  }

  private needles({ compartments }: SearchedDesk, text: string): Needle[] {
    const words = text
      .split(/\s+/u)
      .filter((word) => word !== '')
      .slice(0, mostWords);
    const of = (part: number, compartment: Compartment, type: TokenType, word: string): Needle[] =>
      this.tokens(compartment, type, [word]).map((token) => ({ part, compartment, type, token }));
    const whole = types.filter((type) => tokenTypes[type] === 'whole');
    // What is never indexed, such as a single letter, has no needle and cannot be missing either.
    return allCompartments
      .filter((each) => compartments.includes(each))
      .flatMap((compartment) => [
        ...words.flatMap((word, i) => types.flatMap((type) => of(i, compartment, type, word))),
        ...whole.flatMap((type) => of(-1, compartment, type, text)),
      ]);
  }

  private tokens(compartment: Compartment, type: TokenType, texts: readonly string[]): Buffer[] {
    if (texts.length === 0) return [];
    return indexTokens(this.keys.indexKey(compartment), compartment, type, texts);
  }
}

const isGivenOut = 'not exists (select from cases.withheld w where w.item = k.dispatch)';
/** What becomes of a needle: all threads that have it are looked at, or only the newest, or it is asked of those looked at. */
type Use = 'ALL' | 'CUT' | 'OTHER';
const needleSql = `with needle as materialized (
  select * from unnest($2::integer[], $3::text[], $4::text[], $5::bytea[], $6::text[])
    with ordinality as n (part, compartment, type, token, use, place))`;
const valuesOf = ({ authority }: SearchedDesk, needles: readonly Needle[]): unknown[] => [
  authority,
  needles.map(({ part }) => part),
  needles.map(({ compartment }) => compartment),
  needles.map(({ type }) => type),
  needles.map(({ token }) => token),
];
/** A thread's id begins with the time at which it was opened (RFC 9562, version 7). */
const newestSql = `select k.thread from cases.token k where k.authority = $1
  and k.compartment = n.compartment and k.type = n.type and k.token = n.token and ${isGivenOut}
  order by k.thread desc limit ${mostLooked}`;
/**
 * Each of these threads is looked up by itself. The order names the one index that has it: by the key of the table the planner would
 * go through all documents of a common word for each thread.
 */
const ofOwnSql = `select from (select k.thread from cases.token k where k.authority = $1 and k.compartment = n.compartment
    and k.type = n.type and k.token = n.token and k.thread <= o.thread and ${isGivenOut}
    order by k.thread desc limit 1) k where k.thread = o.thread`;
/**
 * What the officer has, or was added to: found also where thousands of newer ones of colleagues have the same word. They are
 * looked up only by words of which not all threads are looked at: each look-up is one more way into the index.
 */
const ownSql = `(select id as thread from cases.thread where authority = $1
    and holder = current_setting('liaise.officer', true) order by opened_at desc limit ${mostLooked})
  union all
  (select id from cases.thread where authority = $1
    and owner = current_setting('liaise.officer', true) order by opened_at desc limit ${mostLooked})
  union all
  (select thread from cases.roster where officer = current_setting('liaise.officer', true)
    order by at desc limit ${mostLooked})`;
