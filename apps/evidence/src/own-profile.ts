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

/**
 * Profile by which packages are judged: that of the settings, or the draft that comes with the program. Must be signed,
 * drafts too, so that nobody else sets the rules.
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
