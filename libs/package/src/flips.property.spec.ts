import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomFrom } from '../../../test/support/generated-log.js';
import { TestPackage } from '../../../test/support/package.js';
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

/** Where contents lie in the container. */
const contents = () =>
  readZip(whole).map(({ name, content }) => {
    const begin = content.byteOffset - whole.byteOffset;
    return { name, begin, end: begin + content.length };
  });

type Place = ReturnType<typeof contents>[number];

/** The one check that must find a changed byte, and the file that it must name (proto/package.md, section 6). */
const expectedOf = (place: Place | undefined): readonly [check: string, where: string | null] => {
  if (place === undefined || place.name === names.mimetype) return ['V01', null];
  return ['V02', place.name];
};

describe(`${flips} flipped bits of a package`, () => {
  it('are all found, and the first failing check is the one of the table', async () => {
    const random = randomFrom(16);
    const places = contents();
    const reader = test.reader();
    expect((await verifyPackage(whole, reader)).exit).toBe(0);
    const unfound: number[] = [];
    const odd: string[] = [];
    const hit = new Map<string, number>();
    for (let i = 0; i < flips; i += 1) {
      const place = places[random(places.length)];
      // Half of them anywhere, half of them in each file alike: a token is small beside a directory.
      const inside = i % 2 === 0 && place !== undefined && place.end > place.begin;
      const at = inside ? place.begin + random(place.end - place.begin) : random(whole.length);
      const flipped = Buffer.from(whole);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << random(8));
      const { exit, checks } = await verifyPackage(flipped, reader, 'first');
      if (exit !== 1) unfound.push(at);
      const failed = checks.find(({ verdict }) => verdict === 'fail');
      const [check, where] = expectedOf(places.find(({ begin, end }) => at >= begin && at < end));
      hit.set(check, (hit.get(check) ?? 0) + 1);
      const isRight = failed?.check === check && (where === null || failed.where === where);
      if (!isRight) odd.push(`${at}: ${failed?.check ?? ''} ${failed?.where ?? ''}, not ${check}`);
    }
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
