import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant, rowSecurity } from './grants.js';

/**
 * What keeps this State from telling more of a person in a thread. Why stands under the key of the thread; two officers lift
 * it, and no service can remove it.
 */
export class Stops1764000000036 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table cases.stop (
        id uuid primary key,
        thread uuid not null references cases.thread (id),
        authority text not null,
        compartment text not null,
        raised_by text not null,
        raised_at timestamptz not null default clock_timestamp(),
        content bytea,
        withdrawal uuid references cases.dispatch (id),
        proposed_by text,
        proposed_at timestamptz,
        lift_text bytea,
        lifted_by text,
        lifted_at timestamptz,
        check ((lifted_by is null) = (lifted_at is null)),
        check ((proposed_by is null) = (proposed_at is null)),
        -- Two officers; one alone lifts nothing.
        check (lifted_by is null or (proposed_by is not null and proposed_by <> lifted_by))
      );
      create unique index stop_open on cases.stop (thread) where lifted_at is null;
      create index on cases.stop (thread, raised_at, id);
      ${rowSecurity('cases.stop', ['requests', 'inbox'], ['sealer', 'opener'])}`);
    const officers = [
      'select',
      'insert',
      'update (proposed_by, proposed_at, lift_text, lifted_by, lifted_at)',
    ];
    await runner.query(
      [
        grant('cases.stop', {
          requests: officers,
          inbox: officers,
          opener: ['select'],
          sealer: ['select', 'update (authority, content, lift_text)'],
        }),
        // The clock stands while it holds.
        grant('cases.thread', {
          requests: ['update (due_at, watch_at)'],
          inbox: ['update (due_at, watch_at)'],
        }),
      ].join('\n'),
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('stops are not undone; restore a backup instead'));
  }
}
