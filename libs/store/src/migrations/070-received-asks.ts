import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Before an ask about a person is taken, those that its State has asked and that wait for an answer are counted. And nobody reviews
 * an ask: one that is held past its day was due for ever. Its days are computed anew.
 */
export class ReceivedAsks1764000000070 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index thread_received_asks on cases.thread (link_id)
        where compartment = 'DATA_PROTECTION' and side = 'ASKED';

      update cases.thread set retention_rule = -1
        where request_type = 'DATA_SUBJECT_REQUEST' and key_wrapped is not null;`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('asks about persons are not undone; restore a backup instead'));
  }
}
