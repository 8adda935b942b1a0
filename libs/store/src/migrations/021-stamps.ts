import type { MigrationInterface, QueryRunner } from 'typeorm';
import { databaseServices, grant, insertOnly } from './grants.js';

/** Outside time: what is asked of time-stamp authorities, what they gave, and what that says of this clock. */
export class Stamps1764000000021 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- One question to each authority at a time. The audit service asks and judges, the exchange carries.
      create table journal.stamp_request (
        authority text primary key check (authority in ('tsa1', 'tsa2')),
        -- The checkpoint: the imprint is over the exact bytes of its note.
        size bigint not null,
        request bytea not null check (octet_length(request) <= 1024),
        nonce bytea not null,
        made_at timestamptz not null default clock_timestamp(),
        -- How many questions before this one were not answered well.
        tries integer not null,
        sent_at timestamptz,
        received_at timestamptz,
        -- As it came from outside, not yet judged.
        response bytea check (octet_length(response) <= 65536),
        failure text
      );

      -- Certificates and revocation lists that stamps rest on, each once.
      create table journal.stamp_material (
        sha256 bytea primary key check (sha256 = sha256(der)),
        kind text not null check (kind in ('certificate', 'list')),
        der bytea not null
      );
      ${insertOnly('journal.stamp_material')}

      -- Time-stamps that were verified. Kept for ever, like the checkpoints they are over.
      create table journal.stamp (
        authority text not null,
        size bigint not null,
        request bytea not null,
        -- TimeStampToken (RFC 3161), exact bytes.
        token bytea not null,
        gen_time timestamptz not null,
        -- Between which moments that time lies.
        earliest timestamptz not null,
        latest timestamptz not null,
        policy text not null,
        serial text not null,
        -- Hashes of certificates from the signer to the authority, and of the lists that were looked at.
        chain bytea[] not null,
        lists bytea[] not null,
        -- By how much this database's clock was ahead, at least and at most (ms).
        low_ms bigint not null,
        high_ms bigint not null,
        sent_at timestamptz not null,
        received_at timestamptz not null,
        -- The event that says so in the log.
        event uuid not null unique,
        primary key (authority, size)
      );
      create index on journal.stamp (size);
      ${insertOnly('journal.stamp')}

      -- What each outside clock said last about this one.
      create table journal.clock (
        source text primary key,
        kind text not null check (kind in ('stamp', 'witness')),
        low_ms bigint not null,
        high_ms bigint not null,
        read_at timestamptz not null default clock_timestamp()
      );

      -- Alarms that stand, so that each is told once.
      create table journal.time_alarm (
        code text primary key,
        since timestamptz not null default clock_timestamp()
      );

      -- The outside times that are in the log itself.
      create index on journal.event (at) where typ = 'witness.cosigned';`);
    const read = Object.fromEntries(databaseServices.map((service) => [service, ['select']]));
    await runner.query(
      [
        grant('journal.stamp_request', {
          audit: ['select', 'insert', 'update', 'delete'],
          exchange: ['select', 'update (sent_at, received_at, response, failure)'],
        }),
        grant('journal.stamp_material', { audit: ['select', 'insert'] }),
        grant('journal.stamp', { ...read, audit: ['select', 'insert'] }),
        grant('journal.clock', { ...read, audit: ['select', 'insert', 'update'] }),
        grant('journal.time_alarm', { audit: ['select', 'insert', 'delete'] }),
      ].join('\n'),
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('time-stamps are not undone; drop the database instead'));
  }
}
