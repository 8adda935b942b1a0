import { readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { sources } from './imports.js';

const root = resolve(import.meta.dirname, '../..');

// Tables of one row. Services plan without sequential scans, which count as 1e10 here: beside that sum, good
// and bad plans look equal to the planner.
const read =
  /(?:from|join|,)\s+journal\.(?:released|formal_acts)\b(?!( [a-z])? where (\w\.)?one\b)/g;

describe('a table of one row', () => {
  it('is read by its key', () => {
    const files = ['libs', 'apps']
      .flatMap((folder) => sources(resolve(root, folder)))
      .filter((file) => !/\.spec\.ts$|\/gen\//.test(file));
    const texts = files.map((file) => [relative(root, file), readFileSync(file, 'utf8')] as const);
    // One expression reads the released size in every statement, and one statement writes it.
    const named = texts.filter(([, text]) => /journal\.released\b/.test(text));
    expect(named.map(([file]) => file)).toEqual([
      'libs/journal/src/log/log-rows.ts',
      'libs/journal/src/log/released-size.ts',
    ]);
    const found = texts.flatMap(([file, text]) => (text.match(read) ?? []).map(() => file));
    expect(found).toEqual([]);
  });

  it('is found where it is read without', () => {
    const texts = [
      'from journal.released',
      'select from x, journal.released r',
      'join journal.formal_acts f on true',
    ];
    for (const text of texts) expect([text, text.match(read)?.length]).toEqual([text, 1]);
    for (const text of ['from journal.released where one', 'from journal.released r where r.one'])
      expect([text, text.match(read)]).toEqual([text, null]);
  });
});
