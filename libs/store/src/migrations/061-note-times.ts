import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant } from './grants.js';

/** How long a file is kept counts from a note on, where that was written after the exchange had ended. */
export class NoteTimes1764000000061 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(grant('cases.note', { sealer: ['select (written_at)'] }));
  }

  down(): Promise<void> {
    return Promise.reject(new Error('retention is not undone; restore a backup instead'));
  }
}
