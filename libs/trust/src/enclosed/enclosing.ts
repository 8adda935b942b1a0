import type { KeptEntry } from '#chains';
import { isEntry, type EntryBodies } from '#capabilities/directory/directory.schema';
import type { AuthorityId, Fingerprint } from '#kernel';
import type { Enclosed } from '#capabilities/disclosure/kinds/enclosed.kind';
import { decodeEntry } from '#wire';

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/**
 * Directory entries that prove the rights of `officers`, with the entries of the authorities in `addressed`. Leaves out
 * unrelated officers, so that the receiver learns nothing of them.
 */
export function entriesFor(
  kept: readonly KeptEntry[],
  officers: readonly Fingerprint[],
  addressed: readonly AuthorityId[] = [],
): Enclosed['directory'] {
  const read = kept.map((signed) => ({ signed, entry: decodeEntry(signed.entry) }));
  const all = read.flatMap(({ signed, entry }) =>
    isEntry(entry, 'officer') ? [{ signed, body: entry.body }] : [],
  );
  const postings = read.flatMap(({ signed, entry }) =>
    isEntry(entry, 'posting') ? [{ signed, body: entry.body }] : [],
  );
  const keys = all.filter(({ body }) => officers.includes(body.fingerprint));
  const signing = new Set(keys.map(({ body }) => body.officer));
  const names = new Set(signing);
  for (const { body } of postings)
    if (signing.has(body.officer) && body.standInFor !== null) names.add(body.standInFor);
  // Postings of those stood in for would need further postings without end.
  const isCounted = ({ officer, standInFor }: EntryBodies['posting']): boolean =>
    signing.has(officer) || (standInFor === null && names.has(officer));
  const posted = postings.filter(({ body }) => isCounted(body));
  // A posting needs a grant; an officer's other keys are not revealed.
  const isPosted = new Set(posted.map(({ body }) => body.officer));
  const grants = all.filter((grant) => keys.includes(grant) || isPosted.has(grant.body.officer));
  const authorities = new Set([...addressed, ...grants.map(({ body }) => body.authority)]);
  const suspensions = read.flatMap(({ signed, entry }) =>
    isEntry(entry, 'officer-suspended') && names.has(entry.body.officer) ? [signed] : [],
  );
  const persons = new Set(
    [...[...grants, ...posted].map(({ signed }) => signed), ...suspensions].flatMap(
      ({ signers }) => signers,
    ),
  );
  const isNeeded = ({ signed, entry }: (typeof read)[number]): boolean =>
    isEntry(entry, 'root') ||
    (isEntry(entry, 'authority') && authorities.has(entry.body.authority)) ||
    (isEntry(entry, 'registrar') && persons.has(entry.body.fingerprint)) ||
    [...grants, ...posted].some((each) => each.signed === signed) ||
    suspensions.includes(signed);
  return read.filter(isNeeded).map(({ signed: { entry, signatures } }) => ({
    entry: base64(entry),
    signatures: signatures.map(base64),
  }));
}
