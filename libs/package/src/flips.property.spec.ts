import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomFrom } from '../../../test/support/generated-log.js';
import { TestPackage } from '../../../test/support/package.js';
import { names } from './container/layout.js';
import { verifyPackage } from './verify-package.js';
import { readZip, writeZip } from './container/zip.js';

let test: TestPackage;
let whole: Buffer;

beforeAll(async () => {
  test = await TestPackage.make();
  whole = await test.assemble();
}, 60_000);

afterAll(() => {
  test.remove();
});

describe('flipped bits of a package', () => {
  it('are found in the time-stamp, which no manifest lists, when its checksum is made anew', async () => {
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
