import { randomUUID } from 'node:crypto';
import {
  duplicateLimits,
  matchTypes,
  soughtIn,
  type MatchType,
  type OtherWork,
  type Sought,
} from './sought.model.js';
import {
  isOpening,
  timestamp,
  type AuthorityId,
  type BroadcastId,
  type Compartment,
  type Document,
  type OfficerId,
  type ThreadId,
} from '#kernel';
import {
  assertWritten,
  takeOf,
  writtenBelow,
  type Allowance,
  type Taken,
  type MatchKeyRow,
  isThere,
  onRoster,
  threadColumns,
  type ThreadRecord,
} from '#threads';
import { matchKeysOf } from './match-keys.rules.js';
import type { DraftOf } from '#journal';
import type { Tx } from '#store';
import { handedOn, matchKeyTokens, type KeyRing } from '#trust';

export interface HashedMatchKeys {
  readonly compartment: Compartment;
  readonly types: readonly MatchType[];
  readonly tokens: readonly Buffer[];
  readonly asked: Buffer;
}

export interface Asker {
  readonly officer: OfficerId;
  readonly authority: AuthorityId;
}

export interface Looked {
  readonly taken: Taken;
  readonly otherDesk: boolean;
  readonly thread?: ThreadId | undefined;
}

export interface MatchingThread extends ThreadRecord {
  readonly by: readonly MatchType[];
}

export interface DeconflictionResult {
  readonly otherDesk: boolean;
  readonly there?: readonly MatchingThread[];
  readonly event?: DraftOf<'duplicates.checked'>;
}

export interface LookedFor {
  readonly there: readonly MatchingThread[];
  readonly elsewhere: boolean;
}

const { days, shown } = duplicateLimits;
const checks: Allowance = {
  done: 'cases.duplicate_check',
  most: duplicateLimits.checksPerHour,
  within: '1 hour',
  spent: 'DUPLICATE_CHECKS_SPENT',
};
/**
 * Maximum number of identifiers per thread that are compared when threads are listed. The limit bounds the work that a
 * neighbour can cause.
 */
const comparedInList = 32;

/** Index of threads by hashed identifiers. Of other authorities, it shows only whether a match exists. */
export class DeconflictionIndex {
  constructor(private readonly keys: KeyRing) {}

  hashed({ compartment }: Pick<ThreadRecord, 'compartment'>, sought: Sought): HashedMatchKeys {
    const matchKeys = matchKeysOf(sought);
    const types: MatchType[] = [];
    const tokens: Buffer[] = [];
    for (const type of matchTypes) {
      const values = matchKeys.filter((key) => key.type === type).map(({ value }) => value);
      if (values.length === 0) continue;
      tokens.push(...matchKeyTokens(this.keys.indexKey(compartment), compartment, type, values));
      types.push(...values.map(() => type));
    }
    const all = tokens.map((token, i) => `${types[i] ?? ''} ${token.toString('hex')}`).sort();
    const key = this.keys.indexKey(compartment);
    const [asked = Buffer.alloc(0)] = matchKeyTokens(key, compartment, 'ASKED', [all.join(' ')]);
    return { compartment, types, tokens, asked };
  }

  /** Returns the index rows of new threads and queues received threads for comparison with other authorities. */
  keyRows(
    tx: Tx,
    filed: readonly { readonly thread: ThreadRecord; readonly document: Document }[],
  ): MatchKeyRow[] {
    const keyed = filed.flatMap(({ thread, document }) => {
      if (!isOpening(document)) return [];
      // A forwarding desk has the enclosed documents in their own threads.
      const enclosed = thread.side === 'ASKED' ? handedOn(document) : [];
      const matchKeys = this.hashed(thread, soughtIn(document, enclosed));
      return matchKeys.tokens.length === 0 ? [] : [{ thread, matchKeys }];
    });
    compareWithOthers(
      tx,
      keyed.flatMap(({ thread }) => (thread.side === 'ASKED' ? [thread] : [])),
    );
    return keyed.flatMap(({ thread, matchKeys: { types, tokens } }) =>
      tokens.map((token, i) => ({ thread, token, type: types[i] ?? '' })),
    );
  }

  /**
   * Returns the officer's checks left this hour, minus the present one, to pass to `recordCheck`. @throws ThreadsError
   * DUPLICATE_CHECKS_SPENT if no check is left
   */
  checkAllowance(tx: Tx, { officer }: Asker): Promise<Taken> {
    return takeOf(tx, checks, officer);
  }

  /**
   * Stores a duplicate check and returns the check's id. After the commit the service `sealer` notifies the authorities whose
   * threads match. @throws ThreadsError DUPLICATE_CHECKS_SPENT if the officer has no check left this hour
   */
  async recordCheck(
    tx: Tx,
    { officer, authority }: Asker,
    { compartment, types, tokens, asked }: HashedMatchKeys,
    { taken, otherDesk, thread }: Looked,
  ): Promise<string> {
    const check = randomUUID();
    const written = await tx.query<{ before: number }>(
      `insert into cases.duplicate_check
         (officer, id, authority, compartment, types, tokens, asked, other_desk, thread)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9) ${writtenBelow(checks)}`,
      [officer, check, authority, compartment, types, tokens, asked, otherDesk, thread ?? null],
    );
    assertWritten(checks, taken, written);
    tx.wake('notify-desks', 'SOON');
    return check;
  }

  async tell(
    tx: Tx,
    { authority }: Asker,
    { compartment, types, tokens }: HashedMatchKeys,
  ): Promise<void> {
    await tx.query(
      `insert into cases.duplicate_check (id, authority, compartment, types, tokens)
       values ($1, $2, $3, $4, $5)`,
      [randomUUID(), authority, compartment, types, tokens],
    );
    tx.wake('notify-desks', 'SOON');
  }

  /**
   * Finds the authority's threads of the last 90 days with an identifier of `matchKeys`. Callers must hide details if
   * `onRoster` is false.
   */
  find(
    tx: Tx,
    asker: Asker,
    matchKeys: HashedMatchKeys,
    broadcast: BroadcastId | null = null,
  ): Promise<MatchingThread[]> {
    return tx.query<MatchingThread>(foundSql, foundBy(asker, matchKeys, broadcast));
  }

  async look(tx: Tx, asker: Asker, matchKeys: HashedMatchKeys): Promise<LookedFor> {
    const rows = await tx.query<(MatchingThread | { id: null }) & { has: boolean }>(
      `select e.has, f.* from (select cases.another_desk_has($1, $3::text[], $4::bytea[]) as has) e
       left join (${foundSql}) f on true
       order by f."onRoster" desc, f."openedAt" desc, f.id desc`,
      foundBy(asker, matchKeys, null),
    );
    return {
      there: rows.flatMap((each) => {
        const { has: _, ...row } = each;
        return row.id === null ? [] : [row];
      }),
      elsewhere: rows[0]?.has === true,
    };
  }

  /**
   * Finds, for each thread, other threads with an equal identifier. `whole`: compares all identifiers, not only
   * `comparedInList` of them.
   */
  async findMatching(
    tx: Tx,
    threads: readonly ThreadRecord[],
    whole: boolean,
  ): Promise<ReadonlyMap<ThreadId, OtherWork>> {
    const rows = await tx.query<{
      thread: ThreadId;
      duplicates: ThreadId[];
      otherDesk: boolean;
      askedAbout: Date | null;
    }>(
      `select t.id as thread,
         coalesce(l.known, '{}') as duplicates,
         coalesce(l.hidden, false) or exists (select from cases.duplicate_notice n
           where n.thread = t.id and n.notice = 'OTHER_DESK') as "otherDesk",
         (select max(n.at) from cases.duplicate_notice n
           where n.thread = t.id and n.notice = 'ASKED_ABOUT') as "askedAbout"
       from unnest($1::uuid[]) as t (id) cross join lateral (
         select array_agg(d.thread order by d.opened_at desc, d.thread) filter (where d.known) as known,
           bool_or(not d.known) as hidden
         from (
           select a.thread, a.opened_at, ${onRoster('at.')} and ${isThere('at.')} as known from (
             select distinct l.thread, l.opened_at
             from (select *, opened_at - make_interval(days => ${days}) as since,
                     opened_at + make_interval(days => ${days}) as until
                   from cases.likeness where thread = t.id and type <> 'WORDS'
                   order by type, token limit $2) m
             cross join lateral (
               select x.thread, x.opened_at from cases.likeness x
               where x.compartment = m.compartment and x.type = m.type and x.token = m.token
                 and x.authority = m.authority and x.thread <> m.thread
                 and x.opened_at >= m.since and x.opened_at <= m.until
                 and ${isGivenOut('x.thread')}
               order by x.opened_at desc limit ${shown}) l
             order by l.opened_at desc, l.thread limit ${shown}) a
           join cases.thread at on at.id = a.thread) d) l`,
      [threads.map(({ id }) => id), whole ? null : comparedInList],
    );
    return new Map(
      rows.map(({ thread, duplicates, otherDesk, askedAbout }) => [
        thread,
        { duplicates, otherDesk, askedAbout: askedAbout === null ? null : timestamp(askedAbout) },
      ]),
    );
  }
}

export const otherDeskWithinHourSql = (officer: string, asked: string): string =>
  `(select other_desk from cases.duplicate_check
    where officer = ${officer}::text and asked = ${asked}::bytea
      and at > statement_timestamp() - interval '1 hour'
    order by at desc limit 1)`;

/** SQL condition: no recall withdrew the thread's opening document, which has the thread's id. */
export const isGivenOut = (thread: string): string =>
  `not exists (select from cases.withheld w where w.item = ${thread})`;

const foundSql = `with found as (
     select l.thread, array_agg(distinct m.type) as by
     from unnest($3::text[], $4::bytea[]) as m (type, token)
     cross join lateral (
       select x.thread from cases.likeness x
       where x.compartment = $1 and x.type = m.type and x.token = m.token and x.authority = $2
         and x.opened_at > statement_timestamp() - make_interval(days => ${days})
       order by x.opened_at desc limit ${shown}) l
     group by l.thread)
   select ${threadColumns}, found.by from cases.thread join found on found.thread = id
   where ${isGivenOut('id')} and ($5::uuid is null or owner is distinct from $6 or not exists (
     select from cases.broadcast b where b.thread = id and b.broadcast = $5))
   order by "onRoster" desc, opened_at desc, id desc limit ${shown}`;

const foundBy = (
  { authority, officer }: Asker,
  { compartment, types, tokens }: HashedMatchKeys,
  broadcast: BroadcastId | null,
): unknown[] => [compartment, authority, types, tokens, broadcast, officer];

export function compareWithOthers(
  tx: Tx,
  threads: readonly Pick<ThreadRecord, 'id' | 'authority' | 'compartment'>[],
): void {
  if (threads.length === 0) return;
  tx.send(
    `insert into cases.duplicate_check (id, authority, compartment, thread)
     select * from unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[])`,
    [
      threads.map(() => randomUUID()),
      threads.map(({ authority }) => authority),
      threads.map(({ compartment }) => compartment),
      threads.map(({ id }) => id),
    ],
  );
  tx.wake('notify-desks', 'SOON');
}
