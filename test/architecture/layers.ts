/**
 * Who may import what. Order is from the ground up: a library may only name libraries above its own row.
 * A package that is not listed for a folder is refused there; `node:` modules are listed like packages.
 */
export interface Layer {
  /** `#name` of product libraries this one may import. */
  readonly libs: readonly string[];
  /** Outside packages, `node:` modules included. */
  readonly packages: readonly string[];
  /** True for libraries that do no I/O and never read the clock. */
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

export const libraries: Readonly<Record<string, Layer>> = {
  config: { libs: [], packages: [], pure: true },
  model: { libs: [], packages: ['ajv'], pure: true },
  wire: { libs: ['model'], packages: ['@bufbuild/protobuf', 'node:crypto'], pure: true },
  seal: { libs: ['model', 'wire'], packages: ['openpgp', 'node:crypto'], pure: true },
  tlog: { libs: ['model'], packages: ['node:crypto'], pure: true },
  stamp: { libs: ['model'], packages: ['pkijs', 'asn1js', 'node:crypto'], pure: true },
  custody: { libs: ['model', 'wire', 'tlog'], packages: ['node:crypto'], pure: true },
  store: {
    libs: ['config', 'model'],
    packages: ['typeorm', 'pg', 'node:async_hooks', 'node:crypto', 'node:events'],
  },
  trust: {
    libs: ['config', 'model', 'wire', 'seal', 'tlog', 'store'],
    packages: ['node:crypto', ...files],
  },
  access: { libs: ['model', 'wire', 'seal', 'store', 'trust'], packages: ['node:crypto'] },
  journal: {
    libs: ['model', 'wire', 'tlog', 'store', 'trust'],
    packages: ['node:crypto', ...files],
  },
  cases: {
    libs: ['model', 'wire', 'seal', 'store', 'trust', 'journal'],
    packages: ['node:crypto'],
  },
  mailbox: { libs: ['model', 'wire', 'store', 'trust', 'journal'], packages: ['node:crypto'] },
  objects: {
    libs: ['model', 'tlog', 'store', 'trust', 'journal'],
    packages: ['node:crypto', 'node:stream', 'node:stream/promises', ...files],
  },
  scan: { libs: ['model'], packages: ['node:net'] },
  transport: {
    libs: ['config', 'model', 'wire'],
    packages: [
      '@nats-io/transport-node',
      '@nats-io/jetstream',
      '@nats-io/nkeys',
      '@peculiar/x509',
      'reflect-metadata',
      'node:crypto',
      'node:http',
      'node:https',
      ...files,
    ],
  },
  host: {
    libs: ['config', 'model', 'stamp', 'store', 'transport'],
    packages: [
      'pino',
      'node:child_process',
      'node:crypto',
      'node:events',
      'node:net',
      'node:os',
      'node:url',
      '@nestjs/common',
      ...files,
    ],
  },
  service: { libs: ['model', 'transport'], packages: nest },
  flows: {
    libs: [
      'config',
      'model',
      'wire',
      'seal',
      'tlog',
      'stamp',
      'store',
      'trust',
      'access',
      'journal',
      'cases',
      'mailbox',
      'objects',
      'scan',
      'transport',
    ],
    packages: ['node:async_hooks', 'node:crypto', 'node:perf_hooks'],
  },
};

/** Holds keys or stands at the border: no framework beside it, and no other daemon is spoken to. */
const plain: Layer = {
  libs: Object.keys(libraries).filter((name) => name !== 'service' && name !== 'scan'),
  packages: ['node:crypto', 'node:process'],
};
const service: Layer = {
  libs: Object.keys(libraries),
  packages: [...nest, ...plain.packages],
};

export const apps: Readonly<Record<string, Layer>> = {
  gateway: {
    libs: ['config', 'model', 'transport', 'service', 'host'],
    packages: [
      ...nest,
      ...files,
      'node:http',
      'node:net',
      '@nestjs/platform-fastify',
      '@nestjs/swagger',
      'fastify',
      'class-validator',
      'class-transformer',
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
  cli: {
    libs: [
      'config',
      'model',
      'wire',
      'seal',
      'tlog',
      'custody',
      'store',
      'trust',
      'objects',
      'scan',
      'transport',
      'host',
    ],
    packages: [
      'commander',
      'uuid',
      '@peculiar/x509',
      '@nats-io/nkeys',
      'node:child_process',
      'node:crypto',
      'node:https',
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
