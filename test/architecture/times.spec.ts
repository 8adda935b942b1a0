import { readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { sources } from './imports.js';

const root = resolve(import.meta.dirname, '../..');

// A comparison with `clock_timestamp()` prevents the use of an index, since its value may differ for each
// row. `statement_timestamp()` is constant.
const volatile = /(?:[<>]=?|\bbetween)\s*clock_timestamp\(\)/g;

const ofOneRow: Readonly<Record<string, number>> = { 'libs/threads/src/clocks.ts': 2 };

describe('a condition of SQL', () => {
  it('compares a time with that of the statement', () => {
    const found = ['libs', 'apps']
      .flatMap((folder) => sources(resolve(root, folder)))
      .filter((file) => !/\.spec\.ts$|\/gen\//.test(file))
      .map((file) => [
        relative(root, file),
        readFileSync(file, 'utf8').match(volatile)?.length ?? 0,
      ])
      .filter(([, count]) => count !== 0);
    expect(Object.fromEntries(found)).toEqual(ofOneRow);
  });
});
