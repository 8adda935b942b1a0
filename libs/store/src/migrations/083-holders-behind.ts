import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How many further on had not been heard of when a holder answered: a recall that some of them have not answered stays in sight. */
export class HoldersBehind1764000000083 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'alter table cases.recall_answer add column unheard smallint not null default 0 check (unheard >= 0)',
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('recalls are not undone; restore a backup instead'));
  }
}
