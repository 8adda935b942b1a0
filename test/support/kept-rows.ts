import { asAdmin, type Connection } from '#store';

/** Runs `body` for every table of ours, `named` by schema and name; `copy` is where its rows are kept. */
const forEachTable = (body: string): string => `
  do $$ declare named text; copy text; begin
    perform set_config('session_replication_role', 'replica', true); -- no triggers: records may be taken away
    for named, copy in
      select format('%I.%I', n.nspname, c.relname), format('kept.%I', n.nspname || '.' || c.relname)
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind = 'r' and n.nspname <> all ('{pg_catalog,information_schema,kept}')
    loop
      ${body}
    end loop;
  end $$`;

/** Remembers all rows of a database, in it. */
export async function keepRows(database: Connection): Promise<void> {
  await asAdmin(database, async (admin) => {
    await admin.query('create schema kept');
    await admin.query(forEachTable(`execute format('create table %s as table %s', copy, named);`));
  });
}

/** The rows as they were when they were kept: many times cheaper than another copy of the database. */
export async function putRowsBack(database: Connection): Promise<void> {
  await asAdmin(database, (admin) =>
    admin.query(
      forEachTable(`
        execute format('delete from %s', named);
        execute format('insert into %s overriding system value table %s', named, copy);`),
    ),
  );
}
