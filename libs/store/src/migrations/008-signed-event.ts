import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which event says when a queued document was signed: its proof travels with the message. */
export class SignedEvent1764000000008 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table mailbox.outbox add column signed_event uuid');
  }

  down(): Promise<void> {
    return Promise.reject(
      new Error('what the outbox notes is not undone; drop the database instead'),
    );
  }
}
