import { timestamp } from '#kernel';
import { noRoots, parseRoots, type Reader, verifyPackage } from '#package';
import type { TestPackage } from '../../support/package.js';
import { type Flip, isExpected } from '../../support/package-flips.js';
import { findingsOf, type SecondVerifier, verdictsOf } from './second-verifier.js';

/** A package, and who asks. */
export interface Case {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Contents of the file of roots; null: there is none. */
  readonly roots?: string | null;
  readonly at?: Date;
}

/** Verdicts of both verifiers over packages. */
export interface Agreement {
  readonly compared: number;
  /** Cases in which exit code or a verdict differs. */
  readonly differences: readonly unknown[];
  /** Names of cases by exit code. */
  readonly exits: ReadonlyMap<number, readonly string[]>;
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Lets both judge: the second one by one process. */
export async function compared(
  go: SecondVerifier,
  test: TestPackage,
  cases: readonly Case[],
): Promise<Agreement> {
  const reader = test.reader();
  const asked = cases.map(({ bytes, roots = test.rootsFile(), at = reader.at }) => [
    go.write(bytes),
    ...(roots === null ? [] : ['--roots', go.write(roots)]),
    ...['--at', timestamp(at)],
  ]);
  const answers = await go.judge(asked);
  const differences: unknown[] = [];
  const exits = new Map<number, string[]>();
  for (const [i, { name, bytes, roots = test.rootsFile(), at = reader.at }] of cases.entries()) {
    const by: Reader = { roots: roots === null ? noRoots : parseRoots(roots), at };
    const ours = await verifyPackage(bytes, by);
    const theirs = answers[i] ?? { exit: -1 };
    if (!isSame(verdictsOf(ours), verdictsOf(theirs)))
      differences.push({ name, ours: findingsOf(ours), theirs: findingsOf(theirs) });
    exits.set(theirs.exit, [...(exits.get(theirs.exit) ?? []), name]);
  }
  return { compared: answers.length, differences, exits };
}

/** What a verifier says of flipped bits. */
export interface FlipsFound {
  readonly judged: number;
  /** Bits that it did not find. */
  readonly unfound: readonly Flip[];
  /** Bits that it found by another check, or in another file. */
  readonly odd: readonly Flip[];
}

/** Lets the second verifier judge a package with one bit flipped, again and again. */
export async function flippedByGo(
  go: SecondVerifier,
  test: TestPackage,
  whole: Uint8Array,
  flips: readonly Flip[],
): Promise<FlipsFound> {
  const [file, roots] = [go.write(whole), go.write(test.rootsFile())];
  const by = [file, '--roots', roots, '--at', timestamp(test.reader().at), '--first'];
  const answers = await go.judge(flips.map(({ bit }) => [...by, '--flip', String(bit)]));
  return {
    judged: answers.length,
    unfound: flips.filter((_, i) => answers[i]?.exit !== 1),
    odd: flips.filter((flip, i) => {
      const failed = answers[i]?.checks?.find(({ verdict }) => verdict === 'fail');
      return !isExpected(flip, failed && { where: null, ...failed });
    }),
  };
}
