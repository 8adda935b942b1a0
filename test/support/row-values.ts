import { createHash, randomBytes } from 'node:crypto';
import { v7 } from 'uuid';
import { SEALED_CHUNK_BYTES } from '#objects';
import { leafHash } from '#tlog';
import type { Connection } from '#store';
import { ownerOf } from './postgres.js';
import { ofSuite } from './suite.js';

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

// Values for columns whose type, checks and name do not define a valid value.
const ofTables: Readonly<Record<string, Readonly<Record<string, Value>>>> = {
  // Exactly one of the two counts is set.
  'access.bulk_reading': { threads: ({ listed }) => (listed == null ? 1 : undefined) },
  'cases.dispatch': { kind: constant('request') },
  // The first State of the path reports it.
  'cases.glass_there': {
    way: constant(['XB']),
    state: ({ way }) => (way as readonly string[])[0],
  },
  // First state of a package.
  'cases.package': { state: constant('ASKED') },
  'cases.waiver': { rule: constant('TIM-02') },
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

const ofNames: Readonly<Record<string, Value>> = {
  'authority text': constant('border-police'),
  'compartment text': constant('ENFORCEMENT'),
  'evidence_sha256 text': hex(64),
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

const counts = ofSuite(() => new Map<string, number>());
const next = (name: string): number => {
  const n = (counts().get(name) ?? 0) + 1;
  counts().set(name, n);
  return n;
};

function fromChecks({ name: table, checks }: Table, { name, unique }: Column): unknown {
  for (const check of checks) {
    const list = new RegExp(`\\(${name} = ANY \\(ARRAY\\[([^\\]]*)\\]`).exec(check)?.[1];
    const words = [...(list ?? '').matchAll(/'([^']*)'/g)].map(([, word]) => word);
    // The first allowed word; in turn when the word alone is the key.
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

export const tableValue = (table: Table, column: string): Value | undefined =>
  ofTables[table.name]?.[column];

export const ownValues = (table: Table): string[] => Object.keys(ofTables[table.name] ?? {});

export const saidValues: readonly string[] = Object.entries(ofTables).flatMap(([table, columns]) =>
  Object.keys(columns).map((column) => `${table}.${column}`),
);

export function generalValue(table: Table, column: Column): unknown {
  const checked = fromChecks(table, column);
  // A number in a key is counted up from its minimum.
  if (typeof checked === 'number' && column.keyed)
    return checked + next(`${table.name}.${column.name}`) - 1;
  return checked ?? ofNames[`${column.name} ${column.type}`]?.({}) ?? ofType(table.name, column);
}

export interface Column {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly identity: boolean;
  readonly defaulted: boolean;
  readonly keyed: boolean;
  readonly unique: boolean;
  readonly readable: boolean;
}

export interface Reference {
  readonly column: string;
  readonly table: string;
  readonly target: string;
}

export interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly primaryKey: readonly string[];
  readonly references: readonly Reference[];
  readonly checks: readonly string[];
}

export type Runner =
  | { query<T extends object>(sql: string, params?: readonly unknown[]): Promise<T[]> }
  | { sql<T extends object>(sql: string, params?: readonly unknown[]): Promise<T[]> };

export type Place = Connection | Runner;

export function runIn<T extends object>(
  place: Place,
  sql: string,
  params: readonly unknown[],
): Promise<T[]> {
  if ('query' in place) return place.query<T>(sql, params);
  if ('sql' in place) return place.sql<T>(sql, params);
  return ownerOf(place).query<T>(sql, params);
}

const ours = `n.nspname !~ '^pg_' and n.nspname <> all ('{information_schema,kept}')`;
const named = `format('%s.%s', n.nspname, c.relname)`;

const catalogueSql = `
  with keys as (
    select indrelid, string_to_array(indkey::text, ' ')::smallint[] as columns, indisprimary from pg_index where indisunique and indexprs is null)
  select ${named} as name,
    (select json_agg(json_build_object(
       'name', a.attname, 'type', format_type(a.atttypid, null),
       'required', a.attnotnull and not a.atthasdef and a.attidentity = '' and a.attgenerated = '',
       'identity', a.attidentity <> '' or a.attgenerated <> '', 'defaulted', a.atthasdef,
       'keyed', exists (select from keys where indrelid = c.oid and a.attnum = any (columns)),
       'unique', exists (select from keys where indrelid = c.oid and columns = array[a.attnum]),
       'readable', has_column_privilege(c.oid, a.attnum, 'SELECT')) order by a.attnum)
     from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
    (select coalesce(json_agg(a.attname), '[]') from keys join pg_attribute a on a.attrelid = c.oid
     where indrelid = c.oid and indisprimary and a.attnum = any (keys.columns)) as "primaryKey",
    (select coalesce(json_agg(json_build_object('column', a.attname, 'target', b.attname,
       'table', r.relnamespace::regnamespace || '.' || r.relname)), '[]')
     from pg_constraint k join pg_class r on r.oid = k.confrelid
       join pg_attribute a on a.attrelid = c.oid and a.attnum = k.conkey[1]
       join pg_attribute b on b.attrelid = r.oid and b.attnum = k.confkey[1]
     where k.conrelid = c.oid and k.contype = 'f' and cardinality(k.conkey) = 1) as references,
    (select coalesce(json_agg(pg_get_constraintdef(k.oid) order by k.conname), '[]')
     from pg_constraint k where k.conrelid = c.oid and k.contype = 'c') as checks
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p') and ${ours}`;

type Catalogue = ReadonlyMap<string, Table>;

const catalogues = new WeakMap<object, Promise<Catalogue>>();
const databases = ofSuite(() => new Map<string, object>());

function keyOf(place: Place): object {
  if ('query' in place || 'sql' in place) return place;
  const name = `${place.socketDir} ${place.port} ${place.database} ${place.user}`;
  const key = databases().get(name) ?? {};
  databases().set(name, key);
  return key;
}

const read = async (place: Place): Promise<Catalogue> =>
  new Map((await runIn<Table>(place, catalogueSql, [])).map((table) => [table.name, table]));

export async function catalogueOf(place: Place): Promise<Catalogue> {
  const key = keyOf(place);
  const known = catalogues.get(key) ?? read(place);
  catalogues.set(key, known);
  try {
    return await known;
  } catch (error) {
    catalogues.delete(key);
    throw error;
  }
}

export async function tableOf(place: Place, name: string): Promise<Table> {
  const table = (await catalogueOf(place)).get(name);
  if (table === undefined) throw new Error(`the database has no table ${name}`);
  return table;
}
