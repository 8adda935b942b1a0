import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who read many cases is named in the role in which the log says that they were read: a supervisor and whoever decides on
 * evidence read at a desk too. The role stands in the leaves of the reads; a leaf is opened only once somebody is noticed.
 */
export class ReaderRoles1764000000064 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Null of what was noticed before.
      alter table access.bulk_reading add column role text;
      create or replace function access.note_reading() returns trigger
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
            insert into access.bulk_reading (officer, service, threads, role)
              select who.officer, who.service, much, convert_from(e.leaf, 'UTF8')::jsonb #>> '{actor,role}'
              from recorded e
              where e.officer = who.officer and e.service = who.service and e.thread is not null
                and e.typ in ('item.viewed', 'item.exported')
              order by e.id desc limit 1;
          end if;
        end loop;
        return null;
      end $$;`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('what was read is not undone; restore a backup instead'));
  }
}
