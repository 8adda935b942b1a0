import type { MigrationInterface, QueryRunner } from 'typeorm';
import { baseline } from './gen/baseline.js';

/** Whole schema of an empty database, written from `libs/store/schema`. */
export class Baseline1795910400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(baseline);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('the schema is not undone; drop the database instead'));
  }
}

/** Every migration, in order. Until the first release the schema changes in place; from then on migrations are added. */
export const migrations = [Baseline1795910400000] as const;
