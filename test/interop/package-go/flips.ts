import { timestamp } from '#kernel';
import { names, readZip, verifyPackage } from '#package';
import type { TestPackage } from '../../support/package.js';
import { flipBit } from '../../support/tlog.js';
import type { SecondVerifier } from './second-verifier.js';

interface Place {
  readonly name: string;
  readonly begin: number;
  readonly end: number;
}

export interface Flip {
  readonly bit: number;
  readonly check: 'V01' | 'V02';
  readonly where: string | null;
}

interface Found {
  readonly check: string;
  readonly where?: string | null;
}

const isExpected = ({ check, where }: Flip, found: Found | undefined): boolean =>
  found?.check === check && (where === null || found.where === where);

/**
 * Chooses `count` random bits to flip: half in random files, so that small files are hit, and one of twenty in what the
 * container has around its files.
 */
export function flipsOf(whole: Buffer, count: number, random: (below: number) => number): Flip[] {
  const places: Place[] = readZip(whole).map(({ name, content }) => {
    const begin = content.byteOffset - whole.byteOffset;
    return { name, begin, end: begin + content.length };
  });
  const around = [...places, { name: '', begin: whole.length, end: whole.length }]
    .sort((one, other) => one.begin - other.begin)
    .map(({ begin }, i, all) => ({ name: '', begin: all[i - 1]?.end ?? 0, end: begin }));
  return Array.from({ length: count }, (_, i) => {
    const among = i % 2 === 0 ? places : i % 20 === 1 ? around : [];
    const place = among[random(Math.max(1, among.length))];
    const inside = place !== undefined && place.end > place.begin;
    const at = inside ? place.begin + random(place.end - place.begin) : random(whole.length);
    const bit = at * 8 + random(8);
    const hit = places.find(({ begin, end }) => at >= begin && at < end);
    return hit === undefined || hit.name === names.mimetype
      ? { bit, check: 'V01', where: null }
      : { bit, check: 'V02', where: hit.name };
  });
}

export interface FlipsFound {
  readonly judged: number;
  readonly unfound: readonly Flip[];
  readonly odd: readonly Flip[];
}

type Answer = Readonly<{ exit: number; checks?: readonly (Found & { verdict: string | null })[] }>;

const foundBy = (flips: readonly Flip[], answers: readonly Answer[]): FlipsFound => ({
  judged: answers.length,
  unfound: flips.filter((_, i) => answers[i]?.exit !== 1),
  odd: flips.filter(
    (flip, i) =>
      !isExpected(
        flip,
        answers[i]?.checks?.find(({ verdict }) => verdict === 'fail'),
      ),
  ),
});

export async function flippedByGo(
  go: SecondVerifier,
  test: TestPackage,
  whole: Uint8Array,
  flips: readonly Flip[],
): Promise<FlipsFound> {
  const [file, roots] = [go.write(whole), go.write(test.rootsFile())];
  const by = [file, '--roots', roots, '--at', timestamp(test.reader().at), '--first'];
  return foundBy(flips, await go.judge(flips.map(({ bit }) => [...by, '--flip', String(bit)])));
}

export async function flippedByCli(
  test: TestPackage,
  whole: Uint8Array,
  flips: readonly Flip[],
): Promise<FlipsFound> {
  const reader = test.reader();
  const answers: Answer[] = [];
  for (const { bit } of flips)
    answers.push(await verifyPackage(flipBit(whole, bit), reader, 'first'));
  return foundBy(flips, answers);
}
