import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { documentKinds } from '#kernel';
import { capabilities } from '#journey/capabilities';
import { ends, nameOf, readEnds, type Asked } from './ends/ends.js';
import { reasons } from './ends/reasons.js';
import { differs, reasonsOf, rowsOf, tableOf, type Cases } from './ends/table.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (name: string): string =>
  readFileSync(join(root, 'test/architecture/ends', name), 'utf8');

describe('the table of the ends', () => {
  const cases = JSON.parse(read('cases.json')) as Cases;
  let asked: Asked;
  beforeAll(() => {
    asked = readEnds(root);
  });

  it('has every rule that an end asks of a kind; a rule that is forgotten at one end is missing in it', () => {
    const text = read('table.md');
    expect(asked.size).toBe(documentKinds.length);
    expect(text.slice(text.indexOf('## every kind'))).toBe(tableOf(asked, cases));
  });

  it('gives one reason for each difference, and none for what is no difference', () => {
    const odd = [...rowsOf(asked).values()].flat().filter(differs);
    expect(odd.length).toBeGreaterThan(100);
    const unclear = odd.filter((row) => reasonsOf(row).length !== 1).map(nameOf);
    expect([...new Set(unclear)]).toEqual([]);
    const used = new Set(odd.flatMap((row) => [row.code, nameOf(row)]));
    expect(reasons.flatMap(({ of }) => of).filter((name) => !used.has(name))).toEqual([]);
  });

  it('reads of each registered rule what its own data says', () => {
    const all = capabilities.map(({ kinds, rules, alone = [] }) => ({
      kinds,
      rules: [...rules, ...alone],
    }));
    const registered = new Set(all.flatMap(({ rules }) => rules.map(({ name }) => name)));
    expect(registered.size).toBeGreaterThan(0);
    for (const [kind, by] of asked)
      for (const end of ends) {
        const rules = all
          .filter(({ kinds }) => kinds.includes(kind))
          .flatMap((each) => each.rules.filter(({ asks }) => asks[end] === true))
          .filter((rule) => rule.kinds?.includes(kind) !== false);
        const said = rules.flatMap(({ name, codes }) =>
          codes.map((code) => nameOf({ code, rule: name })),
        );
        const read = by[end].filter(({ rule }) => registered.has(rule)).map(nameOf);
        expect({ kind, end, rules: read.sort() }).toEqual({ kind, end, rules: said.sort() });
      }
  });

  it('reads a refusal for every case that was seen, and names suites that are there', () => {
    const unread = Object.keys(cases).filter((name) => {
      const [end = '', kind = '', code = ''] = name.split(' ');
      const by = [...asked].find(([each]) => each === kind)?.[1];
      const rules = ends.flatMap((each) => (each === end ? (by?.[each] ?? []) : []));
      return !rules.some((rule) => rule.code === code);
    });
    expect(unread).toEqual([]);
    const suites = [...new Set(Object.values(cases))];
    expect(suites.length).toBeGreaterThan(0);
    expect(suites.filter((name) => !existsSync(join(root, name)))).toEqual([]);
  });
});
