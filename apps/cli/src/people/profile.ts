import { stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import {
  parseAuthorityId,
  parseFingerprint,
  parseOfficerId,
  parseStateCode,
  parseTimestamp,
} from '#kernel';
import type { ApiClient } from '../api/client.js';
import { bytes, flag, object, orNull, readContent, text, withMaybe } from '../api/shape.js';
import type { Context } from '../context.js';
import { CliError } from '../errors.js';
import { exists, makeFolder, readText, replaceFile } from '../installation/files.js';

const required = object({
  origin: text,
  ca: text,
  state: parseStateCode,
  officer: parseOfficerId,
  authority: parseAuthorityId,
  fingerprint: parseFingerprint,
  certificate: bytes,
  /** Root fingerprint of this State, given by a person and never by the gateway. */
  root: parseFingerprint,
  token: text,
  expiresAt: parseTimestamp,
  key: orNull(text),
  passphraseFile: orNull(text),
  gpg: orNull(parseFingerprint),
});
/** `renew`: false if the person must log in again after a session ends; otherwise commands renew the session automatically. */
const profile = withMaybe(required, { renew: flag });
export type Profile = ReturnType<typeof profile>;

const nameForm = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;

/**
 * Finds the path of a profile's file from `option`, else `LIAISE_PROFILE`, else the name `default`. `option` is a profile's
 * name or a folder with `session.json`. Pure.
 */
export function profileFile(option: string | undefined, env: Context['env'], home: string): string {
  const chosen = option ?? env['LIAISE_PROFILE'] ?? 'default';
  if (!nameForm.test(chosen)) return resolve(chosen, 'session.json');
  return join(env['XDG_CONFIG_HOME'] ?? join(home, '.config'), 'liaise', `${chosen}.json`);
}

export const fileOf = (option: string | undefined, context: Context): string =>
  profileFile(option, context.env, homedir());

/** Profile that a login wrote; undefined before the first login. @throws CliError CLI_FILE_UNSAFE, CLI_FILE_INVALID */
export async function readProfile(file: string): Promise<Profile | undefined> {
  if (!(await exists(file))) return undefined;
  const { mode } = await stat(file);
  if ((mode & 0o077) !== 0) throw new CliError('CLI_FILE_UNSAFE', file);
  return readContent(file, await readText(file), profile);
}

export async function writeProfile(file: string, value: Profile): Promise<void> {
  await makeFolder(dirname(file));
  const certificate = Buffer.from(value.certificate).toString('base64');
  await replaceFile(file, `${JSON.stringify({ ...value, certificate }, undefined, 2)}\n`);
}

export const signerOf = (profile: Profile | undefined) =>
  profile && {
    ...(profile.key !== null && { key: profile.key }),
    ...(profile.passphraseFile !== null && { passphraseFile: profile.passphraseFile }),
    ...(profile.gpg !== null && { gpg: profile.gpg }),
  };

export interface Asking {
  readonly file: string;
  readonly profile: Profile;
  readonly client: ApiClient;
}

export const directoryFile = (file: string): string => file.replace(/\.json$/, '.directory.json');

export const endSession = (file: string, value: Profile): Promise<void> =>
  writeProfile(file, { ...value, token: '' });
