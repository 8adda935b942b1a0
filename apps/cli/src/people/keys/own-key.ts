import { basename } from 'node:path';
import type { Fingerprint } from '#kernel';
import { say } from '#language/console';
import { readStoredChains, resume } from '../../directory/stored-chains.js';
import { CliError } from '../../errors.js';
import { directoryFile, type Profile } from '../profile.js';
import type { SignerFlags } from './signer.js';

function nameOf(flags: SignerFlags, profile: Profile): string {
  if (flags.detached !== undefined) return basename(flags.certificate ?? flags.detached);
  if (flags.gpg !== undefined) return say('ownKey.gpgKey', { gpg: flags.gpg });
  const file = flags.key ?? profile.key;
  return file === null ? say('ownKey.theKey') : basename(file);
}

async function holderOf(
  file: string,
  { state, root }: Profile,
  fingerprint: Fingerprint,
): Promise<string | undefined> {
  const keptFile = directoryFile(file);
  const { own } = resume(keptFile, state, root, await readStoredChains(keptFile, root));
  return own.directory.officers().findLast((grant) => grant.fingerprint === fingerprint)?.officer;
}

const notYours = (name: string, fingerprint: Fingerprint, more: string): CliError =>
  new CliError('CLI_KEY_NOT_YOURS', say('ownKey.notYourKey', { name, fingerprint, more }));

/** Requires that `fingerprint` is the key that opened this session. @throws CliError CLI_KEY_NOT_YOURS */
export async function assertSessionKey(
  { file, profile }: { readonly file: string; readonly profile: Profile },
  flags: SignerFlags,
  fingerprint: Fingerprint,
): Promise<void> {
  if (fingerprint === profile.fingerprint) return;
  const holder = await holderOf(file, profile, fingerprint);
  const whose =
    holder === undefined || holder === profile.officer ? '' : say('ownKey.theKeyOf', { holder });
  const session = say('ownKey.session', {
    officer: profile.officer,
    fingerprint: profile.fingerprint,
  });
  throw notYours(nameOf(flags, profile), fingerprint, `${whose}${session}`);
}

/**
 * Refuses a login with a key that the directory gives to another person. An unknown key is allowed, as it may be new.
 * @throws CliError CLI_KEY_NOT_YOURS
 */
export async function assertNoOthersKey(
  file: string,
  profile: Profile,
  flags: SignerFlags & { readonly officer?: string },
  fingerprint: Fingerprint,
): Promise<void> {
  const officer = flags.officer ?? profile.officer;
  const holder = await holderOf(file, profile, fingerprint);
  if (holder === undefined || holder === officer) return;
  const whose = say('ownKey.whose', { holder, officer });
  throw notYours(nameOf(flags, profile), fingerprint, whose);
}
