import {
  compartments as allCompartments,
  type AuthorityId,
  type Compartment,
  type Document,
  type Side,
} from '#kernel';
import { onRoster, threadColumns, type ThreadRecord, type IndexToken } from '#threads';
import { searchWords } from './search-words.rules.js';
import type { Tx } from '#store';
import { indexTokens, tokenTypes, type KeyRing, type TokenType } from '#trust';

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
  /** True when there may be older ones: every word is a common one, or more than a page has them all. */
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

  /** Tokens of the words of a document. */
  tokensOf({ compartment }: Pick<ThreadRecord, 'compartment'>, document: Document): IndexToken[] {
    const words = searchWords(document);
    return types.flatMap((type) =>
      this.tokens(compartment, type, words[type] ?? []).map((token) => ({ type, token })),
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
      `${needleSql}, ${byWordSql}${cut.length > 0 ? `, ${ownSql(desk.side)}` : ''}
       select ${threadColumns} from cases.thread where id in (
         select id from by_word ${cut.length > 0 ? 'union select id from own' : ''})
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
/** Uses of a needle: all threads that have it are looked at, or only the newest, or it is asked of those looked at. */
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
/** A thread's id begins with the time at which it was composed (RFC 9562, version 7). */
const newestSql = `select k.thread from cases.token k where k.authority = $1
  and k.compartment = n.compartment and k.type = n.type and k.token = n.token and ${isGivenOut}
  order by k.thread desc limit ${mostLooked}`;
/** SQL: of a thread of this id, whether it has all words that did not lead to it. */
const hasOthers = (thread: string): string => `not exists (
  select from unnest($8::integer[]) as p (part) where not exists (
    select from needle n join cases.token k on k.authority = $1
      and k.compartment = n.compartment and k.type = n.type and k.token = n.token
    where n.part = p.part and k.thread = ${thread} and ${isGivenOut}))`;
/** SQL: threads of the desk from these ids; each is looked up by itself, however many the planner expects. */
const ofDesk = (from: string): string => `select t.*, f.whole from (${from}) f cross join lateral (
  select id, side, priority, holder, left_holder, owner, opened_at from cases.thread
  where id = f.thread and authority = $1 and side = $7 offset 0) t`;
/**
 * SQL: the newest of these for which this holds. They are put in order before they are asked, one after the other, and it ends
 * with the last of a page. The ids have another order: a thread has its id from the State that asks, and is opened here when it comes.
 */
const newestOf = (from: string, holds: string): string => `select id, opened_at from (
  select * from (${from}) u order by opened_at desc, id desc offset 0) s
  where ${holds} order by opened_at desc, id desc limit ${mostFound}`;
const byWordSql = `word as materialized (
  select h.thread, bool_or(n.part < 0) as whole from needle n cross join lateral (${newestSql}) h
  where n.use <> 'OTHER' group by h.thread),
by_word as materialized (${newestOf(ofDesk('select * from word'), `${onRoster('s.')} and (s.whole or ${hasOthers('s.id')})`)})`;
/**
 * SQL: whether a thread has a word of which not all threads are looked at, and may be read, which is asked last: it costs a call.
 * The order names the one index that has each: by the key of the table the planner would go through all documents of a common
 * word for each thread.
 */
const hasCutWord = `case when exists (select from needle n cross join lateral (
    select k.thread from cases.token k where k.authority = $1
      and k.compartment = n.compartment and k.type = n.type and k.token = n.token and k.thread <= s.id and ${isGivenOut}
    order by k.thread desc limit 1) h
  where n.use = 'CUT' and h.thread = s.id and (n.part < 0 or ${hasOthers('s.id')})) then ${onRoster('s.')} end`;
/**
 * SQL: what the officer has, or was added to: found also where thousands of newer ones of colleagues have the same word. They are
 * looked up only by words of which not all threads are looked at, and only as far back as the page that is found without them.
 */
const ownSql = (side: Side): string => `page as materialized (
  select case count(*) when ${mostFound} then min(opened_at) else '-infinity' end as since from by_word),
own as materialized (
  (${newestOf(
    `select id, side, priority, holder, left_holder, owner, opened_at from cases.thread
    where authority = $1 and side = $7 and ${side === 'ASKED' ? 'holder' : 'owner'} = current_setting('liaise.officer', true)
      and opened_at >= (select since from page)
    order by opened_at desc limit ${mostLooked}`,
    hasCutWord,
  )})
  union all
  (${newestOf(
    `select * from (${ofDesk(`select thread, null as whole from cases.roster
      where officer = current_setting('liaise.officer', true) order by at desc limit ${mostLooked}`)}) r
    where opened_at >= (select since from page)`,
    hasCutWord,
  )}))`;
