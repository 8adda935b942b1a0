import type { DocumentId, Fingerprint, OfficerId, ThreadId, Timestamp } from '#kernel';
import type { Tx } from '#store';
import { packageBounds, type PackageConcern, type TellingWay } from '../packages.lists.js';
import type {
  EndedKey,
  FrozenKey,
  LivingPackage,
  RecallMade,
  Rest,
  Standing,
} from './life.facts.js';

interface RestRow {
  readonly kind: Rest['kind'];
  readonly document: DocumentId;
  readonly signer: Fingerprint | null;
  readonly signedAt: string | null;
  readonly until: string | null;
}

function restOf({ kind, document, signer, signedAt, until }: RestRow): Rest {
  if (kind === 'RECALL') return { kind, document };
  if (kind === 'CONSENT') return { kind, document, until: until === null ? null : new Date(until) };
  if (signer === null || signedAt === null) throw new RangeError('package_rest');
  return { kind, document, signer, signedAt: new Date(signedAt) };
}

const restsSql = (
  of: string,
): string => `coalesce((select jsonb_agg(jsonb_build_object('kind', r.kind, 'document', r.document,
  'signer', r.signer, 'signedAt', r.signed_at, 'until', r.until) order by r.kind, r.document)
  from cases.package_rest r where r.package = ${of}), '[]')`;
const recallsSql = (
  thread: string,
): string => `coalesce((select jsonb_agg(jsonb_build_object('document', c.document, 'act', c.act,
  'items', c.items) order by c.document) from cases.recall c where c.thread = ${thread}), '[]')`;

interface KeyRow {
  readonly key: string;
  readonly until: string;
  readonly shownEnd: string | null;
}

const keysSql = (
  of: string,
  made: string,
): string => `coalesce((select jsonb_agg(jsonb_build_object('key', y.key, 'until', coalesce(y.until, ${made}),
  'shownEnd', y.shown_end)
  order by y.key) from cases.package_key y where y.package = ${of}), '[]')`;

const keyOf = ({ key, until, shownEnd }: KeyRow): Standing['keys'][number] => ({
  ...{ key, until: new Date(until), shownEnd: shownEnd === null ? null : new Date(shownEnd) },
});

export interface ConcernRow {
  readonly package: string;
  readonly number: number;
  readonly code: PackageConcern;
  readonly cause: string;
  readonly at: Date;
}

export interface HandedRow {
  readonly id: string;
  readonly package: string;
  readonly officer: OfficerId;
  readonly handedAt: Date;
  readonly way: TellingWay;
  readonly recipient: Buffer | null;
  readonly told: number;
  readonly toldAt: Date | null;
}

export interface NewConcern {
  readonly package: string;
  readonly thread: ThreadId;
  readonly number: number;
  readonly code: PackageConcern;
  readonly cause: string;
  readonly at: Date;
  readonly event: string;
}

export interface NewHandover {
  readonly id: string;
  readonly package: string;
  readonly thread: ThreadId;
  readonly officer: OfficerId;
  readonly handedAt: Timestamp;
  readonly way: TellingWay;
  readonly recipient: Uint8Array;
  readonly event: string;
}

export interface NewTelling {
  readonly handed: string;
  readonly concerns: number;
  readonly officer: OfficerId;
  readonly notifiedAt: Timestamp;
  readonly way: TellingWay;
  readonly event: string;
}

export interface UnnotifiedRecipients {
  /**
   * Number of recipients not yet informed of a concern (reason to doubt a package). Recipients whose names were erased are
   * not counted.
   */
  readonly untold: number;
  /**
   * Number of downloaded packages with a concern, without an officer's record of who received them. Concern SUPERSEDED does
   * not count.
   */
  readonly unrecorded: number;
  readonly oldestSeconds: number;
}

const notifiedConcernsSql = `(select coalesce(max(t.concerns), 0) from cases.package_told t where t.handed = h.id)`;

/**
 * SQL condition: package `p` was downloaded, has concern `c`, and no officer recorded its recipients. Concern SUPERSEDED does
 * not count.
 */
export const unrecorded = `p.delivered_at is not null and p.package_key is not null and c.code <> 'SUPERSEDED'
  and not exists (select from cases.package_handed o where o.package = p.id)
  and not exists (select from cases.package_stayed s where s.package = p.id and s.at >= p.delivered_at)`;

const touchedSql = `with seen as (select c.package, c.code, c.cause from cases.package_concern c),
  ends as (select * from unnest($1::text[], $2::timestamptz[], $3::timestamptz[], $4::text[]) as e (key, since, again, state)),
  spent as (
    select s.package, e.state from seen s join ends e on e.key = s.cause where s.code = 'KEY_REVOKED'
    group by s.package, e.state having count(distinct s.cause) >= ${packageBounds.keyConcerns}),
  fresh as (
    select r.package from cases.recall c join cases.package p on p.thread = c.thread and p.state = 'BUILT'
      join cases.package_rest r on r.package = p.id and r.document = any (c.items)
        and (r.kind = 'ITEM' or r.kind = 'CONSENT' and c.act = 'RECALL')
    where not exists (select from cases.package_rest s where s.package = p.id and s.kind = 'RECALL' and s.document = c.document)
      and not exists (select from seen where seen.package = p.id and seen.cause = c.document::text)
    union
    select r.package from cases.package_rest r join cases.package p on p.id = r.package and p.state = 'BUILT'
    where r.until <= statement_timestamp() and r.kind = 'CONSENT'
      and not exists (select from seen where seen.package = p.id and seen.cause = r.document::text and seen.code = 'CONSENT_EXPIRED')
    union
    select r.package from cases.package_rest r join cases.package p on p.id = r.package and p.state = 'BUILT'
      join ends k on k.key = r.signer and k.since <= r.signed_at and (k.again is null or r.signed_at < k.again)
    where not exists (select from seen where seen.package = p.id and seen.cause = r.signer)
      and not exists (select from spent where spent.package = p.id and spent.state = k.state)
    union
    select y.package from cases.package_key y join cases.package p on p.id = y.package and p.state = 'BUILT'
      join ends k on k.key = y.key and k.since <= coalesce(y.until, p.state_at) and (y.shown_end is null or k.since < y.shown_end)
    where not exists (select from seen where seen.package = p.id and seen.cause = y.key)
      and not exists (select from spent where spent.package = p.id and spent.state = k.state)
    union
    select p.id from cases.package p join cases.package n on n.supersedes = p.exhibit and n.thread = p.thread and n.state = 'BUILT'
    where p.state = 'BUILT' and not exists (select from seen where seen.package = p.id and seen.cause = n.exhibit))
  select p.id, p.exhibit, p.thread, ${restsSql('p.id')} as rests, ${keysSql('p.id', 'p.state_at')} as keys,
    ${recallsSql('p.thread')} as recalls,
    array (select n.exhibit from cases.package n where n.supersedes = p.exhibit and n.thread = p.thread and n.state = 'BUILT' order by n.exhibit)
      as "supersededBy",
    array (select c.code || ' ' || c.cause from cases.package_concern c where c.package = p.id) as known,
    (select count(*)::int from cases.package_handed h where h.package = p.id) as handed, clock_timestamp() as now
  from fresh join cases.package p on p.id = fresh.package
  where (select count(*) from seen where seen.package = p.id) < ${packageBounds.concerns} and p.id > $5::uuid
  order by p.id limit $6`;

export class PackageLife {
  rest(tx: Tx, of: string, rests: readonly Rest[]): void {
    if (rests.length === 0) return;
    tx.send(
      `insert into cases.package_rest (package, kind, document, signer, signed_at, until)
       select $1, u.* from unnest($2::text[], $3::uuid[], $4::text[], $5::timestamptz[], $6::timestamptz[]) as u`,
      [
        of,
        rests.map(({ kind }) => kind),
        rests.map(({ document }) => document),
        rests.map((rest) => (rest.kind === 'ITEM' ? rest.signer : null)),
        rests.map((rest) => (rest.kind === 'ITEM' ? rest.signedAt : null)),
        rests.map((rest) => (rest.kind === 'CONSENT' ? rest.until : null)),
      ],
    );
  }

  keys(tx: Tx, of: string, keys: readonly FrozenKey[]): void {
    if (keys.length === 0) return;
    tx.send(
      `insert into cases.package_key (package, key, until, shown_end)
       select $1, u.* from unnest($2::text[], $3::timestamptz[], $4::timestamptz[]) as u`,
      [
        of,
        keys.map(({ key }) => key),
        keys.map(({ until }) => until),
        keys.map(({ shownEnd }) => shownEnd),
      ],
    );
  }

  async standing(
    tx: Tx,
    { id, thread }: { readonly id: string; readonly thread: ThreadId },
  ): Promise<Standing> {
    const [row] = await tx.query<{
      rests: RestRow[];
      keys: KeyRow[];
      recalls: RecallMade[];
      now: Date;
    }>(
      `select ${restsSql('$1')} as rests, ${keysSql('$1', 'clock_timestamp()')} as keys,
         ${recallsSql('$2')} as recalls, clock_timestamp() as now`,
      [id, thread],
    );
    if (row === undefined) throw new RangeError('package_rest');
    const { rests, keys, recalls, now } = row;
    return { rests: rests.map(restOf), keys: keys.map(keyOf), recalls, now };
  }

  /**
   * Finds finished packages that may need a new concern, because of a recall, an ended key or consent, or a newer package.
   * Returns at most `limit`, with ids above `after`.
   */
  async touched(
    tx: Tx,
    ended: readonly EndedKey[],
    { after, limit }: { readonly after: string; readonly limit: number },
  ): Promise<LivingPackage[]> {
    const rows = await tx.query<{
      id: string;
      exhibit: string;
      thread: ThreadId;
      rests: RestRow[];
      keys: KeyRow[];
      recalls: RecallMade[];
      supersededBy: string[];
      known: string[];
      handed: number;
      now: Date;
    }>(touchedSql, [
      ended.map(({ key }) => key),
      ended.map(({ from }) => from),
      ended.map(({ to }) => to),
      ...[ended.map(({ state }) => state), after, limit],
    ]);
    return rows.map(({ rests, keys, known, ...row }) => ({
      ...{ ...row, rests: rests.map(restOf), keys: keys.map(keyOf), known: new Set(known) },
    }));
  }

  concern(tx: Tx, concerns: readonly NewConcern[]): void {
    if (concerns.length === 0) return;
    tx.send(
      `insert into cases.package_concern (package, number, thread, code, cause, at, event)
       select * from unnest($1::uuid[], $2::smallint[], $3::uuid[], $4::text[], $5::text[], $6::timestamptz[], $7::uuid[])`,
      [
        concerns.map((each) => each.package),
        concerns.map(({ number }) => number),
        concerns.map(({ thread }) => thread),
        concerns.map(({ code }) => code),
        concerns.map(({ cause }) => cause),
        concerns.map(({ at }) => at),
        concerns.map(({ event }) => event),
      ],
    );
  }

  async countUnnotified(tx: Tx): Promise<UnnotifiedRecipients> {
    const [row] = await tx.query<UnnotifiedRecipients>(
      `with found as (
         select h.id as handed, null::uuid as package, c.at
         from cases.package_handed h join cases.package_concern c on c.package = h.package and c.number > ${notifiedConcernsSql}
         where h.recipient is not null
         union all
         select null, p.id, c.at from cases.package p join cases.package_concern c on c.package = p.id where ${unrecorded})
       select count(distinct handed)::int as untold, count(distinct package)::int as unrecorded,
         coalesce(floor(extract(epoch from clock_timestamp() - min(at))), 0)::int as "oldestSeconds"
       from found`,
    );
    return row ?? { untold: 0, unrecorded: 0, oldestSeconds: 0 };
  }

  concerns(tx: Tx, packages: readonly string[]): Promise<ConcernRow[]> {
    return tx.query<ConcernRow>(
      `select package, number, code, cause, at from cases.package_concern where package = any ($1::uuid[])
       order by package, number`,
      [packages],
    );
  }

  handed(tx: Tx, packages: readonly string[]): Promise<HandedRow[]> {
    return tx.query<HandedRow>(
      `select h.id, h.package, h.officer, h.handed_at as "handedAt", h.way, h.recipient, ${notifiedConcernsSql} as told,
         (select max(t.told_at) from cases.package_told t where t.handed = h.id) as "toldAt"
       from cases.package_handed h where h.package = any ($1::uuid[]) order by h.package, h.recorded_at, h.id`,
      [packages],
    );
  }

  hand(tx: Tx, handover: NewHandover): void {
    const { id, thread, officer, handedAt, way, recipient, event } = handover;
    tx.send(
      `insert into cases.package_handed (id, package, thread, officer, handed_at, way, recipient, event)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [id, handover.package, thread, officer, handedAt, way, recipient, event],
    );
  }

  stay(
    tx: Tx,
    {
      package: of,
      thread,
      officer,
      event,
    }: Pick<NewHandover, 'package' | 'thread' | 'officer' | 'event'>,
  ): void {
    tx.send(
      'insert into cases.package_stayed (package, thread, officer, event) values ($1, $2, $3, $4)',
      [of, thread, officer, event],
    );
  }

  tell(tx: Tx, { handed, concerns, officer, notifiedAt, way, event }: NewTelling): void {
    tx.send(
      `insert into cases.package_told (handed, concerns, officer, told_at, way, event) values ($1, $2, $3, $4, $5, $6)`,
      [handed, concerns, officer, notifiedAt, way, event],
    );
  }
}
