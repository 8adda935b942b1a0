// Bundling options, for the programs of `npm run build` and the suites of a whole test run.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

// Optional packages of Nest. An installed one must be bundled: a second copy has classes of its own.
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

// Package that an earlier installation may have left behind; no program loads it.
const leftOver = 'class-transformer';

// Only the validators used: loading all took a fifth of a start. Nest loads them for its own pipes, which no
// service has.
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

function replacedIn(path, code, put) {
  const source = readFileSync(path, 'utf8');
  if (!source.includes(code)) throw new Error(`not there any more: ${code} in ${path}`);
  return source.replace(code, () => put);
}

// What programs would load, read or copy at each start without need.
const unused = {
  name: 'unused',
  setup({ onLoad, onResolve }) {
    // Pino asks who called, to find transports, which no program has. For that, Node would hold the whole source map: a
    // quarter of a service's memory.
    onLoad({ filter: /\/pino\/lib\/caller\.js$/ }, () => ({
      contents: 'module.exports = () => [];',
    }));
    // The NATS client asks for a stack when a connection closes and never reads it. Node would parse the whole source map
    // for it.
    onLoad({ filter: /\/@nats-io\/nats-core\/lib\/protocol\.js$/ }, ({ path }) => ({
      contents: replacedIn(path, 'new Error("close trace").stack || ""', '""'),
    }));
    // Programs must be pure ASCII: see `legalComments`.
    onLoad({ filter: /\/@nats-io\/jetstream\/lib\/jsclient\.js$/ }, ({ path }) => ({
      contents: replacedIn(path, '|µs|', '|\\u00b5s|'),
    }));
    // Imported as an ES module, it makes Node load its WebSocket client.
    onResolve({ filter: /^(node:)?http$/ }, ({ path, kind }) =>
      kind === 'import-statement' ? { path, namespace: 'required' } : undefined,
    );
    onLoad({ filter: /./, namespace: 'required' }, ({ path }) => ({
      contents: `module.exports = require(${JSON.stringify(path)});`,
    }));
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
    // Regular expressions with `\p{...}` or the flag `v` stay as they are; else each is compiled when a program starts.
    supported: { 'regexp-unicode-property-escapes': true, 'regexp-set-notation': true },
    minifyWhitespace: true,
    // Node prints the source line of an uncaught error; short lines keep that readable.
    lineLimit: 200,
    // Nest injects by class name.
    keepNames: true,
    sourcemap: true,
    sourcesContent: false,
    // In files of their own, since names of people are not ASCII. Of a program that is not pure ASCII Node keeps a second copy,
    // which cost the services of a State 26 of 457 MiB.
    legalComments: 'linked',
    banner: {
      js: "import{createRequire as __requireFrom}from'node:module';const require=__requireFrom(import.meta.url);",
    },
    external: isThere(leftOver) ? absent : [...absent, leftOver],
    // pg looks for `Response` to detect other runtimes; looking makes Node load a whole HTTP client.
    define: { Response: 'undefined' },
    plugins: [validators, unused],
    logLevel: 'warning',
  };
}
