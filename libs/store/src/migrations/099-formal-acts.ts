import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant } from './grants.js';

/** Whether formal acts may be done now, as the audit service finds it; who takes and seals them can read it and no more. */
export class FormalActs1764000000099 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- One row. Without it, and once it is old, nothing formal is done.
      create table journal.formal_acts (
        one boolean primary key default true check (one),
        obstacles text[] not null check (cardinality(obstacles) <= 16),
        at timestamptz not null default clock_timestamp()
      );

      -- Of a document that waits until formal acts may be done: until when it can. Empty for any other.
      alter table mailbox.outbox add column formal_until timestamptz;`);
    await runner.query(
      grant('journal.formal_acts', {
        requests: ['select'],
        inbox: ['select'],
        sealer: ['select'],
        audit: ['select', 'insert', 'update'],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table mailbox.outbox drop column formal_until;
      drop table journal.formal_acts;`);
  }
}
