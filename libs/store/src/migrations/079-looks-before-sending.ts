import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant } from './grants.js';

/**
 * Who submits a request must have seen who else is at work on the same: what an officer was told is kept as long as the look
 * counts against the officer, so that submitting tells no more.
 */
export class LooksBeforeSending1764000000079 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- asked: one keyed hash of all that was sought; it finds no thread. other_desk: what the officer was told.
      alter table cases.duplicate_check
        add column asked bytea check (octet_length(asked) = 8),
        add column other_desk boolean;
      -- Both, officer and thread: a risk to life, sent before anybody looked. Neither: an officer without checks, who is told nothing.
      alter table cases.duplicate_check drop constraint duplicate_check_check;`);
    await runner.query(
      grant('cases.duplicate_check', { requests: ['select (asked, other_desk)'] }),
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('told duplicates are not undone; restore a backup instead'));
  }
}
