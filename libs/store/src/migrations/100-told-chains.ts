import type { MigrationInterface, QueryRunner } from 'typeorm';
import { databaseServices, grant, insertOnly, roleOf } from './grants.js';

/**
 * Words of the custody log on the State's own chains, for every service that relies on them: their newest entries, and whether
 * their heads are kept outside the database. Nothing else of the log is shown to them.
 */
export class ToldChains1764000000100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const change = `typ in ('admin.change', 'hold.set', 'hold.lifted') and service = 'requests'`;
    const note = `typ = 'admin.change' and service = 'audit'`;
    const roles = databaseServices.map(roleOf).join(', ');
    await runner.query(`
      create index event_change on journal.event (at desc, id desc) where ${change};
      create index event_chain_note on journal.event (at) where ${note};

      -- Every note of the heads as it was written outside the database; by them nothing is judged.
      create table journal.chain_note (
        n bigint generated always as identity primary key,
        note text not null,
        at timestamptz not null default clock_timestamp()
      );
      ${insertOnly('journal.chain_note')}

      create function journal.newest_changes() returns setof bytea
        language sql stable security definer set search_path = pg_catalog
        begin atomic
          select leaf from journal.event where ${change} order by at desc, id desc limit 256;
        end;
      create function journal.keeps_chain_note() returns boolean
        language sql stable security definer set search_path = pg_catalog
        return exists (select from journal.event where ${note}
          and convert_from(leaf, 'UTF8')::jsonb #>> '{data,change}' = 'chain-note:kept');
      grant execute on function journal.newest_changes(), journal.keeps_chain_note() to ${roles};
      ${grant('journal.chain_note', { audit: ['insert'] })}`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('what is compared with the log is not undone'));
  }
}
