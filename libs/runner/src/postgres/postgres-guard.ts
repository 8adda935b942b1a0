import { phrase, type Detail, joined } from '#kernel';
import { RunnerError } from '../errors.js';

// Settings that must hold: durable commits, checksums, one socket, no rows in the log. The first value is the
// one given at start.
const guarded: Readonly<Record<string, readonly [string, ...string[]]>> = {
  fsync: ['on'],
  full_page_writes: ['on'],
  synchronous_commit: ['on', 'local', 'remote_write', 'remote_apply'],
  ignore_checksum_failure: ['off'],
  zero_damaged_pages: ['off'],
  listen_addresses: [''],
  unix_socket_permissions: ['0700'],
  password_encryption: ['scram-sha-256'],
  log_statement: ['none'],
  log_min_duration_statement: ['-1'],
  log_min_error_statement: ['panic'],
  log_parameter_max_length: ['0'],
  log_parameter_max_length_on_error: ['0'],
  log_error_verbosity: ['terse'],
};

// Forbidden: settings that would move the files that decide.
const forbidden: readonly string[] = [
  'include',
  'include_dir',
  'include_if_exists',
  'config_file',
  'data_directory',
  'hba_file',
  'ident_file',
];

/** Arguments of `postgres` that fix the settings in `guarded`. Omits `synchronous_commit`, which an operator may set. */
export const guardArguments: readonly string[] = Object.entries(guarded).flatMap(
  ([name, [value]]) => (name === 'synchronous_commit' ? [] : ['-c', `${name}=${value}`]),
);

const line = /^\s*([A-Za-z_][\w.]*)\s*=?\s*(?:'((?:[^'\\]|''|\\.)*)'|([^\s#']*))\s*(?:#.*)?$/;

function spelled(value: string): string {
  const small = value.toLowerCase();
  if (['on', 'true', 'yes', '1', 't', 'y', 'tr', 'tru', 'ye'].includes(small)) return 'on';
  if (['off', 'of', 'false', 'no', 'f', 'n', 'fa', 'fal', 'fals'].includes(small)) return 'off';
  return small;
}

function judgeValue(key: string, value: string): Detail | undefined {
  const allowed = Object.hasOwn(guarded, key) ? guarded[key] : undefined;
  if (allowed === undefined) return undefined;
  const found = value === '0' && allowed.includes('on') ? 'off' : value;
  if (allowed.includes(found) || allowed.includes(spelled(found))) return undefined;
  const shown = /^[\w.:*-]{1,40}$/.test(found)
    ? found
    : phrase`a text of ${found.length} characters`;
  return phrase`${key}: found ${shown}; allowed: ${joined(
    allowed.map((each) => each || phrase`nothing`),
    ' or ',
  )}`;
}

function judge(text: string): Detail | undefined {
  if (/^\s*(#|$)/.test(text)) return undefined;
  const [, name = '', quoted, bare = ''] = line.exec(text) ?? [];
  if (name === '') return phrase`a line: found something unreadable; allowed: key = value`;
  const key = name.toLowerCase();
  if (forbidden.includes(key)) return phrase`${key}: found in this file; allowed: nothing`;
  return judgeValue(key, quoted ?? bare);
}

/**
 * Refuses unsafe settings in `postgresql.auto.conf`. ALTER SYSTEM writes this file, which overrides `postgresql.conf`. @param
 * place file name for the error message @throws RunnerError HOST_DATABASE_UNSAFE with one line for each problem
 */
export function assertSafeOverrides(text: string, place: string): void {
  const problems = text.split('\n').flatMap((each) => judge(each) ?? []);
  if (problems.length > 0)
    throw new RunnerError(
      'HOST_DATABASE_UNSAFE',
      joined(
        problems.slice(0, 20).map((problem) => phrase`${place}: ${problem}`),
        '\n',
      ),
    );
}
