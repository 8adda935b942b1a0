import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant, insertOnly } from './grants.js';

const uuid7 = `'^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab]'`;
const requests = (of: string): string => `
  insert into journal.request
    select e.id, r.composed_at, r.peer from ${of} e cross join lateral journal.request_of(e.leaf) r
    where e.typ = 'case.opened' and e.id::text ~ ${uuid7} and e.thread::text ~ ${uuid7}`;

/** The requests of a period are found by when their officers signed them: what statistics cost goes by the period alone. */
export class RequestsByTime1764000000091 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table journal.request (
        event uuid primary key,
        composed_at timestamptz not null,
        peer text not null
      );
      -- One by one: bytes that are no leaf are no request, and take away none of those beside them. Nor is what the figures
      -- could not read, or what is too long for the index: one service that is captured would end them for the State.
      create function journal.request_of(leaf bytea) returns table (composed_at timestamptz, peer text)
        language plpgsql stable strict set search_path = pg_catalog as $$
      declare
        said jsonb;
      begin
        said := convert_from(leaf, 'UTF8')::jsonb -> 'data';
        if said ->> 'composedAt' ~ '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$' and said ->> 'peer' ~ '^[A-Z]{2}$'
          and said ->> 'side' in ('ASKING', 'ASKED') and jsonb_typeof(said -> 'urgent') = 'boolean'
          and jsonb_typeof(said -> 'requestType') = 'string' and length(said ->> 'requestType') <= 64 then
          composed_at := (said ->> 'composedAt')::timestamptz;
          peer := said ->> 'peer';
          -- A database takes also 24:00:00 and a second 60, which no document has.
          if to_char(composed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') = said ->> 'composedAt' then
            return next;
          end if;
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
