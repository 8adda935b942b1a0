import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant } from './grants.js';

/** What holds back the destruction of an encryption subkey that a newer one has followed, and what the log knows of. */
export class Subkeys1764000000025 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Since when every neighbour has been in touch and nothing unopened was addressed to the subkey; no row while it
      -- is not so. Only the administrator's connection reads and writes it: no service destroys keys.
      create table ops.quiet_subkey (
        fingerprint text primary key check (fingerprint ~ '^[0-9A-F]{40,64}$'),
        since timestamptz not null
      );

      -- Keys, by the name of their file, that could not be looked after at the last try, and since when.
      create table ops.subkey_failure (
        key text primary key,
        code text not null,
        since timestamptz not null
      );

      -- Subkeys whose secret the opener holds, as it has told the log. It may not read the log.
      create table ops.held_subkey (
        fingerprint text primary key check (fingerprint ~ '^[0-9A-F]{40,64}$'),
        key text not null check (key ~ '^[0-9A-F]{40,64}$')
      );
      ${grant('ops.held_subkey', { opener: ['select', 'insert', 'delete'] })}`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('drop the database instead'));
  }
}
