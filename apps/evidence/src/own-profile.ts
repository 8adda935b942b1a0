import {
  AdmissibilityError,
  draftProfile,
  type GivenProfile,
  parseProfile,
  isSignedAt,
} from '#admissibility';
import { type Entry, isEntry } from '#capabilities/directory/directory.schema';
import type { Directory } from '#capabilities/directory/trust.model';
import type { Settings } from '#config';
import { type Fingerprint, timestamp, phrase } from '#kernel';
import { readOwned, readSignature } from '#runtime';

function signatureBeside(file: string): Uint8Array {
  try {
    return readSignature(file);
  } catch (cause) {
    throw new AdmissibilityError('PROFILE_UNSIGNED', phrase`${file}.sig cannot be read`, cause);
  }
}

const dayMs = 86_400_000;

interface OwnKeys {
  readonly directory: Pick<Directory, 'allStateKeys'>;
  readonly entries: readonly Entry[];
}

/** Finds the `package` key of this State that signed the profile, even if it has expired. Undefined if no such key signed. */
async function signerOf(
  { bytes, signature }: { readonly bytes: Uint8Array; readonly signature: Uint8Array },
  entries: readonly Entry[],
  now: Date,
): Promise<Fingerprint | undefined> {
  for (const entry of entries) {
    if (!isEntry(entry, 'state-key') || entry.body.purpose !== 'package') continue;
    const { from, to, fingerprint } = entry.body;
    if (from === to) continue;
    // Within its term: a certificate that expired verifies nothing after that.
    const at = timestamp(new Date(Math.min(+now, Date.parse(to) - 1_000)));
    if (await isSignedAt(bytes, signature, { allStateKeys: () => [entry.body] }, at))
      return fingerprint;
  }
  return undefined;
}

const isEndedKey = (entries: readonly Entry[], key: Fingerprint): boolean =>
  entries.some(
    (entry) =>
      isEntry(entry, 'state-key') &&
      entry.body.fingerprint === key &&
      entry.body.from === entry.body.to,
  );

/**
 * Returns profile metrics; `keyDays` counts days until the signing key expires, -1 after that. `ended` is 1 for a revoked or
 * unknown key.
 */
export async function profileNumbers(
  { bytes, signature }: GivenProfile,
  { directory, entries }: OwnKeys,
  now: Date,
): Promise<Readonly<Record<string, number>>> {
  const draft = parseProfile(bytes).reviewedBy === null ? 1 : 0;
  if (signature === undefined) return { draft };
  const at = timestamp(now);
  for (const key of directory.allStateKeys('package', at))
    if (await isSignedAt(bytes, signature, { allStateKeys: () => [key] }, at))
      return { draft, keyDays: Math.floor((Date.parse(key.to) - now.getTime()) / dayMs) };
  const signer = await signerOf({ bytes, signature }, entries, now);
  return signer === undefined || isEndedKey(entries, signer)
    ? { draft, ended: 1 }
    : { draft, keyDays: -1 };
}

/**
 * Profile by which packages are judged: the signed file named in the settings, or else the built-in draft. @throws
 * AdmissibilityError PROFILE_INVALID; PROFILE_UNSIGNED if no valid package key of this State signed the file; RuntimeError
 * HOST_SETTINGS_INVALID
 */
export async function ownProfile(
  { packages: { profileFile: file } }: Pick<Settings, 'packages'>,
  directory: Pick<Directory, 'allStateKeys'>,
  now: Date,
): Promise<GivenProfile> {
  if (file === '') return { bytes: draftProfile, signature: undefined };
  const bytes = Buffer.from(readOwned(file), 'utf8');
  const given = { bytes, signature: signatureBeside(file) };
  parseProfile(bytes);
  if (!(await isSignedAt(bytes, given.signature, directory, timestamp(now))))
    throw new AdmissibilityError('PROFILE_UNSIGNED', phrase`${file}: by no key that holds now`);
  return given;
}
