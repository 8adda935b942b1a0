import { stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import {
  parseAuthorityId,
  parseFingerprint,
  parseOfficerId,
  parseStateCode,
  parseTimestamp,
  timestamp,
} from '#kernel';
import { bytes, object, orNull, readContent, text } from '../api/shape.js';
import type { Context } from '../context.js';
import { CliError } from '../errors.js';
import { exists, makeFolder, readText, replaceFile } from '../installation/files.js';

/** Profile that a login leaves behind, for its owner alone: gateway, officer, and the session's token. */
const profile = object({
  origin: text,
  ca: text,
  state: parseStateCode,
  officer: parseOfficerId,
  authority: parseAuthorityId,
  fingerprint: parseFingerprint,
  certificate: bytes,
  /** Fingerprint of the root of this State, had by another way than through the gateway. */
  root: parseFingerprint,
  token: text,
  expiresAt: parseTimestamp,
  /** How this person signs; paths and names, no secret. */
  key: orNull(text),
  passphraseFile: orNull(text),
  gpg: orNull(parseFingerprint),
});
export type Profile = ReturnType<typeof profile>;

const nameForm = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;

/**
 * `--profile`: a name stands for a file in the person's configuration folder; a path is a folder that holds
 * `session.json`. Pure.
 */
export function profileFile(option: string | undefined, env: Context['env'], home: string): string {
  const chosen = option ?? env['LIAISE_PROFILE'] ?? 'default';
  if (!nameForm.test(chosen)) return resolve(chosen, 'session.json');
  return join(env['XDG_CONFIG_HOME'] ?? join(home, '.config'), 'liaise', `${chosen}.json`);
}

export const fileOf = (option: string | undefined, context: Context): string =>
  profileFile(option, context.env, homedir());

/** @throws CliError CLI_FILE_UNSAFE, CLI_FILE_INVALID; undefined when there was no login yet */
export async function readProfile(file: string): Promise<Profile | undefined> {
  if (!(await exists(file))) return undefined;
  const { mode } = await stat(file);
  if ((mode & 0o077) !== 0) throw new CliError('CLI_FILE_UNSAFE', file);
  return readContent(file, await readText(file), profile);
}

/** The profile with its session. @throws CliError CLI_NO_SESSION when there is none or it has lapsed */
export async function requireProfile(file: string, at: Date): Promise<Profile> {
  const found = await readProfile(file);
  if (found === undefined || found.token === '' || found.expiresAt <= timestamp(at))
    throw new CliError('CLI_NO_SESSION', file);
  return found;
}

export async function writeProfile(file: string, value: Profile): Promise<void> {
  await makeFolder(dirname(file));
  const certificate = Buffer.from(value.certificate).toString('base64');
  await replaceFile(file, `${JSON.stringify({ ...value, certificate }, undefined, 2)}\n`);
}

/** Where the verified directory lies, beside the profile. Pure. */
export const directoryFile = (file: string): string => file.replace(/\.json$/, '.directory.json');

/** Keeps who and where, drops the token. */
export const endSession = (file: string, value: Profile): Promise<void> =>
  writeProfile(file, { ...value, token: '' });
