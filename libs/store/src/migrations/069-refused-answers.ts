import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant, roleOf } from './grants.js';

const opener = roleOf('opener');
const tables = ['recall_answer', 'release_answer'] as const;

/**
 * An answer to a recall or a release that the neighbour refuses answers nothing: the opener, which hears of it, takes its row away
 * as the sealer does with what may not leave. No other row, and no other time at which a recall is looked at.
 */
export class RefusedAnswers1764000000069 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ${tables
        .map(
          (name) => `
      create policy refused on cases.${name} as restrictive for delete to ${opener} using (exists (
        select from mailbox.outbox o where o.dispatch = ${name}.document and o.outcome = 'REJECTED'));
      ${grant(`cases.${name}`, { opener: ['delete'] })}`,
        )
        .join('\n')}
      create policy unanswered on cases.recall as restrictive for update to ${opener} using (
        recall.direction = 'IN' and not exists (
          select from cases.recall_answer a where a.recall = recall.document));
      ${grant('cases.recall', { opener: ['update (look_at)'] })}`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('recalls are not undone; restore a backup instead'));
  }
}
