import {
  compartments as allCompartments,
  type AuthorityId,
  type Compartment,
  type Document,
  type Side,
  type ThreadId,
} from '#kernel';
import { onRoster, threadColumns, type ThreadRecord, type IndexToken } from '#threads';
import { piecesRank, questionOf, rankOf, wholeText, type Term } from './search-query.rules.js';
import { searchWords } from './search-words.rules.js';
import type { Tx } from '#store';
import { indexTokens, tokenTypes, type KeyRing, type TokenType } from '#trust';

const types = Object.keys(tokenTypes) as readonly TokenType[];
const ranked = types.toSorted((a, b) => rankOf(a) - rankOf(b));
const mostFound = 100;
const mostLooked = 2_000;

export interface SearchedDesk {
  readonly side: Side;
  readonly authority: AuthorityId;
  readonly compartments: readonly Compartment[];
}

export interface Found {
  readonly threads: readonly ThreadRecord[];
  readonly more: boolean;
  /** Types of the matching words (such as `name`), for each found thread. */
  readonly by: ReadonlyMap<ThreadId, readonly TokenType[]>;
}

interface Needle {
  readonly parts: readonly number[];
  readonly compartment: Compartment;
  readonly type: TokenType;
  readonly token: Buffer;
  readonly rank: number;
}

type Counted = Needle & { readonly hits: number };
// A needle as one of its parts.
type Placed = Counted & { readonly part: number };

export class Search {
  constructor(private readonly keys: KeyRing) {}

  tokensOf({ compartment }: Pick<ThreadRecord, 'compartment'>, document: Document): IndexToken[] {
    const words = searchWords(document);
    return types.flatMap((type) =>
      this.tokens(compartment, type, words[type] ?? []).map((token) => ({ type, token })),
    );
  }

  /** Searches the threads that the officer may read, and returns at most 100, best matches first. Skips recalled documents. */
  async find(tx: Tx, desk: SearchedDesk, text: string): Promise<Found> {
    const { terms, parts } = questionOf(text);
    const counted = await this.counted(tx, desk, this.needles(desk, terms));
    const placed = counted.flatMap((needle): Placed[] =>
      needle.parts.map((part) => ({ ...needle, part })),
    );
    const hitsOf = (part: number): number =>
      placed.reduce((sum, needle) => (needle.part === part ? sum + needle.hits : sum), 0);
    const rarest = parts.reduce((a, b) => (hitsOf(b) < hitsOf(a) ? b : a), parts[0] ?? wholeText);
    // A word without matches: only the whole text can match. Otherwise threads with the rarest word are tested for the
    // others.
    const others = parts.filter((part) => part !== rarest && hitsOf(rarest) > 0);
    const looked = placed.filter(({ part }) => part === rarest || part === wholeText);
    if (looked.length === 0) return { threads: [], more: false, by: new Map() };
    const cut = looked.filter(({ hits }) => hits >= mostLooked);
    const rest = placed.filter(({ part }) => others.includes(part));
    const ranks = [...new Set(cut.map(({ rank }) => rank))];
    const threads = await tx.query<ThreadRecord>(
      `${needleSql}, ${byWordSql}${ranks.map((rank) => `, ${ownSql(desk.side, rank)}`).join('')}
       select ${threadColumns} from cases.thread join (
         select id as found, min(rank) as rank from (
           select id, rank from by_word
           ${ranks.map((rank) => `union all select id, ${rank} from own_${rank}`).join(' ')}) a
         group by id) f on found = id
       order by rank, opened_at desc, id desc limit ${mostFound}`,
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
      by: await this.foundBy(tx, desk, counted, threads),
    };
  }

  private async counted(
    tx: Tx,
    desk: SearchedDesk,
    needles: readonly Needle[],
  ): Promise<readonly Counted[]> {
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

  private async foundBy(
    tx: Tx,
    desk: SearchedDesk,
    needles: readonly Needle[],
    threads: readonly ThreadRecord[],
  ): Promise<Found['by']> {
    const rows = await tx.query<{ thread: ThreadId; types: TokenType[] }>(
      `${needleSql} select t.id as thread, array_agg(distinct n.type) as types
       from needle n cross join unnest($8::uuid[]) as t (id)
       where exists (select from cases.token k where k.authority = $1 and k.compartment = n.compartment
         and k.type = n.type and k.token = n.token and k.thread = t.id and ${isGivenOut} offset 0)
       group by t.id`,
      [...valuesOf(desk, needles), needles.map((): Use => 'ALL'), threads.map(({ id }) => id)],
    );
    return new Map(
      rows.map(({ thread, types: by }) => [thread, ranked.filter((type) => by.includes(type))]),
    );
  }

  private needles({ compartments }: SearchedDesk, terms: readonly Term[]): Needle[] {
    return allCompartments
      .filter((each) => compartments.includes(each))
      .flatMap((compartment) =>
        terms.flatMap(({ parts, type, word, rank }) =>
          this.tokens(compartment, type, [word]).map((token) => ({
            ...{ parts, compartment, type, token, rank },
          })),
        ),
      );
  }

  private tokens(compartment: Compartment, type: TokenType, texts: readonly string[]): Buffer[] {
    if (texts.length === 0) return [];
    return indexTokens(this.keys.indexKey(compartment), compartment, type, texts);
  }
}

const isGivenOut = 'not exists (select from cases.withheld w where w.item = k.dispatch)';
type Use = 'ALL' | 'CUT' | 'OTHER';
const needleSql = `with needle as materialized (
  select * from unnest($2::integer[], $3::text[], $4::text[], $5::bytea[], $6::integer[], $7::text[])
    with ordinality as n (part, compartment, type, token, rank, use, place))`;
const valuesOf = (
  { authority }: SearchedDesk,
  needles: readonly (Needle & { readonly part?: number })[],
): unknown[] => [
  authority,
  needles.map(({ part }) => part ?? null),
  needles.map(({ compartment }) => compartment),
  needles.map(({ type }) => type),
  needles.map(({ token }) => token),
  needles.map(({ rank }) => rank),
];
/** SQL for the newest threads that contain the search token `n`. Thread ids (UUIDv7, RFC 9562) sort by creation time. */
const newestSql = `select k.thread from cases.token k where k.authority = $1
  and k.compartment = n.compartment and k.type = n.type and k.token = n.token and ${isGivenOut}
  order by k.thread desc limit ${mostLooked}`;
const hasOthers = (thread: string): string => `not exists (
  select from unnest($9::integer[]) as p (part) where not exists (
    select from needle n join cases.token k on k.authority = $1
      and k.compartment = n.compartment and k.type = n.type and k.token = n.token
    where n.part = p.part and k.thread = ${thread} and ${isGivenOut}))`;
const ofDesk = (
  from: string,
): string => `select t.*, f.whole, f.rank from (${from}) f cross join lateral (
  select id, side, priority, holder, left_holder, owner, opened_at from cases.thread
  where id = f.thread and authority = $1 and side = $8 offset 0) t`;
/**
 * SQL for at most 100 rows of `from` that meet `holds`, by rank, then newest `opened_at`. An id may contain a false time from
 * another State.
 */
const newestOf = (from: string, holds: string): string => `select id, rank, opened_at from (
  select * from (${from}) u order by rank, opened_at desc, id desc offset 0) s
  where ${holds} order by rank, opened_at desc, id desc limit ${mostFound}`;
/**
 * SQL tables `word` (threads with the rarest word) and `by_word` (readable ones that match fully). Ranking by only the rarest
 * word would reveal unreadable threads.
 */
const byWordSql = `word as materialized (
  select p.thread, bool_or(p.part < 0) as whole, case when bool_or(p.part < 0) then 0
    when max(p.rank) = ${piecesRank} then ${piecesRank} else min(p.rank) end as rank
  from (select h.thread, n.part, min(n.rank) as rank, bool_or(n.use <> 'OTHER') as looked
    from needle n cross join lateral (${newestSql}) h group by h.thread, n.part) p
  group by p.thread having bool_or(p.looked)),
by_word as materialized (${newestOf(ofDesk('select * from word'), `${onRoster('s.')} and (s.whole or ${hasOthers('s.id')})`)})`;
/** SQL condition: thread `s` is readable and matches the search by a very common word (`CUT`). */
const hasCutWord = (
  rank: number,
): string => `case when exists (select from needle n cross join lateral (
    select k.thread from cases.token k where k.authority = $1
      and k.compartment = n.compartment and k.type = n.type and k.token = n.token and k.thread <= s.id and ${isGivenOut}
    order by k.thread desc limit 1) h
  where n.use = 'CUT' and n.rank = ${rank} and h.thread = s.id and (n.part < 0 or ${hasOthers('s.id')})) then ${onRoster('s.')} end`;
/**
 * SQL for matches of a very common word (`CUT`) among threads that the officer holds, owns or is on the access list of. The
 * general search reads only the newest threads with such a word, which may all be colleagues'.
 */
const ownSql = (side: Side, rank: number): string => `page_${rank} as materialized (
  select case when count(*) filter (where rank <= ${rank}) < ${mostFound} then '-infinity'
    when count(*) filter (where rank < ${rank}) = ${mostFound} then 'infinity'
    else min(opened_at) filter (where rank = ${rank}) end as since from by_word),
own_${rank} as materialized (
  (${newestOf(
    `select id, side, priority, holder, left_holder, owner, opened_at, ${rank} as rank from cases.thread
    where authority = $1 and side = $8 and ${side === 'ASKED' ? 'holder' : 'owner'} = current_setting('liaise.officer', true)
      and opened_at >= (select since from page_${rank})
    order by opened_at desc limit ${mostLooked}`,
    hasCutWord(rank),
  )})
  union all
  (${newestOf(
    `select * from (${ofDesk(`select thread, null as whole, ${rank} as rank from cases.roster
      where officer = current_setting('liaise.officer', true) order by at desc limit ${mostLooked}`)}) r
    where opened_at >= (select since from page_${rank})`,
    hasCutWord(rank),
  )}))`;
