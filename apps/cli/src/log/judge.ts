import { eventKeysOf } from '#chains';
import type { Judge } from '#custody';
import { parseSha256 } from '#kernel';
import type { Directory } from '#capabilities/directory/trust.model';
import {
  formatVerifierKey,
  parsePolicy,
  parseVerifierKey,
  TlogError,
  type Policy,
  type Verifier,
} from '#tlog';
import type { DirectoryChain } from '#trust';
import { say } from '#language/console';
import type { VerifiedDirectory } from '../directory/verified-directory.js';
import { CliError } from '../errors.js';
import { messageOf } from '../print/message-of.js';

/** Largest time difference (s) by which events in the log may be out of order. */
export const standardSkewSeconds = 60;

export function logKeysOf(directory: Directory): Verifier[] {
  const keys = directory.logKeys.allNoteKeys('log').map(({ vkey }) => parseVerifierKey(vkey));
  if (keys.length === 0) throw new CliError('CLI_LOG_INVALID', say('judge.directoryNamesNoLog'));
  return keys;
}

export function readPolicy(file: string, text: string): Policy {
  try {
    return parsePolicy(text);
  } catch (error) {
    if (!(error instanceof TlogError)) throw error;
    throw new CliError(
      'CLI_FILE_INVALID',
      say('program.named', { name: file, text: messageOf(error) }),
      error,
    );
  }
}

export function judgeOf(
  { directory, heads }: Pick<DirectoryChain, 'directory' | 'heads'>,
  policy: Policy,
  more: { readonly witnesses?: readonly Verifier[] } & Pick<Judge, 'kept' | 'skewMs'>,
): Judge {
  const witnesses = new Map(
    [...policy.witnesses, ...(more.witnesses ?? [])].map((key) => [formatVerifierKey(key), key]),
  );
  return {
    logs: logKeysOf(directory),
    witnesses: [...witnesses.values()],
    policy,
    eventKeys: eventKeysOf(directory),
    stands: (entry) => heads.has(parseSha256(entry)),
    kept: more.kept ?? [],
    skewMs: more.skewMs,
  };
}

const outsideName = 'outside-';

/** Keys of the outside witnesses that an earlier export's policy lists. The next export lists them again. */
export const outsideIn = (policy: string): readonly string[] =>
  policy.split('\n').flatMap((line) => {
    const [word, name = '', key] = line.split(' ');
    return word === 'witness' && name.startsWith(outsideName) && key !== undefined ? [key] : [];
  });

/**
 * Policy text (C2SP tlog-policy): requires one neighbour's cosignature if a neighbour has a witness key. Lists the keys in
 * `outside` without requiring them. Pure. @throws TlogError if a key in `outside` is invalid: its text could add lines
 */
export function policyText(
  { own, neighbours }: VerifiedDirectory,
  outside: readonly string[] = [],
): string {
  const lines = [`# Log of ${own.directory.state}; its witnesses are its neighbours.`];
  lines.push(...logKeysOf(own.directory).map((key) => `log ${formatVerifierKey(key)}`));
  const witnesses = [...neighbours].flatMap(([state, { directory }]) =>
    directory.logKeys
      .allNoteKeys('witness')
      .map(({ vkey }, i) => ({ name: `${state}-${i + 1}`, vkey })),
  );
  lines.push(...witnesses.map(({ name, vkey }) => `witness ${name} ${vkey}`));
  const known = outside.map((key) => formatVerifierKey(parseVerifierKey(key)));
  lines.push(...known.map((key, i) => `witness ${outsideName}${i + 1} ${key}`));
  if (witnesses.length === 0) return `${[...lines, 'quorum none'].join('\n')}\n`;
  lines.push(`group neighbours any ${witnesses.map(({ name }) => name).join(' ')}`);
  return `${[...lines, 'quorum neighbours'].join('\n')}\n`;
}
