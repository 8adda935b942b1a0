import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { insiderBits } from './insider-bits.js';
import { randomFrom } from '../../support/generated-log.js';
import { TestPackage } from '../../support/package.js';

const bits = 60;
let test: TestPackage;

beforeAll(async () => {
  test = await TestPackage.make({ healthHours: 2 });
}, 60_000);

afterAll(() => {
  test.remove();
});

describe('an insider who changes any bit below data/, and makes all anew around it', () => {
  it('is found by the check that the page names for the file', async () => {
    const found = await insiderBits(test, bits, randomFrom(23));
    expect(found).toEqual({ judged: bits, valid: [], odd: [] });
  }, 240_000);
});
