import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Why a queued dispatch does not leave yet: shown to its officer. */
export class QueueWaits1764000000013 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table mailbox.outbox add column waits_for text');
  }

  down(): Promise<void> {
    return Promise.reject(
      new Error('what the outbox notes is not undone; drop the database instead'),
    );
  }
}
