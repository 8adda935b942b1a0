import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant, insertOnly } from './grants.js';

/** The daily comparison of what two States hold of their link, and the report that both sign. */
export class Reconciliations1764000000024 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table journal.reconciliation (
        link_id text not null,
        day date not null,
        part integer not null,
        phase text not null check (phase in ('OPEN', 'ANSWER', 'SHOW', 'REPORT', 'SIGNED')),
        -- What this State gave in this part, and what the neighbour gave.
        own jsonb not null,
        peer jsonb,
        report text,
        differences integer,
        -- SHA-256 of the two statements that hold the report, each signed by its State.
        own_statement text,
        peer_statement text,
        started_at timestamptz not null default clock_timestamp(),
        updated_at timestamptz not null default clock_timestamp(),
        primary key (link_id, day, part)
      );
      create function journal.check_reconciliation() returns trigger language plpgsql as $$
      begin
        if tg_op = 'UPDATE' and (old.phase <> 'SIGNED' or old.report = new.report) then
          return new;
        end if;
        raise exception 'LIAISE_INSERT_ONLY: a signed report stays' using errcode = '42501';
      end $$;
      create trigger journal_reconciliation_stays before update or delete on journal.reconciliation
        for each row execute function journal.check_reconciliation();
      create trigger journal_reconciliation_no_truncate before truncate on journal.reconciliation
        for each statement execute function ops.refuse_change();

      -- Own statements that are proof: exact bytes as signed.
      create table mailbox.statement_out (
        sha256 text primary key,
        link_id text not null,
        statement bytea not null,
        signature bytea not null,
        signed_at timestamptz not null default clock_timestamp()
      );
      ${insertOnly('mailbox.statement_out')}
      -- Which statement brought what was heard.
      alter table mailbox.statement_heard add column statement_sha256 text;`);
    await runner.query(
      [
        grant('journal.reconciliation', {
          audit: ['select', 'insert', 'update'],
          sealer: ['select', 'update (own_statement)'],
        }),
        grant('mailbox.statement_out', { sealer: ['insert', 'select'], audit: ['select'] }),
        grant('mailbox.receipt_out', { audit: ['select'] }),
        grant('mailbox.link_heard', { audit: ['select'] }),
      ].join('\n'),
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('signed reports are not undone; drop the database instead'));
  }
}
