// What a whole test run gives to Jest: the specs with all they import, in few files. Jest reads every module anew for each
// suite, and that took as long as the tests themselves. Specs of one library or program are one suite: all of its unit tests
// and properties, and four at a time of those with servers. A spec is a `describe` of it.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { transform } from '@swc/core';
import { build, stop } from 'esbuild';
import { projects } from '../jest.config.mjs';
import { inFewFiles } from './esbuild.mjs';
import { swc } from './swc.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** A spec that waits for something before it knows its tests. */
const waits = (spec) => /^\S.*\bawait /m.test(readFileSync(join(root, spec), 'utf8'));

/** How many specs one suite may hold. Those of whole States are long, and stand alone: else one core waits at the end. */
const together = { unit: Infinity, property: Infinity, integration: 4, interop: 4 };

/** The specs of each suite of a project, by what the suite is called. */
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

/** A spec is read inside of its `describe`, so that what it does before and after each test stays its own. */
function contentsOf(specs) {
  const [first, ...more] = specs.map((spec) => [spec, JSON.stringify(join(root, spec))]);
  if (more.length === 0 && waits(first[0])) return `import ${first[1]};`;
  return [first, ...more]
    .map(([spec, path]) => `describe(${JSON.stringify(spec)}, () => { require(${path}); });`)
    .join('\n');
}

/** What looks at the sources themselves is small, and stays as it is. */
const isMade = ({ displayName }) => displayName !== 'architecture';

/** Writes FOLDER/PROJECT/.../*.spec.mjs of each project that `names` holds. */
export async function makeSuites(folder, names) {
  const wanted = projects.filter((each) => names.includes(each.displayName) && isMade(each));
  const suites = new Map(wanted.flatMap((project) => [...suitesOf(project)]));
  const fromSource = {
    name: 'specs',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^suite:/ }, ({ path }) => ({ path: path.slice(6), namespace: 'suite' }));
      onLoad({ filter: /./, namespace: 'suite' }, ({ path }) => ({
        contents: contentsOf(suites.get(path)),
        resolveDir: root,
      }));
      onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        const read = readFileSync(path, 'utf8');
        const { code } = await transform(read, { ...swc, filename: path, sourceMaps: 'inline' });
        // What lies beside a source is found from there.
        const url = JSON.stringify(pathToFileURL(path).href);
        return { contents: code.replaceAll('import.meta.url', url) };
      });
    },
  };
  const options = inFewFiles(root);
  await build({
    ...options,
    // Jest gives each suite its own.
    external: [...options.external, '@jest/globals'],
    entryPoints: [...suites.keys()].map((suite) => ({
      in: `suite:${suite}`,
      out: `${suite}.spec`,
    })),
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    chunkNames: 'chunks/[hash]',
    splitting: true,
    conditions: ['source'],
    inject: [join(root, 'scripts/suite-globals.mjs')],
    plugins: [...options.plugins, fromSource],
  });
  // Else it would hold a gigabyte as long as the tests run.
  stop();
}
