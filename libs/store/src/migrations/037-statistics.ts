import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The requests of a period are found among all that was recorded. */
export class Statistics1764000000037 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create index event_case_opened on journal.event (id) where typ = 'case.opened'`,
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('statistics are not undone; restore a backup instead'));
  }
}
