import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant, roleOf } from './grants.js';

const inStep = (step: string): string => `current_setting('liaise.step', true) = '${step}'`;
const carries = inStep('carry-stop-words');
const opens = inStep('open-delivery');

/**
 * The sealer alone tells, the opener alone hears, and it confirms only by a statement of the neighbour that says so and is kept:
 * whoever takes it over and makes one up leaves it where nothing is deleted, with a signature that does not fit.
 */
export class NarrowStopWords1764000000068 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- SHA-256 of that statement; null of what was confirmed before.
      alter table cases.stop_word add column confirmed_by text;
      drop policy steps on cases.stop_word;
      create policy sees on cases.stop_word for select to ${roleOf('sealer')} using (${carries});
      create policy tells on cases.stop_word for insert to ${roleOf('sealer')}
        with check (${carries} and direction = 'OUT' and message_id is not null and confirmed_at is null);
      create policy says on cases.stop_word for update to ${roleOf('sealer')}
        using (${carries}) with check (${carries} and message_id is not null);
      create policy finds on cases.stop_word for select to ${roleOf('opener')} using (${opens});
      create policy hears on cases.stop_word for insert to ${roleOf('opener')}
        with check (${opens} and direction = 'IN' and message_id is null and confirmed_at is null);
      create policy confirms on cases.stop_word for update to ${roleOf('opener')}
        using (${opens} and confirmed_at is null)
        with check (${opens} and (
          direction = 'IN' and message_id is null and confirmed_at is null
          or direction = 'OUT' and message_id is not null and confirmed_at is not null and exists (
            select from mailbox.statement_in s
            join cases.thread t on t.id = stop_word.thread and t.link_id = s.link_id
            where s.sha256 = stop_word.confirmed_by
              and convert_from(s.statement, 'UTF8')::jsonb -> 'body' = jsonb_build_object('thread', stop_word.thread,
                'halt', stop_word.halt, 'act', stop_word.act, 'answer', true))));
      ${grant('cases.stop_word', { opener: ['update (confirmed_by)'] })}`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('stop-words are not undone; restore a backup instead'));
  }
}
