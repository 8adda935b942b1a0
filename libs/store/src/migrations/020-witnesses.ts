import type { MigrationInterface, QueryRunner } from 'typeorm';
import { databaseServices, grant, insertOnly } from './grants.js';

/** Neighbours witness each other's custody logs: what is offered, what was cosigned, what proves a fork. */
export class Witnesses1764000000020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What the audit service wants said to a neighbour; the sealer signs and sends it. Newer replaces older.
      create table mailbox.statement_due (
        link_id text not null,
        kind text not null,
        body jsonb not null,
        at timestamptz not null default clock_timestamp(),
        primary key (link_id, kind)
      );
      -- What a neighbour's State said about logs, signature verified, until the audit service has judged it.
      create table mailbox.statement_heard (
        link_id text not null,
        kind text not null,
        peer text not null,
        issued_at timestamptz not null,
        body jsonb not null,
        -- Of the first that waits: whoever says more than others is not judged before them.
        heard_at timestamptz not null default clock_timestamp(),
        primary key (link_id, kind)
      );

      -- As a witness: the newest checkpoint of a neighbour's log that we cosigned, as its log signed it. Never goes back.
      -- By State too: the origin is what the neighbour itself calls its log, and it may take the name of another's.
      create table journal.witnessed (
        peer text not null,
        origin text not null,
        link_id text not null,
        size bigint not null check (size >= 0),
        root bytea not null check (octet_length(root) = 32),
        note text not null,
        -- When the neighbour said it made the offer: what it made before that is only late.
        offered_at timestamptz not null,
        cosigned_at timestamptz not null default clock_timestamp(),
        primary key (peer, origin)
      );
      create index on journal.witnessed (link_id);
      create function journal.check_witnessed() returns trigger language plpgsql as $$
      begin
        if tg_op = 'UPDATE' and new.origin = old.origin and new.peer = old.peer
           and (new.size > old.size or (new.size = old.size and new.root = old.root)) then
          return new;
        end if;
        raise exception 'LIAISE_INSERT_ONLY: what was cosigned stays cosigned' using errcode = '42501';
      end $$;
      create trigger journal_witnessed_grows before update or delete on journal.witnessed
        for each row execute function journal.check_witnessed();
      create trigger journal_witnessed_no_truncate before truncate on journal.witnessed
        for each statement execute function ops.refuse_change();

      -- Checkpoints of neighbours that came with receipts and are not yet proven to begin a cosigned tree.
      create table journal.peer_checkpoint (
        peer text not null,
        origin text not null,
        size bigint not null,
        root bytea not null,
        note text not null,
        seen_at timestamptz not null default clock_timestamp(),
        asked_at timestamptz,
        -- An offer that goes on from this size or a larger one shows that the question for the proof has arrived.
        asked_size bigint,
        primary key (peer, origin, size, root)
      );

      -- Our own log: how far each neighbour has cosigned it, and what it wants proven next.
      create table journal.witness (
        link_id text primary key,
        size bigint not null default 0,
        prove jsonb not null default '[]',
        answered_at timestamptz
      );
      create table journal.cosignature (
        size bigint not null,
        -- Name and key id of the witness's key.
        witness text not null,
        -- Signature line (tlog-cosignature) that follows the note of that size.
        line text not null,
        unix_seconds bigint not null,
        at timestamptz not null default clock_timestamp(),
        primary key (size, witness)
      );
      create index on journal.cosignature (witness, size);
      ${insertOnly('journal.cosignature')}

      -- Two notes by one log that cannot both be honest, kept for whoever must judge it.
      create table journal.evidence (
        id uuid primary key,
        -- The State that showed the second note.
        peer text not null,
        origin text not null,
        code text not null check (code in ('FORK', 'ROLLED_BACK', 'INCONSISTENT', 'UNPROVEN', 'REPLACED')),
        first text not null,
        second text not null,
        at timestamptz not null default clock_timestamp()
      );
      create index on journal.evidence (peer, origin, code, at);
      create index on journal.evidence (at);
      ${insertOnly('journal.evidence')}

      -- A witness has shown that this database is not the newest, or that its log has two histories: nothing is signed
      -- on it any more.
      create table journal.halt (
        id uuid primary key,
        code text not null,
        at timestamptz not null default clock_timestamp()
      );
      ${insertOnly('journal.halt')}`);
    const read = ['select'];
    await runner.query(
      [
        grant('mailbox.statement_due', {
          audit: ['select', 'insert', 'update'],
          sealer: ['select', 'delete'],
        }),
        grant('mailbox.statement_heard', {
          opener: ['select', 'insert', 'update'],
          audit: ['select', 'delete'],
        }),
        // Every event of a link names what was known of the neighbour's log.
        grant('journal.witnessed', {
          ...Object.fromEntries(databaseServices.map((service) => [service, read])),
          audit: ['select', 'insert', 'update'],
        }),
        grant('journal.peer_checkpoint', {
          opener: ['select', 'insert'],
          audit: ['select', 'update (asked_at, asked_size)', 'delete'],
        }),
        grant('journal.witness', { audit: ['select', 'insert', 'update'] }),
        grant('journal.cosignature', {
          ...Object.fromEntries(databaseServices.map((service) => [service, read])),
          audit: ['select', 'insert'],
        }),
        grant('journal.evidence', { audit: ['select', 'insert'] }),
        grant('journal.halt', { audit: ['select', 'insert'] }),
      ].join('\n'),
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('witnesses are not undone; drop the database instead'));
  }
}
