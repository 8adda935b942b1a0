import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant, insertOnly } from './grants.js';

const requests = (of: string): string => `
  insert into journal.request
    select e.id, r.composed_at, r.peer from ${of} e cross join lateral journal.request_of(e.leaf) r
    where e.typ = 'case.opened'`;

/** The requests of a period are found by when their officers signed them: what statistics cost goes by the period alone. */
export class RequestsByTime1764000000091 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table journal.request (
        event uuid primary key,
        composed_at timestamptz not null,
        peer text not null
      );
      -- One by one: bytes that are no leaf are no request, and take away none of those beside them.
      create function journal.request_of(leaf bytea) returns table (composed_at timestamptz, peer text)
        language plpgsql stable strict set search_path = pg_catalog as $$
      declare
        said jsonb;
      begin
        said := convert_from(leaf, 'UTF8')::jsonb -> 'data';
        composed_at := (said ->> 'composedAt')::timestamptz;
        peer := said ->> 'peer';
        if composed_at is not null and peer is not null then
          return next;
        end if;
      exception when data_exception then
        return;
      end $$;
      ${requests('journal.event')};
      create index request_composed on journal.request (composed_at, event) include (peer);
      ${insertOnly('journal.request')}
      -- With the rights of the owner and from the leaf itself: no service can keep a request out of the figures.
      create function journal.note_requests() returns trigger
        language plpgsql security definer set search_path = pg_catalog as $$
      begin
        ${requests('recorded')};
        return null;
      end $$;
      create trigger journal_event_requests after insert on journal.event
        referencing new table as recorded for each statement execute function journal.note_requests();
      drop index journal.event_case_opened;
      ${grant('journal.request', { audit: ['select'] })}`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('statistics are not undone; restore a backup instead'));
  }
}
