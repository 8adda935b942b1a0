import { asAdmin, type Admin, type Connection, type DatabaseService, StoreError } from '#store';

interface Column {
  readonly table: string;
  readonly name: string;
  readonly identity: boolean;
}

const ours = `nspname !~ '^pg_' and nspname <> 'information_schema'`;

export async function tablesOf(database: Connection): Promise<ReadonlyMap<string, Column[]>> {
  const rows = await asAdmin(database, (admin) =>
    admin.query<Column>(
      `select n.nspname || '.' || c.relname as table, a.attname as name, a.attidentity <> '' as identity
       from pg_class c
       join pg_namespace n on n.oid = c.relnamespace
       join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
       where ${ours} and c.relkind in ('r', 'p', 'v', 'm', 'f')
       order by 1, a.attnum`,
    ),
  );
  if (rows.every(({ table }) => table === 'public.liaise_migrations'))
    throw new Error('no table is seen');
  const tables = new Map<string, Column[]>();
  for (const row of rows) tables.set(row.table, [...(tables.get(row.table) ?? []), row]);
  return tables;
}

export async function definersOf(
  database: Connection,
  services: readonly DatabaseService[],
): Promise<Record<string, readonly string[]>> {
  const rows = await asAdmin(database, (admin) =>
    admin.query<{ name: string; callers: string[] }>(
      `select p.oid::regprocedure::text as name, array(
         select s from unnest($1::text[], $2::text[]) with ordinality as r (s, role, n)
         where has_function_privilege(role, p.oid, 'execute')
           and has_schema_privilege(role, p.pronamespace, 'usage') order by n) as callers
       from pg_proc p join pg_namespace n on n.oid = p.pronamespace
       where ${ours} and p.prosecdef and p.prorettype <> 'trigger'::regtype order by 1`,
      [services, services.map((service) => `liaise_${service}`)],
    ),
  );
  return Object.fromEntries(rows.map(({ name, callers }) => [name, callers]));
}

export async function triggersOf(database: Connection): Promise<Record<string, string>> {
  const rows = await asAdmin(database, (admin) =>
    admin.query<{ table: string; bits: number }>(
      `select tgrelid::regclass::text as table, bit_or(tgtype)::int as bits from pg_trigger
       where not tgisinternal and tgenabled in ('O', 'A') group by 1`,
    ),
  );
  const verbs = [
    [4, 'insert'],
    [16, 'update'],
    [8, 'delete'],
    [32, 'truncate'],
  ] as const;
  const named = (bits: number): string =>
    verbs.flatMap(([bit, verb]) => ((bits & bit) === 0 ? [] : [verb])).join(', ');
  return Object.fromEntries(rows.map(({ table, bits }) => [table, named(bits)]));
}

/**
 * Tries `sql` in a transaction of its own, which is rolled back. One message per try. After a refusal the transaction stays
 * failed; the next try rolls it back first.
 */
export async function attempt(as: Admin, sql: string): Promise<string> {
  try {
    await as.query(`rollback; begin; ${sql}; rollback`);
    return 'done';
  } catch (error) {
    if (error instanceof StoreError) return error.code;
    const { code } = error as { code?: unknown };
    return code === '42501' ? 'STORE_DENIED' : `SQLSTATE ${String(code)}`;
  }
}

const isAllowed = (outcome: string): boolean => {
  if (outcome !== 'done' && outcome !== 'STORE_DENIED') throw new Error(outcome);
  return outcome === 'done';
};

async function columnsFor(
  as: Admin,
  columns: readonly Column[],
  sql: (names: readonly string[]) => string,
): Promise<string> {
  const names = columns.map(({ name }) => name);
  if (isAllowed(await attempt(as, sql(names)))) return 'all';
  const some: string[] = [];
  for (const name of names) if (isAllowed(await attempt(as, sql([name])))) some.push(name);
  return some.length === 0 ? '' : `(${some.sort().join(', ')})`;
}

/**
 * Lists the rights of `as` on `table`, found by trying statements and rolling back. Column names follow a right that covers
 * only some columns.
 */
export async function rightsOn(
  as: Admin,
  table: string,
  columns: readonly Column[],
): Promise<string> {
  const given = columns.filter(({ identity }) => !identity);
  const list = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ');
  const found: string[] = [];
  const add = (verb: string, which: string): void => {
    if (which !== '') found.push(which === 'all' ? verb : `${verb} ${which}`);
  };
  add(
    'select',
    await columnsFor(as, columns, (names) => `select ${list(names)} from ${table} limit 0`),
  );
  add(
    'insert',
    await columnsFor(as, given, (names) => {
      const types = names.map((name) => `(null::${table})."${name}"`).join(', ');
      return `insert into ${table} (${list(names)}) select ${types} where false`;
    }),
  );
  add(
    'update',
    await columnsFor(as, given, (names) => {
      const set = names.map((name) => `"${name}" = null`).join(', ');
      return `update ${table} set ${set} where false`;
    }),
  );
  if (isAllowed(await attempt(as, `delete from ${table} where false`))) found.push('delete');
  if (isAllowed(await attempt(as, `truncate ${table}`))) found.push('truncate');
  return found.join(', ');
}

export async function catalogue(database: Connection): Promise<string> {
  const rows = await asAdmin(database, (admin) =>
    admin.query<{ text: string }>(
      `select string_agg(t, E'\\n' order by t) as text from (
         select format('%s %s %s %s %s', oid::regclass, relkind, relowner, relacl, relrowsecurity) as t
           from pg_class where relnamespace::regnamespace::text !~ '^pg_(temp|toast)'
         union all select format('%s %s', oid, attacl) from pg_class join pg_attribute on attrelid = oid
           where attacl is not null
         union all select format('%s %s %s', tgrelid::regclass, tgname, tgenabled) from pg_trigger
         union all select format('%s %s %s', oid::regprocedure, proacl, prosecdef) from pg_proc
         union all select format('%s %s', nspname, nspacl) from pg_namespace where nspname !~ '^pg_(temp|toast)'
         union all select format('%s %s %s %s', rolname, rolsuper, rolcreaterole, rolbypassrls) from pg_roles
         union all select format('%s %s', roleid, member) from pg_auth_members
         union all select format('%s %s', polname, polrelid) from pg_policy
         union all select format('%s %s', extname, extversion) from pg_extension
         union all select format('large %s', oid) from pg_largeobject_metadata
         union all select format('%s %s', datname, datacl) from pg_database) x`,
    ),
  );
  return rows[0]?.text ?? '';
}
