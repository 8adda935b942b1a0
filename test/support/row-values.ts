import { createHash, randomBytes } from 'node:crypto';
import { v7 } from 'uuid';
import { SEALED_CHUNK_BYTES } from '#objects';
import { leafHash } from '#tlog';
import type { Column, Table } from './row-columns.js';

export type Members = Readonly<Record<string, unknown>>;
type Value = (row: Members) => unknown;

const constant =
  (value: unknown): Value =>
  () =>
    value;
const hex =
  (digits: number): Value =>
  () =>
    randomBytes(digits / 2).toString('hex');
const fingerprint: Value = () => randomBytes(20).toString('hex').toUpperCase();

/** Where neither the type nor a check nor the name of a column says what its value must be. */
const ofTables: Readonly<Record<string, Readonly<Record<string, Value>>>> = {
  // One of the two counts is there, and only one.
  'access.bulk_reading': { threads: ({ listed }) => (listed == null ? 1 : undefined) },
  'cases.dispatch': { kind: constant('request') },
  // The first State of the way is the one that tells of it.
  'cases.glass_there': {
    way: constant(['XB']),
    state: ({ way }) => (way as readonly string[])[0],
  },
  'cases.recall': { items: () => [v7()] },
  'cases.thread': { state: constant('IN_PROGRESS'), request_type: constant('INFORMATION') },
  'journal.event': {
    leaf: () => Buffer.from(v7()),
    leaf_hash: ({ leaf }) => leafHash(leaf as Uint8Array),
    service: constant('inbox'),
  },
  'journal.stamp': { authority: constant('tsa1') },
  'journal.stamp_material': {
    der: () => randomBytes(32),
    sha256: ({ der }) =>
      createHash('sha256')
        .update(der as Uint8Array)
        .digest(),
  },
  'journal.witnessed': { origin: () => `xb.example/${v7()}` },
  'mailbox.receipt_due': { stage: constant('DELIVERED') },
  'mailbox.receipt_in': { stage: constant('DELIVERED') },
  'objects.transfer': { ciphertext_size: ({ chunks }) => (chunks as number) * SEALED_CHUNK_BYTES },
  'ops.held_subkey': { key: fingerprint },
  'trust.certificate': { certificate: () => randomBytes(32) },
  'trust.entry': { root: fingerprint },
  'trust.freshness': { root: fingerprint },
};

/** Values of columns that mean the same in every table, by name and type. */
const ofNames: Readonly<Record<string, Value>> = {
  'authority text': constant('border-police'),
  'compartment text': constant('ENFORCEMENT'),
  'fingerprint text': fingerprint,
  'halt text': hex(64),
  'head text': hex(64),
  'key_epoch integer': constant(1),
  'link_id text': hex(32),
  'message_id text': hex(32),
  'origin text': constant('xb.example/log'),
  'parts smallint': constant(1),
  'peer text': constant('XB'),
  'peer_authority text': constant('police'),
  'priority smallint': constant(2),
  'root bytea': () => randomBytes(32),
  'root text': hex(64),
  'state text': constant('XB'),
};

const counts = new Map<string, number>();
const next = (name: string): number => {
  const n = (counts.get(name) ?? 0) + 1;
  counts.set(name, n);
  return n;
};

/** What the checks of a table say of one column: an allowed word, its length, its least number. */
function fromChecks({ name: table, checks }: Table, { name, unique }: Column): unknown {
  for (const check of checks) {
    const list = new RegExp(`\\(${name} = ANY \\(ARRAY\\[([^\\]]*)\\]`).exec(check)?.[1];
    const words = [...(list ?? '').matchAll(/'([^']*)'/g)].map(([, word]) => word);
    // The first, unless the word alone is the key: then each in turn.
    if (words.length > 0) return words[unique ? (next(`${table}.${name}`) - 1) % words.length : 0];
    const length = new RegExp(`octet_length\\(${name}\\) = (\\d+)`).exec(check)?.[1];
    if (length !== undefined) return randomBytes(Number(length));
    const [, sign, least] = new RegExp(`\\(${name} (>=?) (\\d+)\\)`).exec(check) ?? [];
    if (least !== undefined) return Number(least) + (sign === '>' ? 1 : 0);
  }
  return undefined;
}

function ofType(table: string, { name, type, keyed }: Column): unknown {
  if (type.endsWith('[]')) return [];
  switch (type) {
    case 'uuid':
      return v7();
    case 'text':
    case 'character varying':
      if (/(^|_)sha(256|512)$/.test(name)) return hex(name.endsWith('512') ? 128 : 64)({});
      return keyed ? `${name}-${next(`${table}.${name}`)}` : name;
    case 'smallint':
    case 'integer':
    case 'bigint':
      return keyed ? next(`${table}.${name}`) : 0;
    case 'boolean':
      return false;
    case 'bytea':
      return randomBytes(32);
    case 'timestamp with time zone':
      return 'now';
    case 'date':
      return 'today';
    case 'jsonb':
      return {};
    default:
      throw new Error(
        `${table}.${name} is of type ${type}: say its value in test/support/row-values.ts`,
      );
  }
}

/** Value of a column that is said for its table, before what a parent or a check says. */
export const tableValue = (table: Table, column: string): Value | undefined =>
  ofTables[table.name]?.[column];

/** Those columns, in the order in which their values follow from each other. */
export const ownValues = (table: Table): string[] => Object.keys(ofTables[table.name] ?? {});

/** Tables and columns of which a value is said here. */
export const saidValues: readonly string[] = Object.entries(ofTables).flatMap(([table, columns]) =>
  Object.keys(columns).map((column) => `${table}.${column}`),
);

/**
 * A valid value of a column.
 * @throws Error for a type that nobody has a value of yet
 */
export function generalValue(table: Table, column: Column): unknown {
  const checked = fromChecks(table, column);
  // A number that is a key as well is counted up from the least one.
  if (typeof checked === 'number' && column.keyed)
    return checked + next(`${table.name}.${column.name}`) - 1;
  return checked ?? ofNames[`${column.name} ${column.type}`]?.({}) ?? ofType(table.name, column);
}
