import { timestamp } from '#kernel';
import { noRoots, parseRoots, type Reader, verifyPackage } from '#package';
import type { TestPackage } from '../../support/package.js';
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
