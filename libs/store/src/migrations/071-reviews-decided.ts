import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant } from './grants.js';

/**
 * When the last review of a file was decided, and on which day the file was to go then: a rule that comes later may let it go
 * before the day until which it was kept. Of what was decided before this nothing is known; it is looked at once more before it goes.
 */
export class ReviewsDecided1764000000071 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const decided = { requests: ['update (kept_at, kept_erase_at)'] };
    await runner.query(`
      alter table cases.thread
        add kept_at timestamptz,
        add kept_erase_at timestamptz;
      alter table cases.thread no force row level security;
      update cases.thread set retention_rule = -1 where key_wrapped is not null and kept_until is not null;
      alter table cases.thread force row level security;
      ${grant('cases.thread', { ...decided, inbox: decided.requests })}`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('reviews are not undone; restore a backup instead'));
  }
}
