import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The newest threads of a word come from an index, however many have it. */
export class FoundThreads1764000000032 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'create index token_threads on cases.token (authority, compartment, type, token, thread)',
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('indexes are not undone; restore a backup instead'));
  }
}
