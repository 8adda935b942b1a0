import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The border post is the service that a neighbour reaches. It could write over what others had made of a delivery (the
 * sealed bytes kept as evidence, its state, its dispatch) and read from the log who did what in which case; it needs neither.
 */
export class ExchangeRights1764000000019 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      revoke update on mailbox.delivery from liaise_exchange;
      grant update (event) on mailbox.delivery to liaise_exchange;
      revoke select on journal.event from liaise_exchange;
      revoke select, insert on journal.disclosure from liaise_exchange;`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('rights are not undone; drop the database instead'));
  }
}
