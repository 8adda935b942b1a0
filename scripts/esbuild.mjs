// How code is made into few files: the programs of `npm run build`, and the suites of a whole test run.
import { createRequire } from 'node:module';
import { join } from 'node:path';

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

/** Left over in folders of packages from before, where it may stay: nothing asks for it when the programs run. */
const leftOver = 'class-transformer';

/**
 * Of the validators what our shapes name, and no more: all of them took a fifth of a start. Nest asks for them where a pipe
 * of its own is made, which none of ours does.
 */
const validators = {
  name: 'validators',
  setup({ initialOptions, onResolve }) {
    onResolve({ filter: /^class-validator$/ }, ({ path, importer }) =>
      importer.includes('/node_modules/@nestjs/')
        ? { path, external: true }
        : { path: join(initialOptions.absWorkingDir, 'node_modules', path, 'esm2015/index.js') },
    );
  },
};

export function inFewFiles(root) {
  const { resolve: find } = createRequire(join(root, 'package.json'));
  const isThere = (name) => {
    try {
      return find(name) !== '';
    } catch {
      return false;
    }
  };
  const there = absent.filter(isThere);
  if (there.length > 0)
    throw new Error(`installed, and left out of what is made: ${there.join(', ')}`);
  return {
    absWorkingDir: root,
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
    external: isThere(leftOver) ? absent : [...absent, leftOver],
    // pg asks by it whether this is another runtime, and Node loads a whole HTTP client for whoever asks.
    define: { Response: 'undefined' },
    plugins: [validators],
    logLevel: 'warning',
  };
}
