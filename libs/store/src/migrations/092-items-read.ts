import type { MigrationInterface, QueryRunner } from 'typeorm';

const shown = `typ in ('item.viewed', 'item.exported') and thread is not null`;

/**
 * Whoever carries away very many documents and files of few cases is noticed as who reads many cases is: five hundred of
 * them stand in thirty-nine.
 */
export class ItemsRead1764000000092 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Which documents and attachments each officer was shown of late. For an hour alone: after a crash it begins anew, and no
      -- read waits for the disk for it.
      create unlogged table access.item_read (
        officer text not null,
        item text not null,
        at timestamptz not null,
        primary key (officer, item)
      );
      create index item_read_at on access.item_read (at);
      -- Of reads, how many documents and attachments stood in these cases; null of none, and of lists.
      alter table access.bulk_reading add column items integer;

      -- Forty cases or fifty items within an hour are noticed, and within the same hour every doubling of either.
      create or replace function access.note_reading() returns trigger
        language plpgsql security definer set search_path = pg_catalog as $$
      declare
        who record;
        much integer;
        single integer;
        -- One moment for all rows of the statement: a case that is shown twice is one case.
        moment timestamptz := clock_timestamp();
      begin
        for who in select distinct officer, service from recorded where officer is not null and ${shown} order by officer loop
          -- Two reads at once would each count without the other, and delete what the other has just renewed.
          perform pg_advisory_xact_lock(hashtextextended('access.reading ' || who.officer, 0));
          insert into access.reading as r (officer, thread, at)
            select distinct who.officer, e.thread, moment from recorded e where e.officer = who.officer and ${shown}
            on conflict (officer, thread) do update set at = excluded.at where r.at < excluded.at - interval '1 minute';
          insert into access.item_read as r (officer, item, at)
            select distinct who.officer, i.item, moment
            from recorded e
              cross join lateral (select convert_from(e.leaf, 'UTF8')::jsonb as said offset 0) s
              cross join lateral (select case e.typ when 'item.exported' then s.said #>> '{obj,0,sha256}'
                else s.said #>> '{data,document}' end as item offset 0) i
            where e.officer = who.officer and ${shown} and i.item is not null
            on conflict (officer, item) do update set at = excluded.at where r.at < excluded.at - interval '1 minute';
          delete from access.reading where officer = who.officer and at < moment - interval '1 hour';
          delete from access.item_read where officer = who.officer and at < moment - interval '1 hour';
          select count(*) into much from access.reading where officer = who.officer;
          select count(*) into single from access.item_read where officer = who.officer;
          if (much >= 40 and not exists (select from access.bulk_reading b where b.officer = who.officer
                and b.at > moment - interval '1 hour' and b.threads * 2 > much))
              or (single >= 50 and not exists (select from access.bulk_reading b where b.officer = who.officer
                and b.at > moment - interval '1 hour' and b.items * 2 > single)) then
            insert into access.bulk_reading (officer, service, threads, items, role)
              select who.officer, who.service, much, nullif(single, 0), convert_from(e.leaf, 'UTF8')::jsonb #>> '{actor,role}'
              from recorded e
              where e.officer = who.officer and e.service = who.service and ${shown}
              order by e.id desc limit 1;
          end if;
        end loop;
        return null;
      end $$;

      create or replace function access.forget_listings() returns void
        language sql security definer set search_path = pg_catalog
        begin atomic
          with old as materialized (
            select officer, thread from access.listing where at < clock_timestamp() - interval '1 hour'
            limit 4000 for update skip locked)
          delete from access.listing l using old where l.officer = old.officer and l.thread = old.thread;
          with old as materialized (
            select officer, item from access.item_read where at < clock_timestamp() - interval '1 hour'
            limit 4000 for update skip locked)
          delete from access.item_read l using old where l.officer = old.officer and l.item = old.item;
        end;`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('what was read is not undone; restore a backup instead'));
  }
}
