import { readSecret } from '#runtime';
import { SealError, unlockKey, type PrivateKey } from '#seal';
import { say } from '#language/console';
import type { Context } from '../context.js';
import { CliError } from '../errors.js';

const longest = 1024;
const mostTries = 3;

/**
 * Passphrase: the first line of a file, or of standard input for `-`; undefined without a file.
 * @throws CliError CLI_USAGE when empty or above 1,024 characters; RuntimeError HOST_SECRET_UNSAFE when others may read
 * the file
 */
export async function readPassphrase(
  file: string | undefined,
  context: Context,
): Promise<string | undefined> {
  if (file === undefined) return undefined;
  const text =
    file === '-' ? Buffer.from(await context.readInput()).toString('utf8') : readSecret(file);
  const [line = ''] = text.split(/\r?\n/);
  if (line === '' || line.length > longest)
    throw new CliError('CLI_USAGE', say('passphrase.passphraseFileAllowedCharacters', { longest }));
  return line;
}

const codeOf = (error: unknown): string | undefined =>
  error instanceof SealError ? error.code : undefined;

export interface Unlocked {
  readonly key: PrivateKey;
  readonly passphrase: string | undefined;
}

async function asked(name: string, context: Context): Promise<string> {
  const typed = await context.askHidden?.(say('passphrase.passphraseOf', { name }));
  if (typed === undefined || typed === '') throw new CliError('CLI_KEY_LOCKED', name);
  return typed;
}

/**
 * Unlocks a private key with the passphrase in a file. Without a file, asks for the passphrase at the terminal, three times
 * at most. @throws CliError CLI_KEY_LOCKED if nobody can be asked or nobody answers; SealError if the key cannot be unlocked;
 * others as `readPassphrase`
 */
export async function unlockAsking(
  name: string,
  key: Uint8Array,
  passphraseFile: string | undefined,
  context: Context,
): Promise<Unlocked> {
  const given = await readPassphrase(passphraseFile, context);
  if (given !== undefined) return { key: await unlockKey(key, given), passphrase: given };
  try {
    return { key: await unlockKey(key), passphrase: undefined };
  } catch (error) {
    if (codeOf(error) !== 'SEAL_PASSPHRASE_MISSING') throw error;
  }
  for (let left = mostTries; ; left -= 1) {
    const passphrase = await asked(name, context);
    try {
      return { key: await unlockKey(key, passphrase), passphrase };
    } catch (error) {
      if (codeOf(error) !== 'SEAL_PASSPHRASE_WRONG' || left <= 1) throw error;
      context.terminal.message(say('passphrase.passphraseNotUnlockKey'));
    }
  }
}
