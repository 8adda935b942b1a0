import type { MigrationInterface, QueryRunner } from 'typeorm';
import { databaseServices, insertOnly, roleOf } from './grants.js';

/** Rights that no step needs are taken away, and what a signed report says stays whole. */
export class LeastRights1764000000026 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Which keys of this machine the log knows: read by the service that told of them.
      create index event_keys on journal.event (service, id) where typ in ('key.enrolled', 'key.revoked');

      -- The one row of the log that every service must see at its start, and no more of it.
      create function journal.last_erasure() returns bytea
        language sql stable security definer set search_path = pg_catalog
        return (select leaf from journal.event where typ = 'erasure.done' and service = 'sealer'
          order by at desc limit 1);

      -- Whoever took over one of these services would read who did what, in every authority's cases.
      revoke select on journal.event from liaise_requests, liaise_inbox, liaise_opener;
      revoke select on journal.disclosure from liaise_requests, liaise_inbox, liaise_opener, liaise_audit;
      revoke insert on journal.disclosure from liaise_audit;
      revoke select on journal.leaf from liaise_opener;
      revoke select on journal.tile from liaise_exchange;
      revoke select on journal.erasure from liaise_opener, liaise_audit;
      revoke select (n, thread, record_sha256) on journal.erasure from liaise_opener;
      revoke select on journal.cosignature, journal.stamp
        from liaise_requests, liaise_inbox, liaise_sealer, liaise_opener, liaise_exchange;

      revoke insert on trust.certificate from liaise_opener;
      revoke select on trust.freshness from liaise_exchange;

      -- Threads begin with a request, at the desk that asks or at the opener; files come by the same desk.
      revoke insert on cases.thread from liaise_inbox;
      revoke insert, delete on cases.upload from liaise_inbox;
      revoke delete on cases.token from liaise_requests, liaise_inbox;
      revoke select on mailbox.link from liaise_requests, liaise_inbox, liaise_exchange;
      -- The opener reads what neighbours wrote: taken over, it forges no arrival and changes no bytes or hashes of one.
      revoke insert, update on mailbox.delivery from liaise_opener;
      grant update (ciphertext, dispatch, kept, opened_at, state, try_after, waits_for) on mailbox.delivery to liaise_opener;
      revoke update on mailbox.chain from liaise_opener;
      revoke insert on mailbox.link, mailbox.link_heard from liaise_opener;
      revoke insert on objects.transfer from liaise_exchange;
      revoke usage on schema cases from liaise_exchange, liaise_audit;
      revoke usage on schema access from liaise_exchange, liaise_sealer, liaise_opener;
      revoke usage on schema objects from liaise_audit;

      -- Nobody calls functions of ours but triggers, nobody brings code of their own, nobody keeps anything outside tables.
      alter default privileges revoke execute on functions from public;
      revoke execute on all functions in schema trust, access, cases, mailbox, objects, journal, ops from public;
      grant execute on function journal.last_erasure() to liaise_requests, liaise_inbox, liaise_sealer;
      revoke usage on language plpgsql, sql from public;
      do $$ declare f regprocedure; begin
        for f in select oid from pg_proc where pronamespace = 'pg_catalog'::regnamespace
            and (proname ~ '^(lo_|lowrite$|loread$)' or proname = 'pg_logical_emit_message') loop
          execute format('revoke execute on function %s from public', f);
        end loop;
      end $$;`);
    await runner.query(ownEvents);
    await runner.query(signedReports);
    await runner.query(insertOnly('mailbox.quarantine'));
  }

  down(): Promise<void> {
    return Promise.reject(new Error('rights are not undone; drop the database instead'));
  }
}

/**
 * Whoever took over one service speaks for that one alone: one row of another's name, such as an erasure that never was,
 * would keep everybody from reading. The owner is bound by the signatures in the leaves.
 */
const ownEvents = `
  create function journal.check_service() returns trigger language plpgsql as $$
  begin
    if current_user = any (array['${databaseServices.map(roleOf).join("', '")}'])
       and current_user <> 'liaise_' || new.service then
      raise exception 'LIAISE_EVENT_SERVICE: % records no event of %', current_user, new.service using errcode = '42501';
    end if;
    return new;
  end $$;
  create trigger journal_event_service before insert on journal.event
    for each row execute function journal.check_service();`;

/** Else a phase set back, or a number of differences made smaller, would let another report follow. */
const signedReports = `
  create or replace function journal.check_reconciliation() returns trigger language plpgsql as $$
  begin
    if tg_op = 'UPDATE' and (new.link_id, new.day, new.part) = (old.link_id, old.day, old.part)
       and (old.phase <> 'SIGNED' or (
         (new.phase, new.own, new.peer, new.report, new.differences, new.started_at)
           is not distinct from (old.phase, old.own, old.peer, old.report, old.differences, old.started_at)
         and (old.peer_statement is null or new.peer_statement = old.peer_statement)
         -- Said again, because it did not arrive, it is signed again: both statements are kept.
         and (old.own_statement is null or new.own_statement is not null))) then
      return new;
    end if;
    raise exception 'LIAISE_INSERT_ONLY: a signed report stays' using errcode = '42501';
  end $$;`;
