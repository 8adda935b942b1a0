import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant } from './grants.js';

/**
 * Whoever reads many cases within an hour is noticed in the transaction of the read itself, whichever service shows them and
 * by whatever step: an officer who carries a file away, or somebody who has taken over a session.
 */
export class BulkReading1764000000038 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Which cases each officer has read of late, and when last.
      create table access.reading (
        officer text not null,
        thread uuid not null,
        at timestamptz not null,
        primary key (officer, thread)
      );
      create index reading_at on access.reading (officer, at);
      create table access.bulk_reading (
        id bigint generated always as identity primary key,
        officer text not null,
        service text not null,
        at timestamptz not null default clock_timestamp(),
        threads integer not null,
        -- Its entry in the custody log; null until it is written.
        event uuid unique
      );
      create index bulk_reading_officer on access.bulk_reading (officer, at);
      create index bulk_reading_at on access.bulk_reading (at);
      create index bulk_reading_new on access.bulk_reading (id) where event is null;

      -- With the rights of the owner: no service can take back what it has noticed. Forty cases within an hour are noticed,
      -- and within the same hour every doubling.
      create function access.note_reading() returns trigger
        language plpgsql security definer set search_path = pg_catalog as $$
      declare
        who record;
        much integer;
        -- One moment for all rows of the statement: a case that is shown twice is one case.
        moment timestamptz := clock_timestamp();
      begin
        for who in select distinct officer, service from recorded
            where typ in ('item.viewed', 'item.exported') and officer is not null and thread is not null
            order by officer loop
          -- Two reads at once would each count without the other, and delete what the other has just renewed.
          perform pg_advisory_xact_lock(hashtextextended('access.reading ' || who.officer, 0));
          insert into access.reading as r (officer, thread, at)
            select distinct who.officer, e.thread, moment from recorded e
              where e.officer = who.officer and e.thread is not null and e.typ in ('item.viewed', 'item.exported')
            on conflict (officer, thread) do update set at = excluded.at where r.at < excluded.at - interval '1 minute';
          delete from access.reading where officer = who.officer and at < moment - interval '1 hour';
          select count(*) into much from access.reading where officer = who.officer;
          if much >= 40 and not exists (select from access.bulk_reading b where b.officer = who.officer
              and b.at > moment - interval '1 hour' and b.threads * 2 > much) then
            insert into access.bulk_reading (officer, service, threads) values (who.officer, who.service, much);
          end if;
        end loop;
        return null;
      end $$;
      create trigger journal_event_reading after insert on journal.event
        referencing new table as recorded for each statement execute function access.note_reading();
      ${grant('access.bulk_reading', { audit: ['select', 'update (event)'] })}`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('what was read is not undone; restore a backup instead'));
  }
}
