// Makes of each compiled process one program: ROOT/dist/apps/* becomes ROOT/dist/programs. Whatever is ended at any moment
// must soon be back, and most of a start was the finding and reading of thousands of files. The last step of every build.
import { readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { markBuilt } from './fresh-build.mjs';

const root = resolve(process.argv[2] ?? fileURLToPath(new URL('..', import.meta.url)));

// Of what is there today: the compiler leaves what an earlier state of the sources had.
const apps = fileURLToPath(new URL('../apps', import.meta.url));
const entryPoints = readdirSync(apps).map((app) => ({
  in: join(root, 'dist/apps', app, 'src/main.js'),
  out: app === 'cli' ? 'liaise' : app,
}));
/** Nest asks for these only where they are used. One that is installed must be inside: a second copy of it is another. */
const absent = [
  '@fastify/multipart',
  '@fastify/static',
  '@fastify/view',
  '@nestjs/platform-express',
  '@nestjs/websockets',
  'amqp-connection-manager',
  'class-transformer/storage',
  'ioredis',
  'kafkajs',
  'mqtt',
];
const { resolve: find } = createRequire(join(root, 'package.json'));
const there = absent.filter((name) => {
  try {
    return find(name) !== '';
  } catch {
    return false;
  }
});
if (there.length > 0)
  throw new Error(`installed, and left out of the programs: ${there.join(', ')}`);

const outdir = join(root, 'dist/programs');
rmSync(outdir, { recursive: true, force: true });
await build({
  absWorkingDir: root,
  entryPoints,
  outdir,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  minifyWhitespace: true,
  // Node prints the line of an error that nobody caught.
  lineLimit: 200,
  // Nest names what it injects by the names of classes.
  keepNames: true,
  sourcemap: true,
  sourcesContent: false,
  banner: {
    js: "import{createRequire as __requireFrom}from'node:module';const require=__requireFrom(import.meta.url);",
  },
  external: absent,
  logLevel: 'warning',
});
markBuilt(root);
