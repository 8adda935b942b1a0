import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A message id is unique on its link (`mailbox.delivery`). Across links it is not ours to demand: one neighbour could take
 * ids that another uses, and stop its messages.
 */
export class MessageIds1764000000018 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index cases.dispatch_message_id_idx;
      -- When numbers of ours that will not come were last told: a neighbour may ask as often as it likes.
      alter table mailbox.link add column voids_told_at timestamptz;`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('an index is not undone; drop the database instead'));
  }
}
