import {
  AdmissibilityError,
  draftProfile,
  type GivenProfile,
  parseProfile,
  isSignedAt,
} from '#admissibility';
import type { Directory } from '#capabilities/directory/trust.model';
import type { Settings } from '#config';
import { timestamp } from '#kernel';
import { readOwned, readSignature } from '#runtime';

function signatureBeside(file: string): Uint8Array {
  try {
    return readSignature(file);
  } catch (cause) {
    throw new AdmissibilityError('PROFILE_UNSIGNED', `${file}.sig cannot be read`, cause);
  }
}

const dayMs = 86_400_000;

/**
 * Numbers about the profile for administrators. `draft`: 1 while no person has reviewed the profile; `keyDays`: days
 * until the key that signed it expires, negative afterwards, missing for the built-in draft.
 */
export async function profileNumbers(
  { bytes, signature }: GivenProfile,
  directory: Pick<Directory, 'allStateKeys'>,
  now: Date,
): Promise<Readonly<Record<string, number>>> {
  const draft = parseProfile(bytes).reviewedBy === null ? 1 : 0;
  if (signature === undefined) return { draft };
  const at = timestamp(now);
  for (const key of directory.allStateKeys('package', at))
    if (await isSignedAt(bytes, signature, { allStateKeys: () => [key] }, at))
      return { draft, keyDays: Math.floor((Date.parse(key.to) - now.getTime()) / dayMs) };
  return { draft, keyDays: -1 };
}

/**
 * Profile by which packages are judged: the file named in the settings, or the built-in draft. A file must carry a
 * signature, so that nobody else sets the rules.
 * @throws AdmissibilityError PROFILE_INVALID, PROFILE_UNSIGNED; RuntimeError HOST_SETTINGS_INVALID
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
    throw new AdmissibilityError('PROFILE_UNSIGNED', `${file}: by no key that holds now`);
  return given;
}
