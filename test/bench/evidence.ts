import { type Agreement, compared } from '../interop/package-go/agreement.js';
import { flippedByCli, flippedByGo, flipsOf } from '../interop/package-go/flips.js';
import { insiderBits } from '../interop/package-go/insider-bits.js';
import { leaksIn, redactable, subsetOf } from '../interop/package-go/redactions.js';
import { ScriptRuns } from '../interop/package-go/script-runs.js';
import { SecondVerifier } from '../interop/package-go/second-verifier.js';
import { byAnybody, mutated, unchanged } from '../interop/package-go/variants.js';
import { randomFrom } from '../support/generated-log.js';
import { TestPackage } from '../support/package.js';
import { figure, type Figure } from './figures.js';

const [cli, go, sh] = ['liaise verify', 'verifier in Go', 'verify.sh'] as const;
const count = (what: string, by: string, value: number): Figure => figure(what, by, '', [value]);

interface Parties {
  readonly test: TestPackage;
  readonly whole: Buffer;
  readonly second: SecondVerifier;
  readonly random: (below: number) => number;
}

function tell(found: Agreement): void {
  for (const each of found.differences)
    process.stderr.write(`bench: evidence: they differ: ${JSON.stringify(each)}\n`);
}

async function packageFigures(
  { test, second, random }: Parties,
  packages: number,
): Promise<Figure[]> {
  const changed = Math.round(packages * 0.3);
  const good = await compared(second, test, await unchanged(test, packages - changed, random));
  const bad = await compared(second, test, await mutated(test, changed, random));
  for (const found of [good, bad]) tell(found);
  const differences = good.differences.length + bad.differences.length;
  return [
    count('packages judged by both', go, good.compared + bad.compared),
    count('of them changed', go, bad.compared),
    count('packages on which they differ', go, differences),
    count('changed packages taken', go, bad.exits.get(0)?.length ?? 0),
  ];
}

async function variantFigures(second: SecondVerifier, variants: number): Promise<Figure[]> {
  const test = await redactable();
  try {
    const random = randomFrom(21);
    let [refused, differing, leaks] = [0, 0, 0];
    for (let i = 0; i < variants; i += 10) {
      const chosen = Array.from({ length: 10 }, () => subsetOf(test, random));
      const cases = [];
      for (const { change, hidden } of chosen) {
        const bytes = await test.assemble(test.changed(change));
        leaks += leaksIn(bytes, hidden).length;
        cases.push({ name: `variant ${i}`, bytes });
      }
      const found = await compared(second, test, cases);
      tell(found);
      differing += found.differences.length;
      refused += cases.length - (found.exits.get(0)?.length ?? 0);
    }
    return [
      count('variants for readers judged', go, variants),
      count('variants refused', go, refused),
      count('variants on which they differ', go, differing),
      count('withheld values found in variants', cli, leaks),
    ];
  } finally {
    test.remove();
  }
}

async function flipFigures(
  { test, whole, second, random }: Parties,
  flips: number,
): Promise<Figure[]> {
  const all = flipsOf(whole, flips, random);
  const found = [
    [cli, await flippedByCli(test, whole, all)],
    [go, await flippedByGo(second, test, whole, all)],
  ] as const;
  return found.flatMap(([by, { judged, unfound, odd }]) => [
    count('flipped bits judged', by, judged),
    count('flipped bits not found', by, unfound.length),
    count('flipped bits found as the table says', by, 1 - odd.length / judged),
  ]);
}

async function insiderFigures({ test, random }: Parties, bits: number): Promise<Figure[]> {
  const { judged, valid, odd } = await insiderBits(test, bits, random);
  for (const each of [...valid, ...odd])
    process.stderr.write(`bench: evidence: insider: ${each}\n`);
  return [
    count('bits changed by an insider', cli, judged),
    count('bits changed by an insider, not found', cli, valid.length),
    count('bits changed by an insider, found otherwise than the page says', cli, odd.length),
  ];
}

async function scriptFigures({ test, whole, second, random }: Parties, packages: number) {
  const runs = new ScriptRuns(whole, test.rootsFile());
  try {
    const changed = Math.round(packages * 0.3);
    const good = (await unchanged(test, packages * 2, random)).filter(
      ({ roots, at, name }) => roots === undefined && at === undefined && name.startsWith('less'),
    );
    const { exits } = await compared(second, test, good);
    const valid = new Set(exits.get(0));
    const cases = [
      ...good.filter(({ name }) => valid.has(name)).slice(0, packages - changed),
      ...Array.from({ length: changed }, (_, i) => byAnybody(whole, random, i % 4)),
    ];
    let wrong = 0;
    for (const each of cases) {
      const exit = await runs.exitOf(each);
      if (exit === (valid.has(each.name) ? 0 : 1)) continue;
      process.stderr.write(`bench: evidence: ${sh} ends with ${exit}: ${each.name}\n`);
      wrong += 1;
    }
    return [
      count('packages judged', sh, cases.length),
      count('packages judged wrongly', sh, wrong),
    ];
  } finally {
    runs.remove();
  }
}

export async function evidenceFigures(packages = 1_000): Promise<Figure[]> {
  const test = await TestPackage.make({ healthHours: 2 });
  const second = new SecondVerifier();
  try {
    const parties = { test, second, whole: await test.assemble(), random: randomFrom(20) };
    return [
      ...(await packageFigures(parties, packages)),
      ...(await variantFigures(second, packages)),
      ...(await flipFigures(parties, packages * 10)),
      ...(await insiderFigures(parties, Math.round(packages / 5))),
      ...(await scriptFigures(parties, Math.round(packages / 10))),
    ];
  } finally {
    second.remove();
    test.remove();
  }
}
