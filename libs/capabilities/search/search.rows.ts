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
const mostLooked = 2_000;

export interface SearchedDesk {
  readonly side: Side;
  readonly authority: AuthorityId;
  readonly compartments: readonly Compartment[];
}

export interface Found {
  readonly threads: readonly ThreadRecord[];
  readonly more: boolean;
}

interface Needle {
  readonly part: number;
  readonly compartment: Compartment;
  readonly type: TokenType;
  readonly token: Buffer;
}

export class Search {
  constructor(private readonly keys: KeyRing) {}

  tokensOf({ compartment }: Pick<ThreadRecord, 'compartment'>, document: Document): IndexToken[] {
    const words = searchWords(document);
    return types.flatMap((type) =>
      this.tokens(compartment, type, words[type] ?? []).map((token) => ({ type, token })),
    );
  }

  /**
   * Finds at most 100 readable threads that contain all words, or the whole text as a reference; newest first. Recalled
   * documents are not found.
   */
  async find(tx: Tx, desk: SearchedDesk, text: string): Promise<Found> {
    const needles = this.needles(desk, text);
    const found = await this.found(tx, desk, needles);
    const parts = [...new Set(needles.map(({ part }) => part))].filter((part) => part >= 0);
    const hitsOf = (part: number): number =>
      found.reduce((sum, needle) => (needle.part === part ? sum + needle.hits : sum), 0);
    const rarest = parts.reduce((a, b) => (hitsOf(b) < hitsOf(a) ? b : a), parts[0] ?? -1);
    // A word without matches: only the whole text can match. Otherwise threads with the rarest word are tested for the
    // others.
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
    // Threads that the officer may not read must not even be counted.
    return {
      threads,
      more: (cut.length > 0 && threads.length > 0) || threads.length === mostFound,
    };
  }

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
    // Text that is never indexed, such as a single letter, is ignored.
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
/**
 * SQL for the newest threads with a word. Thread ids are UUIDv7 (RFC 9562), so they sort by the time when the request was
 * written.
 */
const newestSql = `select k.thread from cases.token k where k.authority = $1
  and k.compartment = n.compartment and k.type = n.type and k.token = n.token and ${isGivenOut}
  order by k.thread desc limit ${mostLooked}`;
const hasOthers = (thread: string): string => `not exists (
  select from unnest($8::integer[]) as p (part) where not exists (
    select from needle n join cases.token k on k.authority = $1
      and k.compartment = n.compartment and k.type = n.type and k.token = n.token
    where n.part = p.part and k.thread = ${thread} and ${isGivenOut}))`;
const ofDesk = (from: string): string => `select t.*, f.whole from (${from}) f cross join lateral (
  select id, side, priority, holder, left_holder, owner, opened_at from cases.thread
  where id = f.thread and authority = $1 and side = $7 offset 0) t`;
/**
 * SQL for the newest matching threads, by opening time. Sorting by id would be wrong, because another State chooses the time
 * in an id.
 */
const newestOf = (from: string, holds: string): string => `select id, opened_at from (
  select * from (${from}) u order by opened_at desc, id desc offset 0) s
  where ${holds} order by opened_at desc, id desc limit ${mostFound}`;
const byWordSql = `word as materialized (
  select h.thread, bool_or(n.part < 0) as whole from needle n cross join lateral (${newestSql}) h
  where n.use <> 'OTHER' group by h.thread),
by_word as materialized (${newestOf(ofDesk('select * from word'), `${onRoster('s.')} and (s.whole or ${hasOthers('s.id')})`)})`;
/**
 * SQL condition that thread `s` contains a common word (use `CUT`). Read access is tested last, because that test is slow;
 * the sort order makes the planner use the right index.
 */
const hasCutWord = `case when exists (select from needle n cross join lateral (
    select k.thread from cases.token k where k.authority = $1
      and k.compartment = n.compartment and k.type = n.type and k.token = n.token and k.thread <= s.id and ${isGivenOut}
    order by k.thread desc limit 1) h
  where n.use = 'CUT' and h.thread = s.id and (n.part < 0 or ${hasOthers('s.id')})) then ${onRoster('s.')} end`;
/**
 * SQL for the officer's own and shared threads, so that newer threads of colleagues do not hide them. Searches only common
 * words and the period of the page.
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
