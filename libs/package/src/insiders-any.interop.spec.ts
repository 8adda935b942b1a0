import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomFrom } from '../../../test/support/generated-log.js';
import { TestPackage } from '../../../test/support/package.js';
import { flipBit } from '../../../test/support/tlog.js';
import { names } from './container/layout.js';
import { readZip } from './container/zip.js';
import { verifyPackage } from './verify-package.js';

let test: TestPackage;

beforeAll(async () => {
  test = await TestPackage.make();
}, 60_000);

afterAll(() => {
  test.remove();
});

const claims: readonly string[] = [names.record, names.index];

describe('an insider who changes any bit below data/, and makes all anew around it', () => {
  it('is found, and every package gets a verdict', async () => {
    const random = randomFrom(23);
    const files = readZip(await test.assemble()).filter(
      ({ name, content }) =>
        name.startsWith('data/') && !claims.includes(name) && content.length > 0,
    );
    const valid: string[] = [];
    for (let i = 0; i < 30; i += 1) {
      const file = files[random(files.length)];
      if (file === undefined) throw new Error('no file');
      const bit = random(file.content.length * 8);
      const bytes = await test.forged((all) => all.set(file.name, flipBit(file.content, bit)));
      const { exit } = await verifyPackage(bytes, test.reader(), 'first');
      if (exit === 0) valid.push(`${file.name} ${bit}`);
    }
    expect(valid).toEqual([]);
  });
});
