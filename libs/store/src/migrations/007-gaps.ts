import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant } from './grants.js';

/** Holes in a link's numbers: when we last asked for them, and which of our own numbers the peer must be told are void. */
export class Gaps1764000000007 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table mailbox.link add column gaps_asked_at timestamptz;

      create table mailbox.void_due (
        link_id text not null,
        seq bigint not null,
        primary key (link_id, seq)
      );`);
    await runner.query(
      grant('mailbox.void_due', {
        opener: ['select', 'insert'],
        sealer: ['select', 'delete'],
      }),
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('gaps are not undone; drop the database instead'));
  }
}
