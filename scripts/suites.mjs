// What a whole test run gives to Jest: the specs with all they import, in few files. Jest reads every module anew for each
// suite, and that took as long as the tests themselves. Unit tests and properties of one library or program are one suite; a
// spec is a `describe` of it.
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

/** The specs of each suite of a project, by what the suite is called. */
function suitesOf({ displayName, roots, testRegex }) {
  const suites = new Map();
  for (const top of roots.map((each) => each.replace('<rootDir>/', ''))) {
    for (const file of readdirSync(join(root, top), { recursive: true })) {
      const spec = join(top, file);
      if (!testRegex.some((regex) => new RegExp(regex).test(spec))) continue;
      const isShared = ['unit', 'property'].includes(displayName) && !waits(spec);
      const folder = dirname(spec).split('/').slice(0, 2).join('/');
      const suite = join(displayName, isShared ? folder : spec.replace(/\.spec\.ts$/, ''));
      suites.set(suite, [...(suites.get(suite) ?? []), spec]);
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
