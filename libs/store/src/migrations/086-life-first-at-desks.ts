import type { MigrationInterface, QueryRunner } from 'typeorm';

const open = `state not in ('ANSWERED', 'REFUSED', 'WITHDRAWN', 'CLOSED')`;

/**
 * In an officer's lists a risk to life stood where its time put it, behind whatever had come since or was due sooner. Those that
 * are open come first, from an index of their own; and what is open is found without what has ended.
 */
export class LifeFirstAtDesks1764000000086 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index thread_life_desk on cases.thread (authority, side, opened_at desc, id) where priority = 0 and ${open};
      create index thread_open_desk on cases.thread (authority, side, opened_at desc, id desc) where ${open};`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('an order is not undone; restore a backup instead'));
  }
}
