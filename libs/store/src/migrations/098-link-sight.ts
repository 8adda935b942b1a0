import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant } from './grants.js';

/**
 * Whoever signed something asks whether it was delivered, and where it was not, since when the link is away. The border writes here
 * what it sees of each link; nothing of a case stands in it.
 */
export class LinkSight1764000000098 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table mailbox.link_sight (
        link_id text primary key,
        up boolean not null,
        -- When it was last seen up; null: never.
        up_at timestamptz,
        looked_at timestamptz not null
      );
      ${grant('mailbox.link_sight', {
        requests: ['select'],
        exchange: ['select', 'insert', 'update (up, up_at, looked_at)'],
      })}`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('what was seen is not undone; restore a backup instead'));
  }
}
