import pg from 'pg';
import { asAdmin, type Connection } from '#store';

export const tables = `
  create table outbox (id uuid primary key, sealed bytea not null);
  create table inbox (id uuid primary key, sealed bytea not null);
  create table receipt (id uuid primary key, signed bytea not null);
  create table audit (index bigint generated always as identity primary key, body jsonb not null)`;

const intoTable = (table: string, column: string): string =>
  `with fact as (insert into ${table} (id, ${column}) select * from unnest($1::uuid[], $2::bytea[])
     on conflict do nothing returning 1)
   insert into audit (body) select * from unnest($3::jsonb[])`;

const statements = {
  outbox: intoTable('outbox', 'sealed'),
  inbox: intoTable('inbox', 'sealed'),
  receipt: intoTable('receipt', 'signed'),
} as const;

export interface Row {
  readonly id: string;
  readonly bytes: Uint8Array;
}

export const makeTables = (database: Connection): Promise<void> =>
  asAdmin(database, async (admin) => {
    await admin.query(tables);
  });

export class Records {
  readonly #pool: pg.Pool;

  constructor({ socketDir: host, ...database }: Connection) {
    this.#pool = new pg.Pool({ ...database, host, max: 4 });
    // A broken connection fails the running statement and thereby the run.
    this.#pool.on('error', () => undefined);
  }

  async add(table: keyof typeof statements, rows: readonly Row[]): Promise<void> {
    const audit = rows.map(({ id, bytes }) => ({ kind: table, id, bytes: bytes.length }));
    await this.#pool.query({
      name: table,
      text: statements[table],
      values: [rows.map(({ id }) => id), rows.map(({ bytes }) => bytes), audit],
    });
  }
}
