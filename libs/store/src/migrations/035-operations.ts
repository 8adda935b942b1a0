import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant } from './grants.js';

/**
 * Until when an assessment of the risk to people holds, and where the stop-words of a thread are found: enough to judge a
 * step of an operation as the neighbour does, without opening any content. Operations of earlier releases have no assessment.
 */
export class Operations1764000000035 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table cases.dispatch add assessed_until timestamptz;
      create index dispatch_assessed on cases.dispatch (thread, composed_at, id) where assessed_until is not null;
      create index dispatch_halts on cases.dispatch (thread) where kind in ('halt', 'resume');
      -- A document that the neighbour kept back has not moved the clock.
      ${grant('cases.dispatch', {
        opener: ['update (clock_act, clock_question, clock_until)'],
        sealer: ['update (clock_act, clock_question, clock_until)'],
      })}`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('operations are not undone; restore a backup instead'));
  }
}
