// Bundles each compiled process into one program: ROOT/dist/apps/* becomes ROOT/dist/programs. A restart must be quick,
// and most of a start was reading thousands of files. The last step of every build.
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { directImports } from './direct-imports.mjs';
import { inFewFiles } from './esbuild.mjs';
import { markBuilt } from './fresh-build.mjs';

const root = resolve(process.argv[2] ?? fileURLToPath(new URL('..', import.meta.url)));

// From the current sources: the compiler leaves output of deleted ones behind.
const apps = readdirSync(fileURLToPath(new URL('../apps', import.meta.url)));
const main = (app) => join(root, 'dist/apps', app, 'src/main.js');
const services = apps.filter((app) => app !== 'cli');
const outdir = join(root, 'dist/programs');
rmSync(outdir, { recursive: true, force: true });
const options = { ...inFewFiles(root), outdir };
await build({
  ...options,
  entryPoints: services.map((app) => ({ in: main(app), out: app })),
});
// `liaise` starts for each command, so its chunks are loaded on demand.
await build({
  ...options,
  plugins: [...options.plugins, directImports(root)],
  entryPoints: [{ in: main('cli'), out: 'liaise' }],
  splitting: true,
  chunkNames: 'liaise/[hash]',
});
// Node.js looks for the type of each chunk from its folder upwards.
writeFileSync(join(outdir, 'liaise/package.json'), '{"type":"module"}\n');
// The verifier of packages alone: one file that a laboratory runs with Node.
await build({
  ...options,
  entryPoints: [{ in: join(root, 'dist/apps/cli/src/packages/verifier.js'), out: 'liaise-verify' }],
  outExtension: { '.js': '.mjs' },
  sourcemap: false,
  // It is given away alone, so its notices stay inside.
  legalComments: 'eof',
});
markBuilt(root);
