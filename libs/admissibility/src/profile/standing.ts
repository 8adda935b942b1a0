import type { Directory } from '#capabilities/directory/trust.model';
import type { Timestamp } from '#kernel';
import { parseCertificate, SealError, verifyDetached } from '#seal';
import type { PackageFacts } from '#package';
import type { Profile } from './profile.js';

export const standings = ['DRAFT', 'SIGNED', 'UNSIGNED', 'SIGNATURE_INVALID'] as const;
export type Standing = (typeof standings)[number];

export interface GivenProfile {
  readonly bytes: Uint8Array;
  readonly signature: Uint8Array | undefined;
}

export async function isSignedAt(
  bytes: Uint8Array,
  signature: Uint8Array,
  directory: Pick<Directory, 'allStateKeys'>,
  at: Timestamp,
): Promise<boolean> {
  for (const { certificate } of directory.allStateKeys('package', at))
    try {
      const key = await parseCertificate(Buffer.from(certificate, 'base64'));
      await verifyDetached(bytes, signature, key, new Date(at));
      return true;
    } catch (error) {
      if (!(error instanceof SealError)) throw error;
    }
  return false;
}

/** Tells whether the package maker's State signed the profile; `DRAFT` if the profile names no reviewer. */
export async function standingOf(
  { reviewedBy }: Profile,
  { bytes, signature }: GivenProfile,
  facts: PackageFacts | undefined,
): Promise<Standing> {
  if (reviewedBy === null) return 'DRAFT';
  if (signature === undefined || facts === undefined) return 'UNSIGNED';
  const { own, record } = facts;
  const isSigned = await isSignedAt(bytes, signature, own.chain.directory, record.gatheredAt);
  return isSigned ? 'SIGNED' : 'SIGNATURE_INVALID';
}
