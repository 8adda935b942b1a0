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
import type { VerifiedDirectory } from '../directory/verified-directory.js';
import { CliError } from '../errors.js';

/** As far as times may run back: longer than any transaction of a service lasts. */
export const standardSkewSeconds = 60;

/** Keys that the directory certified for its log, oldest first. @throws CliError CLI_LOG_INVALID when there is none */
export function logKeysOf(directory: Directory): Verifier[] {
  const keys = directory.logKeys.allNoteKeys('log').map(({ vkey }) => parseVerifierKey(vkey));
  if (keys.length === 0) throw new CliError('CLI_LOG_INVALID', 'the directory names no log key');
  return keys;
}

/** @throws CliError CLI_FILE_INVALID */
export function readPolicy(file: string, text: string): Policy {
  try {
    return parsePolicy(text);
  } catch (error) {
    if (!(error instanceof TlogError)) throw error;
    throw new CliError('CLI_FILE_INVALID', `${file}: ${error.message}`, error);
  }
}

/** Judge of the log of a State, of what an auditor brings along: its directory, and a policy of the auditor's own. */
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

/** Verifier keys of witnesses outside that the policy of an earlier export names: they have cosigned what it holds. */
export const outsideIn = (policy: string): readonly string[] =>
  policy.split('\n').flatMap((line) => {
    const [word, name = '', key] = line.split(' ');
    return word === 'witness' && name.startsWith(outsideName) && key !== undefined ? [key] : [];
  });

/**
 * A policy (tlog-policy) of every neighbour as a witness, any of whom will do. `outside`: verifier keys of witnesses outside, as the
 * gateway says; they are known by it, and whether they count is for the policy of whoever verifies. Pure. @throws TlogError for what is
 * no key: a line more would be a policy of the gateway's making
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
