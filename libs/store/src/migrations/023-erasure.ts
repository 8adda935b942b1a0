import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant, insertOnly } from './grants.js';

/**
 * Lawful erasure. The sealer carries it out: it may read every thread's key already, has no network, and parses nothing
 * that a neighbour sent. The database lets go of a key or of a disclosure only for a thread whose erasure is on record.
 */
export class Erasure1764000000023 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const inStep = (step: string): string => `current_setting('liaise.step', true) = '${step}'`;
    await runner.query(`
      alter table trust.entry drop constraint entry_chain_check,
        add constraint entry_chain_check check (chain in ('directory', 'peers', 'retention'));

      -- One row for each line of the file of erasures outside the database; \`n\` is its place there, from 1 on.
      create table journal.erasure (
        n bigint primary key check (n > 0),
        thread uuid not null unique,
        record bytea not null,
        record_sha256 text not null,
        -- Digests in leaves whose salt and value are gone, and SHA-256 of each wrapped key that is gone.
        digests text[] not null,
        keys text[] not null,
        at timestamptz not null default clock_timestamp()
      );
      ${insertOnly('journal.erasure')}
      create index event_erasure_done on journal.event (at) where typ = 'erasure.done';

      alter table cases.thread add column erased_at timestamptz;
      create index thread_epoch on cases.thread (compartment, key_epoch) where key_wrapped is not null;
      create index thread_erased on cases.thread (erased_at) where erased_at is not null;
      create index on cases.attachment (root);

      create function cases.check_erased() returns trigger language plpgsql as $$
      begin
        if old.key_wrapped is not null and new.key_wrapped is null
           and not exists (select from journal.erasure where thread = old.id) then
          raise exception 'LIAISE_INSERT_ONLY: the key of a thread goes with its erasure on record'
            using errcode = '42501';
        end if;
        if old.key_wrapped is null and new.key_wrapped is not null then
          raise exception 'LIAISE_INSERT_ONLY: an erased thread stays erased' using errcode = '42501';
        end if;
        return new;
      end $$;
      create trigger cases_thread_erased before update of key_wrapped on cases.thread
        for each row execute function cases.check_erased();

      create function journal.check_disclosure() returns trigger language plpgsql as $$
      begin
        if tg_op = 'DELETE' and exists (select from journal.event e join journal.erasure r on r.thread = e.thread
            where e.id = old.event) then
          return old;
        end if;
        raise exception 'LIAISE_INSERT_ONLY: a disclosure goes with the erasure of its thread on record'
          using errcode = '42501';
      end $$;
      create trigger journal_disclosure_erased before update or delete on journal.disclosure
        for each row execute function journal.check_disclosure();
      create trigger journal_disclosure_no_truncate before truncate on journal.disclosure
        for each statement execute function ops.refuse_change();

      -- Since when nothing alive is wrapped by the storage key of an epoch; no row while something is, or it is the newest.
      create table ops.storage_epoch (
        compartment text not null check (compartment in ('ENFORCEMENT', 'PROTECTION')),
        epoch integer not null,
        emptied_at timestamptz not null default clock_timestamp(),
        primary key (compartment, epoch)
      );

      -- An order names a thread; who takes it must know that there is one, and for whom.
      create policy orders on cases.thread for select to liaise_requests using (${inStep('append-entry')});
      create policy erasing on cases.upload to liaise_sealer using (${inStep('erase-threads')});
      create policy counting on cases.upload for select to liaise_sealer using (${inStep('rewrap-threads')});`);
    const seen = ['select (n, thread, record_sha256)'];
    await runner.query(
      [
        grant('journal.erasure', {
          sealer: ['select', 'insert'],
          requests: seen,
          inbox: seen,
          opener: seen,
          audit: ['select'],
        }),
        grant('journal.disclosure', { sealer: ['delete'] }),
        grant('cases.thread', {
          sealer: ['update (key_epoch, key_wrapped, summary, erased_at, updated_at)'],
        }),
        grant('cases.dispatch', { sealer: ['update (content)'] }),
        grant('cases.attachment', { sealer: ['update (key_wrapped)'] }),
        grant('cases.token', { sealer: ['select', 'delete'] }),
        grant('cases.upload', { sealer: ['select', 'delete'] }),
        grant('mailbox.delivery', { sealer: ['update (kept, ciphertext)'] }),
        grant('objects.transfer', { sealer: ['update (state, missing, in_flight, updated_at)'] }),
        grant('ops.storage_epoch', { sealer: ['select', 'insert', 'delete'] }),
      ].join('\n'),
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('erasures are not undone'));
  }
}
