import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const read = (file: URL): string => readFileSync(file, 'utf8');
const namesIn = (folder: URL): string[] =>
  readdirSync(fileURLToPath(folder)).filter((name) => name.endsWith('.ts'));

// Jest runs specs only: a part that no spec imports would never run.
describe.each([
  ['../exchange/', 'parts'],
  ['../e2e/', 'running'],
])('parts of suites in %s%s', (place, parts) => {
  const folder = new URL(place, import.meta.url);
  const within = new URL(`${parts}/`, folder);
  const holdsTests = (name: string): boolean =>
    /^ *it(\.each)?\(/m.test(read(new URL(name, within)));
  const tests = namesIn(within).filter(holdsTests);

  it('are each imported by one suite', () => {
    const suites = namesIn(folder).map((name) => read(new URL(name, folder)));
    expect(tests.length).toBeGreaterThan(3);
    for (const name of tests) {
      const line = `import './${parts}/${name.replace(/ts$/, 'js')}';`;
      expect([name, suites.filter((text) => text.includes(line)).length]).toEqual([name, 1]);
    }
  });
});
