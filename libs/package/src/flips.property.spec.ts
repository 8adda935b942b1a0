import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomFrom } from '../../../test/support/generated-log.js';
import { TestPackage } from '../../../test/support/package.js';
import { flipsOf, isExpected } from '../../../test/support/package-flips.js';
import { flipBit } from '../../../test/support/tlog.js';
import { names } from './container/layout.js';
import { verifyPackage } from './verify-package.js';
import { readZip, writeZip } from './container/zip.js';

const flips = 2_000;
let test: TestPackage;
let whole: Buffer;

beforeAll(async () => {
  test = await TestPackage.make();
  whole = await test.assemble();
}, 60_000);

afterAll(() => {
  test.remove();
});

describe(`${flips} flipped bits of a package`, () => {
  it('are all found, and the first failing check is the one of the table', async () => {
    const reader = test.reader();
    expect((await verifyPackage(whole, reader)).exit).toBe(0);
    const unfound: number[] = [];
    const odd: string[] = [];
    const hit = new Map<string, number>();
    const all = flipsOf(whole, flips, randomFrom(16));
    for (const flip of all) {
      const { exit, checks } = await verifyPackage(flipBit(whole, flip.bit), reader, 'first');
      if (exit !== 1) unfound.push(flip.bit);
      const failed = checks.find(({ verdict }) => verdict === 'fail');
      hit.set(flip.check, (hit.get(flip.check) ?? 0) + 1);
      if (!isExpected(flip, failed))
        odd.push(`${flip.bit}: ${failed?.check ?? ''} ${failed?.where ?? ''}, not ${flip.check}`);
    }
    expect(all).toHaveLength(flips);
    expect(unfound).toEqual([]);
    expect(odd.slice(0, 5)).toEqual([]);
    expect([...hit.keys()].sort()).toEqual(['V01', 'V02']);
    expect(Math.min(...hit.values())).toBeGreaterThan(5);
  });

  it('are found too in the time-stamp, which no manifest lists, when its checksum is made anew', async () => {
    const members = readZip(whole);
    const token = members.find(({ name }) => name === names.token)?.content;
    if (token === undefined) throw new Error('no token');
    const random = randomFrom(17);
    const reader = test.reader();
    const unfound: number[] = [];
    let count = 0;
    for (let at = 0; at < token.length; at += 1 + random(80)) {
      const flipped = Buffer.from(token);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << random(8));
      const forged = members.map((each) =>
        each.name === names.token ? { ...each, content: flipped } : each,
      );
      const { checks } = await verifyPackage(writeZip(forged), reader, 'first');
      const failed = checks.find(({ verdict }) => verdict === 'fail');
      if (failed?.check !== 'V10' || failed.where !== names.token) unfound.push(at);
      count += 1;
    }
    expect(unfound).toEqual([]);
    expect(count).toBeGreaterThan(25);
  });
});
