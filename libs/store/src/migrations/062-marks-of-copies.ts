import type { MigrationInterface, QueryRunner } from 'typeorm';
import { roleOf } from './grants.js';

const own = `current_setting('liaise.authority', true)`;

/**
 * Whoever is shown a copy sees that the document was narrowed, corrected or recalled since, and whether that was answered: no word
 * of it, only in the step that shows copies.
 */
export class MarksOfCopies1764000000062 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create policy copied on cases.recall for select to ${roleOf('inbox')}
        using (current_setting('liaise.step', true) = 'read-copy' and exists (
          select from cases.copy c where c.dispatch = any (items)
            and c.contact_point = ${own} and c.authority <> c.contact_point));
      create policy copied on cases.recall_answer for select to ${roleOf('inbox')}
        using (current_setting('liaise.step', true) = 'read-copy' and exists (
          select from cases.recall r where r.document = recall_answer.recall));`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('copies are not undone; restore a backup instead'));
  }
}
