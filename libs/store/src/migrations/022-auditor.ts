import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant, insertOnly } from './grants.js';

/** What auditors ask by: which events an item stands in, what an officer did, what passed between us and a State. */
export class Auditor1764000000022 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The items that a leaf names: document and message ids (16 bytes), SHA-256 of objects (32), a State (2). Read from
      -- the leaf itself, so that no service can keep an event out of an answer. Bytes that are no leaf name nothing.
      create function journal.items_of(leaf bytea) returns setof bytea
        language plpgsql immutable strict set search_path = pg_catalog as $$
      declare
        said jsonb;
      begin
        said := convert_from(leaf, 'UTF8')::jsonb;
        return query
          select distinct decode(replace(x.hex, '-', ''), 'hex') from (
            select said #>> '{data,document}' as hex
            union all select said #>> '{data,messageId}'
            union all select said #>> '{data,documentSha256}'
            union all select o ->> 'sha256' from jsonb_array_elements(said -> 'obj') o) x
          where x.hex ~ '^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32}|[0-9a-f]{64})$'
          union
          select convert_to(said #>> '{prev,chan,peer}', 'UTF8')
          where said #>> '{prev,chan,peer}' ~ '^[A-Z]{2}$';
      exception when data_exception then
        return;
      end $$;

      -- Event ids are UUIDs of version 7 made from the time in the leaf: in their order events are in order of time.
      create table journal.mention (
        item bytea not null,
        event uuid not null,
        primary key (item, event)
      );
      insert into journal.mention select i, e.id from journal.event e, journal.items_of(e.leaf) i;
      ${insertOnly('journal.mention')}
      -- With the rights of the owner: no service can enter a mention by itself. All rows of a statement at once, which is
      -- many times faster; one by one only when bytes that are no leaf are among them.
      create function journal.note_mentions() returns trigger
        language plpgsql security definer set search_path = pg_catalog as $$
      begin
        insert into journal.mention
          select x.item, e.id from recorded e
            cross join lateral (select convert_from(e.leaf, 'UTF8')::jsonb as said offset 0) s
            cross join lateral (
              select decode(replace(i.hex, '-', ''), 'hex') as item from (
                select s.said #>> '{data,document}' as hex
                union all select s.said #>> '{data,messageId}'
                union all select s.said #>> '{data,documentSha256}'
                union all select o ->> 'sha256' from jsonb_array_elements(s.said -> 'obj') o) i
              where i.hex is not null
              union all
              select convert_to(s.said #>> '{prev,chan,peer}', 'UTF8') where s.said #> '{prev,chan}' is not null) x
          on conflict do nothing;
        return null;
      exception when data_exception then
        insert into journal.mention select i, e.id from recorded e, journal.items_of(e.leaf) i;
        return null;
      end $$;
      create trigger journal_event_mentions after insert on journal.event
        referencing new table as recorded for each statement execute function journal.note_mentions();

      create index event_thread on journal.event (thread, id) where thread is not null;
      create index event_officer on journal.event (officer, id) where officer is not null;
      create index event_thread_messages on journal.event (thread, message_id)
        where thread is not null and message_id is not null;
      drop index journal.event_thread_at_idx, journal.event_officer_at_idx;
      -- From a dispatch to the message that brought it.
      create index delivery_dispatch on mailbox.delivery (dispatch) where dispatch is not null;
      create index outbox_unanswered on mailbox.outbox (id)
        where not statement and state in ('QUEUED', 'SEALED', 'RELAYED');`);
    await runner.query(grant('journal.mention', { audit: ['select'] }));
  }

  down(): Promise<void> {
    return Promise.reject(
      new Error('what auditors ask by is not undone; drop the database instead'),
    );
  }
}
