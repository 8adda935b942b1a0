import { phrase, type Detail, type AuthorityId, type Timestamp } from '#kernel';
import { isEntry, type Entry, type EntryBodies } from '../directory.schema.js';
import type { OfficerGrant, Versioned } from '../grants.model.js';
import { endsPosting } from '../postings.model.js';

export type Suspension = Versioned<EntryBodies['officer-suspended'] & Pick<Entry, 'issuedAt'>>;

export interface SignedFor {
  readonly registrars: number;
  readonly isCertified: boolean;
}

export function grantFlaw(
  { body: { officer, fingerprint }, issuedAt }: Entry<'officer'>,
  { registrars, isCertified }: SignedFor,
  grants: readonly Pick<OfficerGrant, 'officer' | 'fingerprint'>[],
  suspensions: readonly { readonly officer: string; readonly issuedAt: Timestamp }[],
): Detail | undefined {
  if (registrars < 2) return phrase`two registrars of the authority must sign`;
  // Otherwise a holder of an old grant could replay it and undo the suspension.
  if (suspensions.some((each) => each.officer === officer && each.issuedAt > issuedAt))
    return phrase`issued before the officer was suspended`;
  if (grants.some((each) => each.fingerprint === fingerprint && each.officer !== officer))
    return phrase`the key belongs to another officer`;
  return isCertified ? undefined : phrase`unknown authority`;
}

export function suspensionFlaw(
  { body: { officer } }: Entry<'officer-suspended'>,
  grants: readonly Pick<OfficerGrant, 'officer' | 'authority'>[],
  isSigned: (authority: AuthorityId) => boolean,
): Detail | undefined {
  const of = grants.filter((grant) => grant.officer === officer);
  if (of.length === 0) return phrase`unknown officer`;
  return of.some(({ authority }) => isSigned(authority))
    ? undefined
    : phrase`a registrar of the authority must sign`;
}

export type SaidEntry = Entry<'authority-profile' | 'duty-roster' | 'posting'>;

export function sayingFlaw(
  entry: SaidEntry,
  { registrars, isCertified }: SignedFor,
): Detail | undefined {
  const isLess =
    isEntry(entry, 'duty-roster') || (isEntry(entry, 'posting') && endsPosting(entry.body));
  if (registrars < (isLess ? 1 : 2))
    return phrase`${isLess ? phrase`a registrar` : phrase`two registrars`} of the authority must sign`;
  return isCertified ? undefined : phrase`unknown authority`;
}
