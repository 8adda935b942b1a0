import { parseCertificate, SealError, verifyDetached } from '#seal';
import type { PackageFacts } from '#package';
import type { Profile } from './profile.js';

/** Standing of a profile: a draft; reviewed, and signed by the State that applies it; or not. */
export const standings = ['DRAFT', 'SIGNED', 'UNSIGNED', 'SIGNATURE_INVALID'] as const;
export type Standing = (typeof standings)[number];

/** A profile as it was given: exact bytes, and the detached signature beside them. */
export interface GivenProfile {
  readonly bytes: Uint8Array;
  readonly signature: Uint8Array | undefined;
}

/**
 * Judges who stands behind a profile: the State's `package` key that held at the gathering has signed its bytes by then. Whoever relies
 * on a package relies on that key already, and the directory has its certificate.
 */
export async function standingOf(
  { reviewedBy }: Profile,
  { bytes, signature }: GivenProfile,
  facts: PackageFacts | undefined,
): Promise<Standing> {
  if (reviewedBy === null) return 'DRAFT';
  if (signature === undefined || facts === undefined) return 'UNSIGNED';
  const { gatheredAt } = facts.record;
  for (const { certificate } of facts.own.chain.directory.allStateKeys('package', gatheredAt))
    try {
      const key = await parseCertificate(Buffer.from(certificate, 'base64'));
      await verifyDetached(bytes, signature, key, new Date(gatheredAt));
      return 'SIGNED';
    } catch (error) {
      if (!(error instanceof SealError)) throw error;
    }
  return 'SIGNATURE_INVALID';
}
