import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant, insertOnly } from './grants.js';

const requests = (of: string): string => `
  insert into journal.request
    select e.id, (d.said ->> 'composedAt')::timestamptz, d.said ->> 'peer'
    from ${of} e cross join lateral (select convert_from(e.leaf, 'UTF8')::jsonb -> 'data' as said offset 0) d
    where e.typ = 'case.opened' and d.said ->> 'composedAt' is not null and d.said ->> 'peer' is not null`;

/** The requests of a period are found by when their officers signed them: what statistics cost goes by the period alone. */
export class RequestsByTime1764000000091 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table journal.request (
        event uuid primary key,
        composed_at timestamptz not null,
        peer text not null
      );
      ${requests('journal.event')};
      create index request_composed on journal.request (composed_at, event) include (peer);
      ${insertOnly('journal.request')}
      -- With the rights of the owner and from the leaf itself: no service can keep a request out of the figures. Bytes that
      -- are no leaf are no request.
      create function journal.note_requests() returns trigger
        language plpgsql security definer set search_path = pg_catalog as $$
      begin
        if exists (select from recorded where typ = 'case.opened') then
          ${requests('recorded')};
        end if;
        return null;
      exception when data_exception then
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
