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

/**
 * Seconds by which an event may be older than an event before it in the log. The value exceeds the longest transaction of a
 * service.
 */
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
    throw new CliError('CLI_FILE_INVALID', `${file}: ${error.message}`, error);
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

/**
 * Keys of the outside witnesses in the policy of an earlier export. The next export keeps them, because these witnesses
 * cosigned earlier checkpoints.
 */
export const outsideIn = (policy: string): readonly string[] =>
  policy.split('\n').flatMap((line) => {
    const [word, name = '', key] = line.split(' ');
    return word === 'witness' && name.startsWith(outsideName) && key !== undefined ? [key] : [];
  });

/**
 * Policy text (C2SP tlog-policy). Requires one neighbour's cosignature, or none if no neighbour has a witness key; lists the
 * unverified keys in `outside` without requiring them. Pure. @throws TlogError if a key in `outside` is invalid: its text
 * could add lines to the policy
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
