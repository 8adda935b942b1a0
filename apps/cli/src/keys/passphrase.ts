import { readSecret } from '#runtime';
import { SealError, unlockKey, type PrivateKey } from '#seal';
import { say } from '#language/console';
import type { Context } from '../context.js';
import { CliError } from '../errors.js';
import { readPrivate } from '../installation/files.js';

const longest = 1024;
const mostTries = 3;

/**
 * Reads a passphrase: the first line of `file`, or of standard input if `file` is `-`. Undefined without a file. @throws
 * CliError CLI_USAGE if the line is empty or longer than 1,024 characters, CLI_FILE_UNSAFE if others may read the file,
 * CLI_FILE_UNUSABLE; RuntimeError HOST_SECRET_UNSAFE if the file is not a plain file of this user or of root
 */
export async function readPassphrase(
  file: string | undefined,
  context: Context,
): Promise<string | undefined> {
  if (file === undefined) return undefined;
  const text =
    file === '-' ? Buffer.from(await context.readInput()).toString('utf8') : await secretIn(file);
  const [line = ''] = text.split(/\r?\n/);
  if (line === '' || line.length > longest)
    throw new CliError('CLI_USAGE', say('passphrase.passphraseFileAllowedCharacters', { longest }));
  return line;
}

// Says first in plain words what is usually wrong: no such file, open to others, empty.
async function secretIn(file: string): Promise<string> {
  const isEmpty = (await readPrivate(file)).toString('utf8').trim() === '';
  return isEmpty ? '' : readSecret(file);
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

// A wrong passphrase is told with the name of the key: several may be in use.
async function unlockNamed(name: string, key: Uint8Array, passphrase: string): Promise<PrivateKey> {
  try {
    return await unlockKey(key, passphrase);
  } catch (error) {
    if (codeOf(error) !== 'SEAL_PASSPHRASE_WRONG') throw error;
    throw new SealError('SEAL_PASSPHRASE_WRONG', name, error);
  }
}

/**
 * Unlocks a private key with the passphrase from a file or the terminal. Asks at most three times. @throws CliError
 * CLI_KEY_LOCKED if nobody can be asked or nobody answers; SealError if the key cannot be unlocked; others as
 * `readPassphrase`
 */
export async function unlockAsking(
  name: string,
  key: Uint8Array,
  passphraseFile: string | undefined,
  context: Context,
): Promise<Unlocked> {
  const given = await readPassphrase(passphraseFile, context);
  if (given !== undefined) return { key: await unlockNamed(name, key, given), passphrase: given };
  try {
    return { key: await unlockKey(key), passphrase: undefined };
  } catch (error) {
    if (codeOf(error) !== 'SEAL_PASSPHRASE_MISSING') throw error;
  }
  for (let left = mostTries; ; left -= 1) {
    const passphrase = await asked(name, context);
    try {
      return { key: await unlockNamed(name, key, passphrase), passphrase };
    } catch (error) {
      if (codeOf(error) !== 'SEAL_PASSPHRASE_WRONG' || left <= 1) throw error;
      context.terminal.message(say('passphrase.passphraseNotUnlockKey'));
    }
  }
}
