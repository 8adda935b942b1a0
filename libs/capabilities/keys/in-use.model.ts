import {
  isEntry,
  type Entry,
  type EntryBodies,
  type EntryKind,
} from '#capabilities/directory/directory.schema';
import type { AuthorityId, OfficerId, Timestamp } from '#kernel';

interface Term {
  readonly from: Timestamp;
  readonly to: Timestamp;
}

export interface InUse<T extends Term> {
  readonly record: T;
  /** End of validity, counting planned later records of the same `identity` that follow without a gap. */
  readonly until: Timestamp;
  readonly isFinal: boolean;
}

const isWithdrawn = ({ from, to }: Term): boolean => from === to;

function heldBy<T extends Term>(records: readonly T[], at: Timestamp): InUse<T> | undefined {
  const record = records.findLast(({ from }) => from <= at);
  if (record === undefined || isWithdrawn(record)) return undefined;
  const coming = records.filter(({ from }) => from > at).sort((a, b) => (a.from < b.from ? -1 : 1));
  let until = record.to;
  for (const next of coming) if (next.from <= until) until = next.to;
  const isFinal = coming.some((next) => isWithdrawn(next) && next.to === until);
  return { record, until, isFinal };
}

function grouped<T>(records: readonly T[], by: (record: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const record of records) {
    const group = groups.get(by(record));
    if (group === undefined) groups.set(by(record), [record]);
    else group.push(record);
  }
  return [...groups.values()];
}

/**
 * Returns each subject's newest valid record, else the last expired one; never a withdrawn record. `records` must be in chain
 * order.
 */
export function inUse<T extends Term>(
  records: readonly T[],
  at: Timestamp,
  subject: (record: T) => string,
  identity: (record: T) => string = subject,
): InUse<T>[] {
  return grouped(records, subject).flatMap((group) => {
    const newestFirst = (a: InUse<T>, b: InUse<T>): number =>
      group.indexOf(b.record) - group.indexOf(a.record);
    const held = grouped(group, identity).flatMap((each) => heldBy(each, at) ?? []);
    const [standing] = held.filter(({ record }) => at < record.to).sort(newestFirst);
    if (standing !== undefined) return [standing];
    const last = group.findLast(({ from }) => from <= at);
    const [lapsed] = held.filter(({ record }) => record === last);
    return lapsed === undefined ? [] : [lapsed];
  });
}

export const bodiesOf = <K extends EntryKind>(
  entries: readonly Entry[],
  kind: K,
): EntryBodies[K][] => entries.flatMap((entry) => (isEntry(entry, kind) ? [entry.body] : []));

export interface RootTerms {
  readonly stateKeys: readonly InUse<EntryBodies['state-key']>[];
  readonly noteKeys: readonly InUse<EntryBodies['note-key']>[];
  readonly eventKeys: readonly InUse<EntryBodies['event-key']>[];
  readonly authorities: readonly InUse<EntryBodies['authority']>[];
  readonly registrars: readonly InUse<EntryBodies['registrar']>[];
  readonly contactPoint: readonly InUse<EntryBodies['contact-point']>[];
}

export function rootTerms(entries: readonly Entry[], at: Timestamp): RootTerms {
  return {
    stateKeys: inUse(
      bodiesOf(entries, 'state-key'),
      at,
      ({ purpose }) => purpose,
      ({ fingerprint }) => fingerprint,
    ),
    noteKeys: inUse(
      bodiesOf(entries, 'note-key'),
      at,
      ({ purpose }) => purpose,
      ({ vkey }) => vkey,
    ),
    eventKeys: inUse(
      bodiesOf(entries, 'event-key'),
      at,
      ({ service }) => service,
      ({ publicKey }) => publicKey,
    ),
    authorities: inUse(bodiesOf(entries, 'authority'), at, ({ authority }) => authority),
    registrars: inUse(
      bodiesOf(entries, 'registrar'),
      at,
      ({ registrar }) => registrar,
      ({ fingerprint }) => fingerprint,
    ),
    contactPoint: inUse(bodiesOf(entries, 'contact-point'), at, () => ''),
  };
}

export type Mandate = InUse<EntryBodies['officer']>;

export function mandatesInUse(entries: readonly Entry[], at: Timestamp): Mandate[] {
  const grants: EntryBodies['officer'][] = [];
  const suspended = new Set<EntryBodies['officer']>();
  for (const entry of entries)
    if (isEntry(entry, 'officer')) grants.push(entry.body);
    else if (isEntry(entry, 'officer-suspended'))
      for (const grant of grants) if (grant.officer === entry.body.officer) suspended.add(grant);
  const whose = ({ officer, authority }: { officer: OfficerId; authority: AuthorityId }): string =>
    `${officer}@${authority}`;
  return inUse(grants, at, whose, ({ fingerprint }) => fingerprint).filter(
    ({ record }) => !suspended.has(record),
  );
}
