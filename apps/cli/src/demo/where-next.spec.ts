import { cast, partsOf } from './cast.js';
import { placesTable } from './where-next.js';

describe('the table at the end of the demo', () => {
  const table = placesTable(
    cast.map((script, i) => ({
      baseUrl: `https://localhost:${20_000 + i}`,
      logins: partsOf(script),
    })),
  );

  it('says address, person and what that person sees, in columns that fit 80', () => {
    const [head = '', ...rows] = table;
    expect(head).toMatch(/^ {2}address +person +what you will see$/);
    expect(rows.length).toBe(7);
    for (const row of rows) {
      expect(row.length).toBeLessThanOrEqual(80);
      expect(row.indexOf(row.trim().split(/ {2,}/)[2] ?? '')).toBe(head.indexOf('what'));
    }
  });

  it('names both States, with the officer, the judge and the auditor', () => {
    for (const word of ['20000', '20001', 'amal', 'bruno', 'r.marin', 'j.silva', 'forged'])
      expect(table.join('\n')).toContain(word);
  });
});
