import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant } from './grants.js';

/**
 * An answer to a recall or a release that may not leave answers nothing: the sealer, which no officer and no neighbour reaches,
 * takes its row away, so that it can be said again.
 */
export class UnsaidAnswers1764000000066 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const rights = { sealer: ['delete'] };
    await runner.query(
      [grant('cases.recall_answer', rights), grant('cases.release_answer', rights)].join('\n'),
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('recalls are not undone; restore a backup instead'));
  }
}
