import type { MigrationInterface, QueryRunner } from 'typeorm';
import { databaseServices, grant } from './grants.js';

/**
 * Failures that stay said for a day, and how often: a forged session, storage that is not what was stored, two histories of one
 * thing. One row for a service and code. Link alarms and forks are found by their time in the log.
 */
export class Failures1764000000103 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const all = (rights: readonly string[]) =>
      Object.fromEntries(databaseServices.map((service) => [service, rights]));
    await runner.query(`
      create table ops.failure (
        service text not null,
        code text not null,
        count bigint not null default 1,
        first_at timestamptz not null default clock_timestamp(),
        last_at timestamptz not null default clock_timestamp(),
        primary key (service, code)
      );
      create index event_link_alarm on journal.event (at)
        where typ in ('link.alarm', 'log.fork.detected');

      -- Link and reason of an alarm, from its leaf. Bytes that are no leaf say nothing: whoever can write such a row must not
      -- keep the others from being counted.
      create function journal.alarm_of(leaf bytea) returns table (link_id text, reason text)
        language plpgsql immutable strict set search_path = pg_catalog as $$
      declare
        said jsonb;
      begin
        said := convert_from(leaf, 'UTF8')::jsonb;
        return query select said #>> '{prev,chan,link}', coalesce(said ->> 'reason', '')
          where said #>> '{prev,chan,link}' is not null;
      exception when data_exception then
        return;
      end $$;
      grant execute on function journal.alarm_of(bytea) to liaise_audit;
      ${grant('ops.failure', all(['select', 'insert', 'update (count, last_at)']))}`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('failures that were noted are not undone'));
  }
}
