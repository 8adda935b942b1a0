import { timestamp } from '#kernel';
import { noRoots, parseRoots, type Reader, verifyPackage } from '#package';
import type { TestPackage } from '../../support/package.js';
import { findingsOf, type SecondVerifier, verdictsOf } from './second-verifier.js';

export interface Case {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly roots?: string | null;
  readonly at?: Date;
}

export interface Agreement {
  readonly compared: number;
  readonly differences: readonly unknown[];
  readonly exits: ReadonlyMap<number, readonly string[]>;
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

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
