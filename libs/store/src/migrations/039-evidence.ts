import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant, rowSecurity } from './grants.js';

/**
 * What a thread owes since it became one about evidence, and which of its documents speak for an accused person. None of it is
 * content: what was asked, granted and notified stands in the signed documents. A mark is for good: no service can change or
 * remove it, but it moves with its thread.
 */
export class Evidence1764000000039 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table cases.dispatch add evidential boolean;
      create index dispatch_evidence on cases.dispatch (thread, kind) where kind in ('evidence-consent-request',
        'evidence-consent', 'exculpatory-notice', 'central-authority-notice', 'formal-request-draft', 'formal-request',
        'formal-answer');

      create table cases.exculpatory_mark (
        item uuid not null references cases.dispatch (id),
        thread uuid not null references cases.thread (id),
        authority text not null,
        compartment text not null,
        -- OUT: found by this State.
        direction text not null check (direction in ('OUT', 'IN')),
        -- The signed notice that set it; null when an officer did.
        notice uuid references cases.dispatch (id),
        marked_at timestamptz not null default clock_timestamp(),
        -- The neighbour's notice does not stand for the notice that this State owes.
        primary key (item, direction)
      );
      create index on cases.exculpatory_mark (thread);
      ${rowSecurity('cases.exculpatory_mark', ['requests', 'inbox'], ['sealer', 'opener'])}`);
    const officers = ['select', 'insert'];
    await runner.query(
      grant('cases.exculpatory_mark', {
        requests: officers,
        inbox: officers,
        opener: officers,
        sealer: ['select', 'update (authority)'],
      }),
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('evidence is not undone; restore a backup instead'));
  }
}
