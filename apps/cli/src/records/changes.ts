import type { AuthorityId, StateCode } from '#kernel';
import type { AuthorityView } from '#capabilities/directory/directory.contract';
import { recordMembers, type AuthorityRecord, type Placed, type PlacedFlaw } from './record.js';

export interface MemberChange {
  readonly member: string;
  readonly from: unknown;
  readonly to: unknown;
}

export interface RecordChange {
  readonly state: StateCode;
  readonly authority: AuthorityId;
  readonly name: string;
  readonly change: 'new' | 'changed' | 'same';
  /** True if the record is of this State. The import drafts directory entries only for these records. */
  readonly ours: boolean;
  readonly members: readonly MemberChange[];
}

const alike = (name: string): string => name.normalize('NFC').trim();

// Only the order of languages has a meaning; other lists are compared as sets.
const comparable = (member: string, value: unknown): string =>
  JSON.stringify(
    Array.isArray(value) && member !== 'languages' ? [...(value as string[])].sort() : value,
  );

const isNamedAlike = (stands: AuthorityView, { name }: AuthorityRecord): boolean =>
  alike(stands.name) === alike(name);

function membersChanged(
  value: AuthorityRecord,
  stands: AuthorityView | undefined,
): readonly MemberChange[] {
  const known: Partial<AuthorityRecord> = {
    ...stands?.profile,
    ...(stands && { name: stands.name }),
  };
  const isNameChanged = stands !== undefined && !isNamedAlike(stands, value);
  return recordMembers
    .filter((member) => member !== 'state' && member !== 'authority')
    .filter((member) => member !== 'name' || isNameChanged)
    .filter((member) => comparable(member, known[member]) !== comparable(member, value[member]))
    .map((member) => ({ member, from: known[member] ?? null, to: value[member] }));
}

function changeOf(
  own: StateCode,
  value: AuthorityRecord,
  stands: AuthorityView | undefined,
): RecordChange {
  const { state, authority, name } = value;
  const members = membersChanged(value, stands);
  const isNew = (stands?.profile ?? undefined) === undefined;
  const change = isNew ? 'new' : members.length > 0 ? 'changed' : 'same';
  return { state, authority, name, change, ours: state === own, members };
}

function flawsBeside(
  { file, line, value }: Placed<AuthorityRecord>,
  stands: AuthorityView | undefined,
): PlacedFlaw[] {
  const { authority } = value;
  if (stands === undefined)
    return [{ file, line, code: 'AUTHORITY_UNKNOWN', member: 'authority', says: authority }];
  return isNamedAlike(stands, value)
    ? []
    : [{ file, line, code: 'NAME_DIFFERS', member: 'name', says: stands.name }];
}

export function compareRecords(
  own: StateCode,
  records: readonly Placed<AuthorityRecord>[],
  authorities: readonly AuthorityView[],
): { readonly changes: readonly RecordChange[]; readonly flaws: readonly PlacedFlaw[] } {
  const compared = records.map((record) => {
    const { state, authority } = record.value;
    const stands = authorities.find((each) => each.state === state && each.authority === authority);
    const flaws = state === own ? flawsBeside(record, stands) : [];
    return { change: changeOf(own, record.value, stands), flaws };
  });
  return {
    changes: compared.map(({ change }) => change),
    flaws: compared.flatMap(({ flaws }) => flaws),
  };
}
