import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant, rowSecurity } from './grants.js';

/**
 * What was recalled, narrowed or corrected, how its holder answered, and what is not given out any more. None of it is
 * content: reasons and corrections stand in the signed documents. No service that officers or neighbours reach can change
 * or remove a row.
 */
export class Recalls1764000000030 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table cases.recall (
        document uuid primary key references cases.dispatch (id),
        thread uuid not null references cases.thread (id),
        authority text not null,
        compartment text not null,
        -- OUT: this State's own words, and the neighbour owes the answer. IN: the other way round.
        direction text not null check (direction in ('OUT', 'IN')),
        act text not null check (act in ('RECALL', 'NARROW', 'CORRECT')),
        items uuid[] not null check (cardinality(items) between 1 and 32),
        filed_at timestamptz not null default clock_timestamp(),
        -- When somebody must have answered; looked at then, and null afterwards.
        look_at timestamptz
      );
      create index on cases.recall (thread, filed_at, document);
      create index on cases.recall (authority, filed_at, document);
      create index on cases.recall (look_at) where look_at is not null;

      -- One for each recall.
      create table cases.recall_answer (
        recall uuid primary key references cases.recall (document),
        document uuid not null unique references cases.dispatch (id),
        authority text not null,
        compartment text not null,
        outcome text not null check (outcome in ('COMPLIED', 'CANNOT')),
        at timestamptz not null default clock_timestamp()
      );

      -- Documents of a neighbour that this State has said it gives out no more.
      create table cases.withheld (
        item uuid primary key references cases.dispatch (id),
        recall uuid not null references cases.recall (document),
        authority text not null,
        compartment text not null,
        at timestamptz not null default clock_timestamp()
      );
      create index on cases.withheld (recall);
      ${['recall', 'recall_answer', 'withheld']
        .map((name) => rowSecurity(`cases.${name}`, ['requests', 'inbox'], ['sealer', 'opener']))
        .join('\n')}

      alter table cases.alert drop constraint alert_alert_check,
        add constraint alert_alert_check check (alert in ('ESCALATED', 'EXPIRED', 'RECALL_OWED'));`);
    const officers = ['select', 'insert'];
    await runner.query(
      [
        grant('cases.recall', {
          requests: officers,
          inbox: officers,
          opener: officers,
          sealer: ['select', 'update (authority, look_at)'],
        }),
        grant('cases.recall_answer', {
          requests: officers,
          inbox: officers,
          opener: officers,
          sealer: ['select', 'update (authority)'],
        }),
        grant('cases.withheld', {
          requests: officers,
          inbox: officers,
          opener: ['select'],
          sealer: ['select', 'update (authority)'],
        }),
      ].join('\n'),
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('recalls are not undone; restore a backup instead'));
  }
}
