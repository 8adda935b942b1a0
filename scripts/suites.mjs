// Bundles the specs of a whole test run into few suites. One suite holds all unit tests of a library or program, or four
// specs with servers; each spec becomes a `describe`. Jest would read every module anew for each suite: Node reads the
// bundles (test/environment), so suites of a worker share their modules.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, stop } from 'esbuild';
import { projects } from '../jest.config.mjs';
import { inFewFiles } from './esbuild.mjs';
import { fromSource } from './from-source.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const suiteJest = fileURLToPath(new URL('suite-jest.mjs', import.meta.url));
const urlOf = (path) => pathToFileURL(path).href;

// True for a spec that awaits before its tests are known.
const waits = (spec) => /^\S.*\bawait /m.test(readFileSync(join(root, spec), 'utf8'));

// Specs that import sources where these lie, by paths that no bundler knows: Jest reads them, as one suite.
export const importSources = ['details', 'json-schemas', 'readers'].map(
  (name) => `test/architecture/${name}.spec.ts`,
);

// Most specs in one suite. Specs of whole States are long and stand alone, or one core would wait at the end.
const together = { unit: Infinity, property: Infinity, integration: 4, interop: 4 };

// Packages that stay outside of the bundles: Node reads them from their folders.
const tools =
  /^(esbuild|typescript|@redocly\/openapi-core|@seriousme\/openapi-schema-validator|openapi-typescript)$/;

function suitesOf({ displayName, roots, testRegex }) {
  const suites = new Map();
  const add = (suite, spec) =>
    suites.set(join(displayName, suite), [...(suites.get(join(displayName, suite)) ?? []), spec]);
  const most = together[displayName] ?? 1;
  const held = new Map();
  for (const top of roots.map((each) => each.replace('<rootDir>/', ''))) {
    for (const file of readdirSync(join(root, top), { recursive: true }).sort()) {
      const spec = join(top, file);
      if (!testRegex.some((regex) => new RegExp(regex).test(spec))) continue;
      if (importSources.includes(spec)) continue;
      const isLong = most < Infinity && spec.startsWith('test/');
      if (most === 1 || isLong || waits(spec)) {
        add(spec.replace(/\.spec\.ts$/, ''), spec);
        continue;
      }
      const folder = dirname(spec).split('/').slice(0, 2).join('/');
      const before = held.get(folder) ?? 0;
      held.set(folder, before + 1);
      add(before < most ? folder : `${folder}-${1 + Math.floor(before / most)}`, spec);
    }
  }
  return suites;
}

// Reads each spec inside of its `describe`, so that its hooks stay its own.
function contentsOf(specs) {
  const [first, ...more] = specs.map((spec) => [spec, JSON.stringify(join(root, spec))]);
  if (more.length === 0 && waits(first[0])) return `import ${first[1]};`;
  return [first, ...more]
    .map(([spec, path]) => `describe(${JSON.stringify(spec)}, () => { require(${path}); });`)
    .join('\n');
}

export async function makeSuites(folder, names) {
  const wanted = projects.filter(({ displayName }) => names.includes(displayName));
  const suites = new Map(wanted.flatMap((project) => [...suitesOf(project)]));
  const unbundled = wanted.flatMap(({ displayName }) =>
    displayName === 'architecture' ? [join(displayName, 'sources')] : [],
  );
  const ofSpecs = {
    name: 'specs',
    setup({ onResolve, onLoad }) {
      // Stays one file, in which the environment of tests sets the functions of each suite.
      onResolve({ filter: /^@jest\/globals$/ }, () => ({ path: urlOf(suiteJest), external: true }));
      onResolve({ filter: tools }, ({ path }) => ({
        path: import.meta.resolve(path),
        external: true,
      }));
      onResolve({ filter: /^suite:/ }, ({ path }) => ({ path: path.slice(6), namespace: 'suite' }));
      onLoad({ filter: /./, namespace: 'suite' }, ({ path }) => ({
        contents: contentsOf(suites.get(path)),
        resolveDir: root,
      }));
    },
  };
  const options = inFewFiles(root);
  await build({
    ...options,
    entryPoints: [...suites.keys()].map((suite) => ({
      in: `suite:${suite}`,
      out: suite,
    })),
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    chunkNames: 'chunks/[hash]',
    splitting: true,
    conditions: ['source'],
    plugins: [...options.plugins, ofSpecs, fromSource],
  });
  // What Jest itself reads of a suite, in a context of its own.
  for (const suite of suites.keys()) {
    const file = join(folder, suite);
    const read = `await readSuite(given, ${JSON.stringify(urlOf(`${file}.mjs`))});\n`;
    writeFileSync(`${file}.spec.mjs`, `import * as given from '@jest/globals';\n${read}`);
  }
  for (const suite of unbundled)
    writeFileSync(
      join(folder, `${suite}.spec.mjs`),
      importSources.map((spec) => `import ${JSON.stringify(join(root, spec))};\n`).join(''),
    );
  // Else esbuild would hold a gigabyte while the tests run.
  stop();
}
