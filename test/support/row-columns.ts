import { asAdmin, type Connection } from '#store';

/** One column as the catalogue of the database has it. */
export interface Column {
  readonly name: string;
  readonly type: string;
  /** NOT NULL, and the database fills in nothing itself. */
  readonly required: boolean;
  readonly identity: boolean;
  readonly defaulted: boolean;
  /** Alone or with others a unique key. */
  readonly keyed: boolean;
  /** By itself a unique key. */
  readonly unique: boolean;
  /** The role of the connection may select it. */
  readonly readable: boolean;
}

/** A reference to one column of another table. */
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

/** An open connection, a transaction, or a State of a test whose owner runs SQL. */
export type Runner =
  | { query<T extends object>(sql: string, params?: readonly unknown[]): Promise<T[]> }
  | { sql<T extends object>(sql: string, params?: readonly unknown[]): Promise<T[]> };

/** Where rows go: a database as its owner, or whatever runs SQL in it. */
export type Place = Connection | Runner;

export function runIn<T extends object>(
  place: Place,
  sql: string,
  params: readonly unknown[],
): Promise<T[]> {
  if ('query' in place) return place.query<T>(sql, params);
  if ('sql' in place) return place.sql<T>(sql, params);
  return asAdmin(place, (admin) => admin.query<T>(sql, params));
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
/** One object for all connections of a role to a database. */
const databases = new Map<string, object>();

function keyOf(place: Place): object {
  if ('query' in place || 'sql' in place) return place;
  const name = `${place.socketDir} ${place.port} ${place.database} ${place.user}`;
  const key = databases.get(name) ?? {};
  databases.set(name, key);
  return key;
}

const read = async (place: Place): Promise<Catalogue> =>
  new Map((await runIn<Table>(place, catalogueSql, [])).map((table) => [table.name, table]));

/** Tables of a database, read once for each database or connection; read again after an attempt that failed. */
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

/** @throws Error when the database has no such table */
export async function tableOf(place: Place, name: string): Promise<Table> {
  const table = (await catalogueOf(place)).get(name);
  if (table === undefined) throw new Error(`the database has no table ${name}`);
  return table;
}
