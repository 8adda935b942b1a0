import {
  addSignatures,
  keyHash,
  openByPolicy,
  parsePolicy,
  parseVerifierKey,
  type Policy,
  TlogError,
  type Verifier,
} from '#tlog';
import type { PackedLine } from './gathering.rows.js';

export interface Witnessed {
  readonly size: number;
  readonly root: Uint8Array;
  readonly note: Uint8Array;
  readonly second: Uint8Array | undefined;
}

interface Seen {
  readonly log: string;
  readonly neighbour: string;
  readonly witnesses: readonly string[];
  /** Witness keys of this State, current and former. Cosignatures by these keys never count. */
  readonly own: readonly string[];
  readonly outside: readonly string[];
}

/**
 * Returns policy `own` if it requires the neighbour's cosignature; otherwise a policy made from `seen`. @throws TlogError
 * POLICY_INVALID
 */
export function policyOf(own: string | undefined, seen: Seen): string {
  const neighbour = namesOf(seen.witnesses);
  const isWeak =
    own === undefined || parsePolicy(own).isMetBy((key) => !neighbour.has(nameOf(key)));
  return isWeak ? madePolicy(seen) : own;
}

interface Party {
  readonly lines: readonly string[];
  readonly name: string;
}

function anyOf(group: string, prefix: string, keys: readonly string[]): Party | undefined {
  const named = keys.map((key, i) => ({ name: `${prefix}-${i + 1}`, key }));
  const [first] = named;
  if (first === undefined) return undefined;
  const lines = named.map(({ name, key }) => `witness ${name} ${key}`);
  if (named.length === 1) return { lines, name: first.name };
  const members = named.map(({ name }) => name).join(' ');
  return { lines: [...lines, `group ${group} any ${members}`], name: group };
}

export function madePolicy({ log, neighbour, witnesses, own, outside }: Seen): string {
  const counted = new Set([...witnesses, ...own].map(hashOf));
  const others = outside.filter((key) => !counted.has(hashOf(key)));
  const theirs = anyOf('neighbour', neighbour, witnesses);
  // Without the neighbour no verifier accepts it, whoever else cosigned.
  if (theirs === undefined) return `log ${log}\nquorum none\n`;
  const further = anyOf('outside', 'outside', others);
  const both =
    further === undefined
      ? [`quorum ${theirs.name}`]
      : [...further.lines, `group both all ${theirs.name} ${further.name}`, 'quorum both'];
  return [`log ${log}`, ...theirs.lines, ...both, ''].join('\n');
}

const nameOf = ({ name, keyId }: Verifier): string =>
  `${name}+${keyId.toString(16).padStart(8, '0')}`;

const hashOf = (key: string): string => keyHash(parseVerifierKey(key));

const namesOf = (keys: readonly string[]): ReadonlySet<string> =>
  new Set(keys.map((key) => nameOf(parseVerifierKey(key))));

function signed(note: string, by: readonly PackedLine[]): Buffer | undefined {
  const lines = by.map(({ line }) => line).join('');
  return lines === '' ? undefined : Buffer.from(addSignatures(Buffer.from(note), lines));
}

function opened(lines: readonly PackedLine[], policy: Policy): Witnessed | undefined {
  const [first] = lines;
  if (first === undefined) return undefined;
  const under = (second: boolean): PackedLine[] =>
    lines.filter((each) => (each.second !== null) === second);
  const note = signed(first.note, under(false)) ?? Buffer.from(first.note);
  const [other] = under(true);
  const second = other?.second == null ? undefined : signed(other.second, under(true));
  try {
    openByPolicy(note, policy, second);
    return { size: first.size, root: first.root, note, second };
  } catch (error) {
    if (!(error instanceof TlogError)) throw error;
    return undefined;
  }
}

/**
 * Returns the smallest checkpoint that meets the policy and has the neighbour's cosignature, else undefined. @throws
 * TlogError
 */
export function firstWitnessed(
  lines: readonly PackedLine[],
  policyText: string,
  neighbours: readonly string[],
): Witnessed | undefined {
  const policy = parsePolicy(policyText);
  const known = new Set(policy.witnesses.map(nameOf));
  const theirs = namesOf(neighbours);
  const bySize = new Map<number, PackedLine[]>();
  for (const line of lines)
    if (known.has(line.witness)) bySize.set(line.size, [...(bySize.get(line.size) ?? []), line]);
  for (const size of [...bySize.keys()].sort((a, b) => a - b)) {
    const by = bySize.get(size) ?? [];
    const names = new Set(by.map(({ witness }) => witness));
    const mayMeet = [...theirs].some((name) => names.has(name));
    // Verifies signatures only of checkpoints whose signer names suffice.
    if (!mayMeet || !policy.isMetBy((key) => names.has(nameOf(key)))) continue;
    const found = opened(by, policy);
    if (found !== undefined) return found;
  }
  return undefined;
}
