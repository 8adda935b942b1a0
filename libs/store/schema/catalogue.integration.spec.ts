import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { catalogueOf } from '../../../test/instruments/rights/catalogue.js';
import { TestPostgres } from '../../../test/support/postgres.js';
import { asAdmin, type Connection } from '../src/connection.js';
import { tables } from '../../../test/support/gen/tables.js';
import { migrations } from '../src/migrations.js';

const folder = new URL('catalogue/', import.meta.url);
const committed = new Map(
  readdirSync(fileURLToPath(folder))
    .sort()
    .map((file) => [file.replace(/\.txt$/, ''), readFileSync(new URL(file, folder), 'utf8')]),
);

interface Table {
  readonly columns: Readonly<
    Record<string, { type: string; nullable?: true; default?: true; generated?: true }>
  >;
}

const objectsOf = (texts: ReadonlyMap<string, string>): ReadonlyMap<string, string> =>
  new Map(
    [...texts.values()]
      .flatMap((text) => text.split('\n\n'))
      .map((text) => [text.split('\n', 1).join(), text.trimEnd()]),
  );

let postgres: TestPostgres;
let fresh: Connection;
beforeAll(async () => {
  postgres = await TestPostgres.start();
  fresh = await postgres.database(migrations);
}, 60_000);
afterAll(() => postgres.stop());

describe('catalogue of a fresh database', () => {
  it('is the committed one, schema by schema', async () => {
    const found = await asAdmin(fresh, catalogueOf);
    expect([...found.keys()].sort()).toEqual([...committed.keys()]);
    for (const [schema, text] of found) expect(text).toBe(committed.get(schema));
  }, 60_000);

  it('has the columns of the generated table', async () => {
    const rows = await asAdmin(fresh, (admin) =>
      admin.query<{
        name: string;
        column: string;
        type: string;
        nullable: boolean;
        given: boolean;
      }>(
        `select n.nspname || '.' || c.relname as name, a.attname as column, not a.attnotnull as nullable,
           replace(format_type(a.atttypid, a.atttypmod), 'timestamp with time zone', 'timestamptz') as type,
           a.atthasdef or a.attidentity <> '' as given
         from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
         where c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
           and n.nspname !~ '^(pg_|information_schema$|public$)'
           -- A type that TypeORM has no name for.
           and (c.relname, a.attname) <> ('subject_search', 'transaction')
         order by 1, a.attnum`,
      ),
    );
    const generated = Object.entries(tables as Readonly<Record<string, Table>>)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([name, { columns }]) =>
        Object.entries(columns).map(
          ([column, { type, nullable, default: set, generated: own }]) => ({
            ...{ name, column, type, nullable: nullable === true },
            given: set === true || own === true,
          }),
        ),
      );
    expect(rows.length).toBeGreaterThan(600);
    expect(generated).toEqual(rows);
  });

  it.each([
    ['table cases.note', 'alter table cases.note alter written_at drop not null'],
    ['table cases.note', 'alter table cases.note add more text'],
    ['table cases.note', 'alter table cases.note drop constraint note_thread_fkey'],
    ['table cases.note', 'alter table cases.note disable row level security'],
    ['table cases.note', 'alter table cases.note no force row level security'],
    ['table cases.note', 'drop policy officers on cases.note'],
    ['table cases.note', 'alter policy officers on cases.note using (true)'],
    ['table cases.note', 'alter policy officers on cases.note to public'],
    ['table cases.note', 'grant update (written_at) on cases.note to liaise_inbox'],
    ['table cases.note', 'alter table cases.note owner to liaise_inbox'],
    ['table ops.failure', 'alter table ops.failure alter count set default 2'],
    ['table mailbox.outbox', 'drop index mailbox.outbox_due'],
    ['table mailbox.outbox', 'alter table mailbox.outbox set (fillfactor = 70)'],
    ['table journal.event', 'grant delete on journal.event to liaise_audit'],
    ['table journal.event', 'alter table journal.event disable trigger journal_event_time'],
    ['table journal.tile', 'drop trigger journal_tile_grows on journal.tile'],
    ['table access.listing', 'alter table access.listing set logged'],
    ['sequence journal.pending_position_seq', 'alter sequence journal.pending_position_seq cycle'],
    ['function journal.last_erasure()', 'alter function journal.last_erasure() security invoker'],
    ['function journal.last_erasure()', 'alter function journal.last_erasure() reset search_path'],
    ['function journal.last_erasure()', 'alter function journal.last_erasure() volatile'],
    [
      'function journal.last_erasure()',
      'grant execute on function journal.last_erasure() to public',
    ],
    ['schema cases', 'grant usage on schema cases to public'],
    ['type cases.way', `create type cases.way as enum ('IN', 'OUT')`],
    ['role liaise_opener', 'alter role liaise_opener bypassrls'],
    ['role liaise_sealer', 'grant liaise_sealer to liaise_opener'],
    ['language plpgsql', 'grant usage on language plpgsql to public'],
    ['default rights', 'alter default privileges grant execute on functions to public'],
    ['system function lo_unlink', 'grant execute on function lo_unlink(oid) to public'],
  ])('shows in %s: %s', async (object, statement) => {
    const found = await asAdmin(fresh, async (admin) => {
      await admin.query('begin');
      await admin.query(statement);
      const changed = objectsOf(await catalogueOf(admin));
      // Roles are shared by the cluster; their changes are rolled back as well.
      await admin.query('rollback');
      return changed;
    });
    const before = objectsOf(committed);
    const names = new Set([...before.keys(), ...found.keys()]);
    expect([...names].filter((name) => before.get(name) !== found.get(name))).toEqual([object]);
  });
});
