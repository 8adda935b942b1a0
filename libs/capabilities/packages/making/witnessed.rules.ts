import {
  addSignatures,
  openByPolicy,
  parsePolicy,
  parseVerifierKey,
  type Policy,
  TlogError,
  type Verifier,
} from '#tlog';
import type { PackedLine } from './gathering.rows.js';

/** A checkpoint with the cosignatures that the policy knows, and that meet its quorum. */
export interface Witnessed {
  readonly size: number;
  readonly root: Uint8Array;
  readonly note: Uint8Array;
}

/** Where the checkpoint of a package comes from: all keys are verifier keys. */
interface Seen {
  readonly log: string;
  readonly neighbour: string;
  /** Of the neighbour, as they stand. */
  readonly witnesses: readonly string[];
}

/**
 * Policy of a package: the State's own, unless witnesses other than the neighbour would meet it, which no verifier passes; else one
 * that asks for the neighbour. Pure. @throws TlogError POLICY_INVALID
 */
export function policyOf(own: string | undefined, { log, neighbour, witnesses }: Seen): string {
  const outside = namesOf(witnesses);
  const isWeak = own === undefined || parsePolicy(own).isMetBy((key) => !outside.has(nameOf(key)));
  return isWeak ? neighbourPolicy(log, neighbour, witnesses) : own;
}

/** Policy that asks for a key of the neighbour as witness. `log`, `witnesses`: verifier keys. */
export function neighbourPolicy(log: string, state: string, witnesses: readonly string[]): string {
  const named = witnesses.map((key, i) => ({ name: `${state}-${i + 1}`, key }));
  if (witnesses.length === 0) return `log ${log}\nquorum none\n`;
  return [
    `log ${log}`,
    ...named.map(({ name, key }) => `witness ${name} ${key}`),
    ...(named.length === 1 ? [] : [`group any-key any ${named.map(({ name }) => name).join(' ')}`]),
    `quorum ${named.length === 1 ? `${state}-1` : 'any-key'}`,
    '',
  ].join('\n');
}

const nameOf = ({ name, keyId }: Verifier): string =>
  `${name}+${keyId.toString(16).padStart(8, '0')}`;

const namesOf = (keys: readonly string[]): ReadonlySet<string> =>
  new Set(keys.map((key) => nameOf(parseVerifierKey(key))));

function opened(
  lines: readonly PackedLine[],
  policy: Policy,
  outside: ReadonlySet<string>,
): Witnessed | undefined {
  const [first] = lines;
  if (first === undefined) return undefined;
  const known = new Set(policy.witnesses.map(nameOf));
  const by = lines.filter(({ witness }) => known.has(witness));
  if (!by.some(({ witness }) => outside.has(witness))) return undefined;
  const said = by.map(({ line }) => line);
  const bare = Buffer.from(first.note);
  const note = Buffer.from(addSignatures(bare, said.join('')));
  try {
    openByPolicy(note, policy);
    return { size: first.size, root: first.root, note };
  } catch (error) {
    if (!(error instanceof TlogError)) throw error;
    return undefined;
  }
}

/**
 * The first of these checkpoints that meets the quorum of a policy, and that one of `neighbours` has cosigned: without it no verifier
 * passes it. Undefined while there is none. Pure. @throws TlogError
 */
export function firstWitnessed(
  lines: readonly PackedLine[],
  policyText: string,
  neighbours: readonly string[],
): Witnessed | undefined {
  const policy = parsePolicy(policyText);
  const outside = namesOf(neighbours);
  const bySize = new Map<number, PackedLine[]>();
  for (const line of lines) bySize.set(line.size, [...(bySize.get(line.size) ?? []), line]);
  for (const size of [...bySize.keys()].sort((a, b) => a - b)) {
    const found = opened(bySize.get(size) ?? [], policy, outside);
    if (found !== undefined) return found;
  }
  return undefined;
}
