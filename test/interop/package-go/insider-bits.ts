import { names, readZip, verifyPackage } from '#package';
import { flipBit } from '../../support/tlog.js';
import type { TestPackage } from '../../support/package.js';

/**
 * Verifier checks of each file: a changed file must fail at least one of its checks. Holds even if the State renews all seals
 * (proto/package-checks.md).
 */
const judged: readonly (readonly [file: RegExp, ...checks: readonly string[]])[] = [
  [/^data\/keys\/roots\.txt$/, 'V02'],
  [/^data\/keys\//, 'V03'],
  [/^data\/messages\/\d+\/original\.pgp$/, 'V05'],
  [/^data\/messages\//, 'V04'],
  [/^data\/custody\/(events|disclosures)\//, 'V05'],
  [/^data\/system\/health\.jsonl$/, 'V05', 'V06'],
  [/^data\/custody\/proofs\//, 'V06'],
  [/^data\/custody\/consistency\//, 'V07'],
  // This file holds lines of witnesses, too.
  [/^data\/custody\/checkpoint\.txt$/, 'V08', 'V09'],
  [/^data\/custody\/checkpoints\//, 'V08'],
  [/^data\/custody\/(policy|second)\.txt$/, 'V09'],
  [/^data\/custody\/(tokens|tsa|crl)\//, 'V10'],
  [/^data\/(receipts|peer)\//, 'V11'],
];
/** Files with the State's own statements. Their bits are not flipped, because the changed statement may be valid, too. */
const claims: readonly string[] = [names.record, names.index, names.report];

const sortOf = (name: string): string => name.replace(/\d+|[0-9a-f]{40,}|[0-9A-F]{40}/g, '#');

export interface InsiderBits {
  readonly judged: number;
  readonly valid: readonly string[];
  /** Flipped bits that none of the file's checks in the constant `judged` detected. Other checks may have failed. */
  readonly odd: readonly string[];
}

/**
 * Attack by the State that made the package: flips one bit of a file and renews manifests, seals and time-stamp. Verifies
 * `count` such packages.
 */
export async function insiderBits(
  test: TestPackage,
  count: number,
  random: (below: number) => number,
): Promise<InsiderBits> {
  const bySort = new Map<string, { readonly name: string; readonly content: Uint8Array }[]>();
  for (const { name, content } of readZip(await test.assemble())) {
    if (!name.startsWith('data/') || claims.includes(name) || content.length === 0) continue;
    bySort.set(sortOf(name), [...(bySort.get(sortOf(name)) ?? []), { name, content }]);
  }
  const sorts = [...bySort.values()];
  const [valid, odd]: [string[], string[]] = [[], []];
  for (let i = 0; i < count; i += 1) {
    const files = sorts[i % sorts.length] ?? [];
    const file = files[random(files.length)];
    if (file === undefined) throw new Error('no file');
    const bit = random(file.content.length * 8);
    const bytes = await test.forged((all) => all.set(file.name, flipBit(file.content, bit)));
    const { checks, exit } = await verifyPackage(bytes, test.reader());
    if (exit !== 1) valid.push(`${file.name} ${bit}: ${exit}`);
    const [, ...expected] = judged.find(([path]) => path.test(file.name)) ?? [/ /];
    const failed = checks.filter(({ verdict }) => verdict === 'fail').map(({ check }) => check);
    if (!failed.some((check) => expected.includes(check)))
      odd.push(`${file.name} ${bit}: ${failed.join(' ')}`);
  }
  return { judged: count, valid, odd };
}
