/** Imports that the files of a folder may make: libraries, packages and `node:` modules. All other imports are refused. */
export interface Layer {
  readonly libs: readonly string[];
  readonly packages: readonly string[];
  readonly pure?: true;
}

const nest = [
  '@nestjs/common',
  '@nestjs/core',
  '@nestjs/microservices',
  'reflect-metadata',
  'rxjs',
];
const files = ['node:fs', 'node:fs/promises', 'node:path'];

/**
 * Imports that each library may make; slice files count as `words`, `shapes` or `capabilities`. `words` import only each
 * other and `kernel`; `shapes` are contracts.
 */
export const libraries: Readonly<Record<string, Layer>> = {
  kernel: { libs: ['words'], packages: ['ajv'], pure: true },
  words: { libs: ['kernel'], packages: [], pure: true },
  config: { libs: ['kernel'], packages: [], pure: true },
  contract: { libs: ['kernel', 'words'], packages: ['class-validator'], pure: true },
  shapes: { libs: ['kernel', 'words', 'contract'], packages: [], pure: true },
  wire: {
    libs: ['kernel', 'words'],
    packages: ['@bufbuild/protobuf', 'node:crypto'],
    pure: true,
  },
  seal: { libs: ['kernel', 'wire'], packages: ['openpgp', 'node:crypto'], pure: true },
  tlog: { libs: ['kernel'], packages: ['node:crypto'], pure: true },
  stamp: { libs: ['kernel'], packages: ['pkijs', 'asn1js', 'node:crypto'], pure: true },
  cms: { libs: ['kernel', 'stamp'], packages: ['node:crypto'], pure: true },
  device: {
    libs: ['kernel', 'cms'],
    packages: ['node:child_process', 'node:crypto', 'node:os', ...files],
  },
  custody: {
    libs: ['kernel', 'words', 'wire', 'tlog'],
    packages: ['node:crypto'],
    pure: true,
  },
  chains: {
    libs: ['kernel', 'words', 'wire', 'seal', 'tlog', 'custody'],
    packages: ['node:crypto'],
    pure: true,
  },
  package: {
    libs: ['kernel', 'words', 'wire', 'seal', 'tlog', 'stamp', 'cms', 'custody', 'chains'],
    packages: ['node:crypto', 'node:zlib'],
    pure: true,
  },
  language: { libs: [], packages: ['intl-messageformat'], pure: true },
  admissibility: {
    libs: ['kernel', 'words', 'wire', 'seal', 'package', 'language'],
    packages: [],
    pure: true,
  },
  provenance: {
    libs: ['kernel', 'wire', 'package'],
    packages: ['n3', 'rdf-validate-shacl', 'uuid'],
    pure: true,
  },
  certificate: {
    libs: ['kernel', 'words', 'wire', 'stamp', 'cms', 'package', 'admissibility'],
    packages: ['pdfkit', 'bidi-js', 'node:crypto', 'node:zlib'],
    pure: true,
  },
  store: {
    libs: ['config', 'kernel'],
    packages: ['typeorm', 'pg', 'node:async_hooks', 'node:crypto', 'node:events', 'node:net'],
  },
  trust: {
    libs: ['config', 'kernel', 'words', 'wire', 'seal', 'tlog', 'chains', 'store'],
    packages: ['node:crypto', ...files],
  },
  access: {
    libs: ['kernel', 'words', 'wire', 'seal', 'store', 'trust'],
    packages: ['node:crypto'],
  },
  journal: {
    libs: ['kernel', 'words', 'wire', 'tlog', 'store', 'trust'],
    packages: ['node:crypto', ...files],
  },
  threads: {
    libs: ['kernel', 'words', 'wire', 'seal', 'tlog', 'store', 'trust', 'access', 'journal'],
    packages: ['node:crypto'],
  },
  mailbox: {
    libs: ['kernel', 'words', 'wire', 'store', 'trust', 'journal'],
    packages: ['node:crypto'],
  },
  objects: {
    libs: ['kernel', 'wire', 'tlog', 'store', 'trust', 'journal'],
    packages: ['node:crypto', 'node:stream', 'node:stream/promises', ...files],
  },
  scan: { libs: ['kernel', 'words'], packages: ['node:net'] },
  broker: {
    libs: ['kernel'],
    packages: [
      '@nats-io/transport-node',
      '@nats-io/nkeys',
      '@peculiar/x509',
      'reflect-metadata',
      'node:crypto',
    ],
  },
  border: {
    libs: ['kernel', 'broker'],
    packages: ['@nats-io/transport-node', '@nats-io/jetstream', 'node:http', 'node:https'],
  },
  bus: { libs: ['kernel', 'broker'], packages: ['@nats-io/transport-node'] },
  runtime: {
    libs: ['config', 'kernel', 'stamp', 'broker', 'border', 'bus'],
    packages: ['pino', 'node:crypto', 'node:module', '@nestjs/common', ...files],
  },
  runner: {
    libs: ['config', 'kernel', 'store', 'border', 'bus', 'runtime'],
    packages: [
      'node:child_process',
      'node:crypto',
      'node:events',
      'node:net',
      'node:os',
      'node:url',
      ...files,
    ],
  },
  service: { libs: ['kernel', 'words', 'contract', 'bus'], packages: nest },
  api: {
    libs: ['kernel', 'words', 'contract'],
    packages: [...nest, '@nestjs/swagger', 'fastify'],
  },
  capabilities: {
    libs: [
      ...['config', 'kernel', 'words', 'wire', 'seal', 'tlog', 'stamp', 'cms', 'store', 'trust'],
      ...[
        'access',
        'journal',
        'threads',
        'mailbox',
        'objects',
        'scan',
        'bus',
        'custody',
        'package',
        'admissibility',
      ],
    ],
    packages: ['node:async_hooks', 'node:crypto'],
  },
  journey: {
    libs: [
      ...['config', 'kernel', 'words', 'wire', 'seal', 'tlog', 'store', 'trust', 'access'],
      ...['journal', 'threads', 'mailbox', 'objects', 'border', 'capabilities'],
    ],
    packages: ['node:async_hooks', 'node:crypto', 'node:perf_hooks'],
  },
  'service-runtime': {
    libs: [
      ...['config', 'kernel', 'words', 'wire', 'seal', 'tlog', 'store', 'trust', 'access'],
      ...['journal', 'threads', 'mailbox', 'objects', 'capabilities'],
    ],
    packages: ['node:crypto', 'node:perf_hooks'],
  },
  desk: {
    libs: [
      ...['kernel', 'words', 'store', 'trust', 'access', 'journal', 'mailbox', 'objects', 'scan'],
      ...['runtime', 'service', 'capabilities', 'journey', 'service-runtime'],
    ],
    packages: ['@nestjs/common', '@nestjs/core'],
  },
};

/**
 * Maps the ending of a slice file (`kind` in `recall.kind.ts`) to a group of import rules. Files in group `pure` use neither
 * I/O nor clock.
 */
export const sorts = {
  kind: 'words',
  type: 'words',
  lists: 'words',
  schema: 'words',
  contract: 'shapes',
  model: 'words',
  rules: 'pure',
  facts: 'capabilities',
  rows: 'capabilities',
  events: 'capabilities',
  queries: 'capabilities',
  service: 'capabilities',
  jobs: 'capabilities',
  entity: 'entity',
  controller: 'capabilities',
  handlers: 'capabilities',
  module: 'capabilities',
} as const;

export const framed: Readonly<Partial<Record<keyof typeof sorts, Layer>>> = {
  controller: {
    libs: ['contract', 'shapes', 'api'],
    packages: ['@nestjs/common', '@nestjs/swagger'],
  },
  handlers: { libs: ['contract', 'shapes', 'service'], packages: ['@nestjs/common'] },
  contract: { libs: ['contract', 'shapes'], packages: [] },
  module: { libs: ['service'], packages: ['@nestjs/common', '@nestjs/core'] },
  service: { libs: [], packages: ['@nestjs/common'] },
  queries: { libs: [], packages: ['@nestjs/common'] },
  jobs: { libs: [], packages: ['@nestjs/common'] },
};

export const ofAllSlices = [
  'kinds.ts',
  'types-of-request.ts',
  'contracts.ts',
  'cases.ts',
  'file-calls.ts',
  'capability.ts',
  'tokens.ts',
] as const;

// Processes that hold keys or stand at the border: no framework, no other daemon, no other program.
const plain: Layer = {
  libs: Object.keys(libraries).filter(
    (name) => !['service', 'scan', 'desk', 'runner', 'device'].includes(name),
  ),
  packages: ['node:crypto', 'node:process'],
};
const service: Layer = {
  libs: Object.keys(libraries).filter((name) => name !== 'device'),
  packages: [...nest, ...plain.packages],
};

export const apps: Readonly<Record<string, Layer>> = {
  gateway: {
    libs: [
      ...['config', 'kernel', 'words', 'broker', 'bus', 'service', 'runtime'],
      ...['contract', 'shapes', 'api', 'capabilities', 'language'],
    ],
    packages: [
      ...nest,
      ...files,
      'node:http',
      'node:net',
      '@nestjs/platform-fastify',
      '@nestjs/swagger',
      'fastify',
      'prom-client',
      'node:async_hooks',
      'node:crypto',
      'node:process',
      'node:stream',
    ],
  },
  requests: service,
  inbox: service,
  sealer: plain,
  opener: plain,
  exchange: plain,
  audit: service,
  evidence: { ...plain, libs: [...plain.libs, 'device'] },
  cli: {
    libs: [
      'config',
      'kernel',
      'words',
      'wire',
      'seal',
      'tlog',
      'cms',
      'device',
      'custody',
      'chains',
      'package',
      'admissibility',
      'language',
      'provenance',
      'certificate',
      'store',
      'trust',
      'objects',
      'scan',
      'broker',
      'border',
      'bus',
      'runtime',
      'runner',
    ],
    packages: [
      'commander',
      'string-width',
      'uuid',
      '@peculiar/x509',
      '@nats-io/nkeys',
      'node:child_process',
      'node:crypto',
      'node:http',
      'node:https',
      'node:module',
      'node:net',
      'node:os',
      'node:process',
      'node:readline',
      'node:stream',
      'node:stream/promises',
      'node:timers/promises',
      'node:url',
      'node:util',
      ...files,
    ],
  },
};
