import type { MigrationInterface, QueryRunner } from 'typeorm';
import { databaseServices, grant, roleOf } from './grants.js';

/** Roles, schemas and what every schema uses. */
export class Foundation1764000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const service of databaseServices)
      await runner.query(`do $$ begin
        if not exists (select from pg_roles where rolname = '${roleOf(service)}') then
          create role ${roleOf(service)} nologin;
        end if;
      end $$`);
    await runner.query(`
      revoke all on schema public from public;
      create schema trust; create schema access; create schema cases; create schema mailbox;
      create schema objects; create schema journal; create schema ops;`);
    for (const schema of ['trust', 'access', 'cases', 'mailbox', 'objects', 'journal', 'ops'])
      await runner.query(
        `grant usage on schema ${schema} to ${databaseServices.map(roleOf).join(', ')}`,
      );
    await runner.query(`
      create function ops.refuse_change() returns trigger language plpgsql as $$
      begin
        raise exception 'LIAISE_INSERT_ONLY: % is refused on %.%', tg_op, tg_table_schema, tg_table_name
          using errcode = '42501';
      end $$;

      -- What each service says of itself; the gateway has no database and asks for it over the bus.
      create table ops.service (
        service text primary key,
        pid integer not null,
        version text not null,
        started_at timestamptz not null,
        beat_at timestamptz not null default clock_timestamp(),
        ready boolean not null,
        degraded text[] not null default '{}',
        metrics jsonb not null default '{}'
      );`);
    const all = ['select', 'insert', 'update'] as const;
    await runner.query(
      grant('ops.service', Object.fromEntries(databaseServices.map((service) => [service, all]))),
    );
  }

  down(): Promise<void> {
    return Promise.reject(
      new Error('the first migration is not undone; drop the database instead'),
    );
  }
}
