import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { importsOf, sourceOf } from './imports.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

interface Suites {
  readonly importSources: readonly string[];
}
const { importSources } = (await import(
  new URL('../../scripts/suites.mjs', import.meta.url).href
)) as Suites;

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

describe('specs of the architecture that import sources by paths found at run time', () => {
  const folder = 'test/architecture';

  // True if the file imports by a path that is computed.
  function importsByPath(file: string): boolean {
    const text = readFileSync(join(root, file), 'utf8');
    const given = [...text.matchAll(/\bimport\(\s*(new URL\('|[^'\s.)]+)/g)];
    return given.some(
      ([, what = '']) => what !== `new URL('` && !text.includes(`const ${what} = new URL('`),
    );
  }

  function filesOf(spec: string): ReadonlySet<string> {
    const files = new Set([spec]);
    for (const file of files)
      for (const item of importsOf(join(root, file)))
        if (item.specifier.startsWith('.') && !item.typeOnly) {
          const source = sourceOf(item, root);
          if (source.startsWith('test/')) files.add(source);
        }
    return files;
  }

  it('are those that Jest reads itself', () => {
    const specs = readdirSync(join(root, folder)).filter((name) => name.endsWith('.spec.ts'));
    const found = specs
      .map((name) => `${folder}/${name}`)
      .filter((spec) => [...filesOf(spec)].some(importsByPath));
    expect(found.sort()).toEqual([...importSources].sort());
  });
});
