import type { AuthorityId, StateCode } from '#kernel';
import type { AuthorityView } from '#capabilities/directory/directory.contract';
import { recordMembers, type AuthorityRecord, type Placed, type PlacedFlaw } from './record.js';

export interface MemberChange {
  readonly member: string;
  readonly from: unknown;
  readonly to: unknown;
}

/** A record beside what the signed directory says of the authority. */
export interface RecordChange {
  readonly state: StateCode;
  readonly authority: AuthorityId;
  readonly name: string;
  /** `new`: its registrars have signed no profile yet, or the authority is not known here. */
  readonly change: 'new' | 'changed' | 'same';
  /** False: of another State, whose own registrars alone say what holds; it is shown and not kept. */
  readonly ours: boolean;
  readonly members: readonly MemberChange[];
}

const alike = (name: string): string => name.normalize('NFC').trim();

/** Only the order of languages means something. */
const comparable = (member: string, value: unknown): string =>
  JSON.stringify(
    Array.isArray(value) && member !== 'languages' ? [...(value as string[])].sort() : value,
  );

/** Records beside the authorities of the signed directory, as they are asked for by `own`. Pure. */
export function compareRecords(
  own: StateCode,
  records: readonly Placed<AuthorityRecord>[],
  authorities: readonly AuthorityView[],
): { readonly changes: readonly RecordChange[]; readonly flaws: readonly PlacedFlaw[] } {
  const flaws: PlacedFlaw[] = [];
  const changes = records.map(({ file, line, value }): RecordChange => {
    const { state, authority, name } = value;
    const stands = authorities.find((each) => each.state === state && each.authority === authority);
    const ours = state === own;
    if (ours && stands === undefined)
      flaws.push({ file, line, code: 'AUTHORITY_UNKNOWN', member: 'authority', says: authority });
    if (ours && stands !== undefined && alike(stands.name) !== alike(name))
      flaws.push({ file, line, code: 'NAME_DIFFERS', member: 'name', says: stands.name });
    const before = stands?.profile ?? undefined;
    const known: Partial<AuthorityRecord> = { ...before, ...(stands && { name: stands.name }) };
    const members = recordMembers
      .filter((member) => member !== 'state' && member !== 'authority')
      .filter((member) => member !== 'name' || (stands && alike(stands.name) !== alike(name)))
      .filter((member) => comparable(member, known[member]) !== comparable(member, value[member]))
      .map((member) => ({ member, from: known[member] ?? null, to: value[member] }));
    const change = before === undefined ? 'new' : members.length > 0 ? 'changed' : 'same';
    return { state, authority, name, change, ours, members };
  });
  return { changes, flaws };
}
