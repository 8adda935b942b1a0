import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant, rowSecurity } from './grants.js';

/** Threads and dispatches. Content is ciphertext under the thread's key; columns hold what lists and rules need. */
export class Cases1764000000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table cases.thread (
        id uuid primary key,
        authority text not null,
        compartment text not null check (compartment in ('ENFORCEMENT', 'PROTECTION')),
        side text not null check (side in ('ASKING', 'ASKED')),
        request_type text not null,
        peer text not null,
        peer_authority text not null,
        link_id text not null,
        state text not null,
        priority smallint not null,
        holder text,
        -- Thread key wrapped by the storage key of the compartment and epoch; erasing it erases the content.
        key_epoch integer not null,
        key_wrapped bytea,
        -- Subject line under the thread key.
        summary bytea,
        opened_at timestamptz not null default clock_timestamp(),
        updated_at timestamptz not null default clock_timestamp()
      );
      create index on cases.thread (authority, side, opened_at desc, id);

      create table cases.dispatch (
        id uuid primary key,
        thread uuid not null references cases.thread (id),
        authority text not null,
        compartment text not null,
        direction text not null check (direction in ('OUT', 'IN')),
        kind text not null,
        in_reply_to uuid,
        officer text not null,
        message_id text,
        document_sha256 text not null,
        -- Document, officer's signature and certificate as received, under the thread key.
        content bytea,
        composed_at timestamptz not null,
        committed_at timestamptz not null default clock_timestamp()
      );
      create index on cases.dispatch (thread, committed_at);
      create unique index on cases.dispatch (message_id) where message_id is not null;

      create table cases.attachment (
        dispatch uuid not null references cases.dispatch (id),
        position smallint not null,
        authority text not null,
        compartment text not null,
        root text not null,
        ciphertext_size bigint not null,
        -- 32-byte attachment key under the thread key.
        key_wrapped bytea,
        primary key (dispatch, position)
      );

      -- Attachments encrypted at upload and not yet part of a document; swept after a day.
      create table cases.upload (
        id uuid primary key,
        authority text not null,
        compartment text not null,
        officer text not null,
        root text not null,
        ciphertext_size bigint not null,
        size bigint not null,
        sha256 text not null,
        sha512 text not null,
        key_epoch integer not null,
        key_wrapped bytea not null,
        uploaded_at timestamptz not null default clock_timestamp(),
        dispatch uuid
      );

      -- Blind index: keyed hashes of normalised words of a document, truncated to 64 bits.
      create table cases.token (
        authority text not null,
        compartment text not null,
        type text not null,
        token bytea not null check (octet_length(token) = 8),
        thread uuid not null,
        dispatch uuid not null,
        primary key (authority, compartment, type, token, dispatch)
      );
      create index on cases.token (dispatch);
      ${['thread', 'dispatch', 'attachment', 'token']
        .map((name) => rowSecurity(`cases.${name}`, ['requests', 'inbox'], ['sealer', 'opener']))
        .join('\n')}
      ${rowSecurity('cases.upload', ['requests', 'inbox'], [])}`);
    const officers = ['select', 'insert'];
    await runner.query(
      [
        grant('cases.thread', {
          requests: [...officers, 'update (state, updated_at)'],
          inbox: [...officers, 'update (state, holder, updated_at)'],
          opener: [...officers, 'update (state, updated_at)'],
          sealer: ['select'],
        }),
        grant('cases.dispatch', {
          requests: officers,
          inbox: officers,
          opener: officers,
          sealer: ['select', 'update (message_id)'],
        }),
        grant('cases.attachment', {
          requests: officers,
          inbox: officers,
          opener: officers,
          sealer: ['select'],
        }),
        grant('cases.upload', {
          requests: [...officers, 'update (dispatch)', 'delete'],
          inbox: [...officers, 'update (dispatch)', 'delete'],
        }),
        grant('cases.token', {
          requests: [...officers, 'delete'],
          inbox: [...officers, 'delete'],
          opener: officers,
        }),
      ].join('\n'),
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('cases are not undone; drop the database instead'));
  }
}
