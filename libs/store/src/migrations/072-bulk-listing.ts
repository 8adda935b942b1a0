import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Whoever is shown very many cases in lists is noticed as who reads many is: subject lines, states and references of thousands
 * can be carried away by paging, and no case is opened for it.
 */
export class BulkListing1764000000072 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Which cases each officer was shown in lists of late. For an hour alone: after a crash it begins anew, and no list waits
      -- for the disk for it.
      create unlogged table access.listing (
        officer text not null,
        thread uuid not null,
        at timestamptz not null,
        primary key (officer, thread)
      );
      -- One of both: so many were read, or so many were shown in lists.
      alter table access.bulk_reading
        add column listed integer,
        alter column threads drop not null,
        add check ((threads is null) <> (listed is null));

      -- With the rights of the owner: no service can take back what it has noticed. Different cases count: who looks at the same
      -- page again and again is shown nothing more. Five hundred within an hour are noticed, and every doubling until 4,000; beyond
      -- that nothing is new.
      create function access.note_listing(as_role text, shown uuid[]) returns void
        language plpgsql security definer set search_path = pg_catalog as $$
      declare
        who text := current_setting('liaise.officer', true);
        moment timestamptz := clock_timestamp();
        much integer;
      begin
        -- A list that is looked at again costs this look, and writes nothing.
        if coalesce(who, '') = '' or not exists (select from unnest(shown) as s (thread)
            where coalesce((select l.at from access.listing l where l.officer = who and l.thread = s.thread), '-infinity')
              <= moment - interval '30 minutes') then
          return;
        end if;
        -- Two lists at once would each count without the other.
        perform pg_advisory_xact_lock(hashtextextended('access.listing ' || who, 0));
        delete from access.listing where officer = who and at < moment - interval '1 hour';
        select count(*) into much from access.listing where officer = who;
        if much >= 4000 then
          return;
        end if;
        insert into access.listing (officer, thread, at)
          select distinct who, s.thread, moment from unnest(shown) as s (thread)
          on conflict (officer, thread) do update set at = excluded.at;
        select count(*) into much from access.listing where officer = who;
        if much >= 500 and not exists (select from access.bulk_reading b
            where b.officer = who and b.at > moment - interval '1 hour' and b.listed * 2 > much) then
          insert into access.bulk_reading (officer, service, listed, role)
            values (who, replace(session_user, 'liaise_', ''), much, as_role);
        end if;
      end $$;
      revoke execute on function access.note_listing(text, uuid[]) from public;
      grant execute on function access.note_listing(text, uuid[]) to liaise_requests, liaise_inbox;`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('what was shown is not undone; restore a backup instead'));
  }
}
