// Makes of each compiled process one program: ROOT/dist/apps/* becomes ROOT/dist/programs. Whatever is ended at any moment
// must soon be back, and most of a start was the finding and reading of thousands of files. The last step of every build.
import { readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { inFewFiles } from './esbuild.mjs';
import { markBuilt } from './fresh-build.mjs';

const root = resolve(process.argv[2] ?? fileURLToPath(new URL('..', import.meta.url)));

// Of what is there today: the compiler leaves what an earlier state of the sources had.
const apps = fileURLToPath(new URL('../apps', import.meta.url));
const entryPoints = readdirSync(apps).map((app) => ({
  in: join(root, 'dist/apps', app, 'src/main.js'),
  out: app === 'cli' ? 'liaise' : app,
}));
const outdir = join(root, 'dist/programs');
rmSync(outdir, { recursive: true, force: true });
await build({ ...inFewFiles(root), entryPoints, outdir });
markBuilt(root);
