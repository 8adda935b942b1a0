import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant, insertOnly } from './grants.js';

/** What leaves and what comes: the row that the last step committed is the baton of the next. */
export class Mailbox1764000000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table mailbox.link (
        link_id text primary key,
        peer text not null,
        -- Number and hash of the last envelope sealed; the row is locked while numbers are given.
        last_seq bigint not null default 0,
        last_envelope text,
        last_rseq bigint not null default 0,
        -- Receipts of ours that the peer has acknowledged, and of the peer's that we have verified without a hole.
        rack_in bigint not null default 0,
        rack_out bigint not null default 0,
        -- The \`rack_in\` last told to the peer, in an envelope or a batch.
        rack_told bigint not null default 0,
        -- Newest checkpoint of the peer that a receipt proved against.
        peer_checkpoint jsonb,
        directory_sent integer not null default 0,
        directory_sent_at timestamptz,
        directory_wanted integer,
        directory_asked_at timestamptz
      );

      create table mailbox.outbox (
        id bigint generated always as identity primary key,
        link_id text not null,
        peer text not null,
        statement boolean not null,
        state text not null check (state in ('QUEUED', 'SEALED', 'RELAYED', 'CLOSED', 'VOID')),
        thread uuid,
        dispatch uuid unique,
        priority smallint not null,
        message_id text unique,
        seq bigint,
        ciphertext bytea,
        ciphertext_sha256 text,
        envelope_sha256 text,
        -- Session key of the sealed message under the thread key: erasing that erases the sender's copy too.
        session_key bytea,
        intent_event uuid,
        outcome text,
        code text,
        attempt integer not null default 0,
        next_attempt_at timestamptz not null default clock_timestamp(),
        queued_at timestamptz not null default clock_timestamp(),
        sealed_at timestamptz,
        relayed_at timestamptz,
        closed_at timestamptz,
        unique (link_id, seq)
      );
      create index outbox_queued on mailbox.outbox (priority, id) where state = 'QUEUED';
      create index outbox_due on mailbox.outbox (priority, next_attempt_at) where state in ('SEALED', 'RELAYED');
      create index outbox_thread on mailbox.outbox (thread, id) where state in ('QUEUED', 'SEALED', 'RELAYED');

      create table mailbox.delivery (
        serial bigint generated always as identity,
        link_id text not null,
        message_id text not null,
        peer text not null,
        statement boolean not null,
        parts smallint not null,
        state text not null check (state in ('PARTIAL', 'RECEIVED', 'WAITING', 'OPENED', 'QUARANTINED')),
        waits_for text,
        try_after timestamptz not null default clock_timestamp(),
        -- Bytes as received; cleared at opening, when they move under the thread key into \`kept\`.
        ciphertext bytea,
        kept bytea,
        ciphertext_sha256 text,
        size integer,
        event uuid,
        dispatch uuid,
        received_at timestamptz not null default clock_timestamp(),
        opened_at timestamptz,
        primary key (link_id, message_id)
      );
      create index delivery_due on mailbox.delivery (try_after, serial) where state in ('RECEIVED', 'WAITING');

      create table mailbox.delivery_part (
        link_id text not null,
        message_id text not null,
        part smallint not null,
        ciphertext bytea not null,
        primary key (link_id, message_id, part)
      );

      -- Unique for ever: a document is accepted once, whatever envelope brings it.
      create table mailbox.accepted (
        origin text not null,
        document_id uuid not null,
        message_id text not null,
        document_sha256 text not null,
        accepted_at timestamptz not null default clock_timestamp(),
        primary key (origin, document_id),
        unique (origin, message_id)
      );
      ${insertOnly('mailbox.accepted')}

      -- Evidence of completeness of a link, per direction.
      create table mailbox.chain (
        link_id text not null,
        direction text not null check (direction in ('OUT', 'IN')),
        seq bigint not null,
        message_id text not null,
        envelope_sha256 text not null,
        prev text,
        outcome text not null,
        noted_at timestamptz not null default clock_timestamp(),
        primary key (link_id, direction, seq)
      );

      create table mailbox.quarantine (
        id uuid primary key,
        link_id text not null,
        message_id text,
        statement boolean not null,
        code text not null,
        detail text,
        evidence bytea not null,
        evidence_sha256 text not null,
        event uuid not null,
        at timestamptz not null default clock_timestamp()
      );
      create index on mailbox.quarantine (at);

      -- Facts of the receiver that a receipt must state, each once.
      create table mailbox.receipt_due (
        link_id text not null,
        message_id text not null,
        stage text not null,
        code text,
        ciphertext_sha256 text not null,
        at timestamptz not null,
        event uuid not null,
        rseq bigint,
        primary key (link_id, message_id, stage)
      );
      create index receipt_due_open on mailbox.receipt_due (link_id) where rseq is null;

      -- Receipts given: sent again until the peer's \`rack\` covers them.
      create table mailbox.receipt_out (
        link_id text not null,
        rseq bigint not null,
        message_id text not null,
        stage text not null,
        receipt bytea not null,
        -- Size of the checkpoint its proof leads to.
        size bigint not null,
        attempts integer not null default 0,
        send_after timestamptz not null default clock_timestamp(),
        primary key (link_id, rseq),
        unique (link_id, message_id, stage)
      );

      -- Receipts got and verified, with the signed statement that brought them.
      create table mailbox.receipt_in (
        link_id text not null,
        rseq bigint not null,
        message_id text not null,
        stage text not null,
        code text,
        at timestamptz not null,
        receipt bytea not null,
        statement_sha256 text not null,
        verified_at timestamptz not null default clock_timestamp(),
        primary key (link_id, rseq)
      );
      create index on mailbox.receipt_in (message_id);
      ${insertOnly('mailbox.receipt_in')}

      create table mailbox.statement_in (
        sha256 text primary key,
        link_id text not null,
        statement bytea not null,
        signature bytea not null,
        verified_at timestamptz not null default clock_timestamp()
      );
      ${insertOnly('mailbox.statement_in')}

      create table objects.transfer (
        root text not null,
        link_id text not null,
        direction text not null check (direction in ('OUT', 'IN')),
        message_id text not null,
        chunks integer not null,
        ciphertext_size bigint not null,
        next_chunk integer not null default 0,
        missing jsonb not null default '[]',
        state text not null check (state in ('WAITING', 'ACTIVE', 'COMPLETE', 'CORRUPT')),
        report_after timestamptz not null default clock_timestamp(),
        reported text,
        updated_at timestamptz not null default clock_timestamp(),
        primary key (root, link_id, direction)
      );
      create index on objects.transfer (state) where state in ('WAITING', 'ACTIVE');`);
    const read = ['select'];
    const write = ['select', 'insert', 'update'];
    await runner.query(
      [
        grant('mailbox.link', {
          sealer: write,
          opener: write,
          requests: read,
          inbox: read,
          exchange: read,
          audit: read,
        }),
        grant('mailbox.outbox', {
          requests: ['select', 'insert'],
          inbox: ['select', 'insert'],
          sealer: write,
          exchange: ['select', 'update (state, attempt, next_attempt_at, relayed_at, ciphertext)'],
          opener: [
            'select',
            'update (state, outcome, code, closed_at, next_attempt_at, ciphertext)',
          ],
          audit: read,
        }),
        grant('mailbox.delivery', {
          exchange: write,
          opener: write,
          inbox: read,
          requests: read,
          sealer: read,
          audit: read,
        }),
        grant('mailbox.delivery_part', { exchange: ['select', 'insert', 'delete'] }),
        grant('mailbox.accepted', { opener: ['select', 'insert'] }),
        grant('mailbox.chain', { sealer: ['select', 'insert'], opener: write, audit: read }),
        grant('mailbox.quarantine', {
          opener: ['select', 'insert'],
          exchange: ['select', 'insert'],
          audit: read,
        }),
        grant('mailbox.receipt_due', {
          exchange: ['select', 'insert'],
          opener: ['select', 'insert'],
          inbox: ['select', 'insert'],
          requests: ['select', 'insert'],
          sealer: ['select', 'update (rseq)'],
        }),
        grant('mailbox.receipt_out', {
          sealer: write,
          exchange: ['select', 'update (send_after)'],
          opener: ['select', 'update (send_after)'],
        }),
        grant('mailbox.receipt_in', {
          opener: ['select', 'insert'],
          requests: read,
          inbox: read,
          audit: read,
        }),
        grant('mailbox.statement_in', { opener: ['select', 'insert'], audit: read }),
        grant('objects.transfer', {
          exchange: write,
          opener: write,
          requests: read,
          inbox: read,
          sealer: ['select', 'update (report_after, reported)'],
        }),
      ].join('\n'),
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('the mailbox is not undone; drop the database instead'));
  }
}
