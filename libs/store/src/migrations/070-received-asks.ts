import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Before an ask about a person is taken, those that its State has asked and that wait for an answer are counted. */
export class ReceivedAsks1764000000070 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index thread_received_asks on cases.thread (link_id)
        where compartment = 'DATA_PROTECTION' and side = 'ASKED';`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('asks about persons are not undone; restore a backup instead'));
  }
}
