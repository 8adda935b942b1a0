import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant, insertOnly } from './grants.js';

/** Directory chains as received, certificates by fingerprint, sessions. Every row is verified again on use. */
export class Trust1764000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table trust.entry (
        state text not null,
        chain text not null check (chain in ('directory', 'peers')),
        version integer not null check (version >= 0),
        entry bytea not null,
        signatures bytea[] not null,
        head text not null,
        recorded_at timestamptz not null default clock_timestamp(),
        primary key (state, chain, version)
      );
      ${insertOnly('trust.entry')}

      -- Certificates of officers, bound by an entry's fingerprint: a changed row is detected on use.
      create table trust.certificate (
        fingerprint text not null,
        sha256 text not null,
        certificate bytea not null,
        recorded_at timestamptz not null default clock_timestamp(),
        primary key (fingerprint, sha256)
      );
      ${insertOnly('trust.certificate')}

      -- Newest signed freshness statement of a neighbour's directory.
      create table trust.freshness (
        state text primary key,
        version integer not null,
        head text not null,
        fresh_until timestamptz not null,
        statement bytea not null,
        signature bytea not null
      );

      create table access.enrolment (
        token_sha256 text primary key,
        officer text not null,
        fingerprint text not null,
        used_at timestamptz not null default clock_timestamp()
      );
      ${insertOnly('access.enrolment')}

      create table access.login (
        signer text not null,
        nonce text not null,
        at timestamptz not null default clock_timestamp(),
        primary key (signer, nonce)
      );

      create table access.session (
        token_sha256 text primary key,
        officer text not null,
        authority text not null,
        fingerprint text not null,
        opened_at timestamptz not null default clock_timestamp(),
        seen_at timestamptz not null default clock_timestamp(),
        expires_at timestamptz not null,
        closed_at timestamptz
      );
      create index on access.session (officer);`);
    const read = ['select'];
    await runner.query(
      [
        grant('trust.entry', {
          requests: ['select', 'insert'],
          opener: ['select', 'insert'],
          inbox: read,
          sealer: read,
          exchange: read,
          audit: read,
        }),
        grant('trust.certificate', {
          requests: ['select', 'insert'],
          opener: ['select', 'insert'],
          inbox: read,
          sealer: read,
          exchange: read,
          audit: read,
        }),
        grant('trust.freshness', {
          opener: ['select', 'insert', 'update'],
          sealer: read,
          requests: read,
          exchange: read,
        }),
        grant('access.enrolment', { requests: ['select', 'insert'] }),
        grant('access.login', { requests: ['select', 'insert', 'delete'] }),
        grant('access.session', {
          requests: ['select', 'insert', 'update (seen_at, closed_at)'],
          inbox: read,
          audit: read,
        }),
      ].join('\n'),
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('trust is not undone; drop the database instead'));
  }
}
