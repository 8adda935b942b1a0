import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The opener takes the next deliveries link by link, in the order in which it opens those of one link. */
export class LinkTurns1764000000016 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index mailbox.delivery_due;
      create index delivery_due on mailbox.delivery (link_id, statement desc, serial)
        where state in ('RECEIVED', 'WAITING');`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('an index is not undone; drop the database instead'));
  }
}
