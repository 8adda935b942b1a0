import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant, insertOnly, rowSecurity } from './grants.js';

/** Silence, deadlines that passed and risk to life that nobody took in hand become facts; risk to life goes first everywhere. */
export class Silence1764000000029 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Dispatches of ours of which something is still to be heard, and when they are looked at next.
      create table mailbox.silence_due (
        dispatch uuid primary key,
        due_at timestamptz not null
      );
      create index on mailbox.silence_due (due_at);
      -- What was not heard in time, once for each dispatch and stage. A later receipt overrules it and both stay.
      create table mailbox.silence (
        dispatch uuid not null,
        stage text not null check (stage in ('NOT_RELAYED', 'NOT_DELIVERED', 'NOT_RETRIEVED')),
        since timestamptz not null,
        at timestamptz not null,
        event uuid not null unique,
        primary key (dispatch, stage)
      );
      ${insertOnly('mailbox.silence')}
      insert into mailbox.silence_due (dispatch, due_at)
        select dispatch, clock_timestamp() from mailbox.outbox o
        where not statement and dispatch is not null and state <> 'VOID'
          and outcome is distinct from 'REJECTED' and not exists (
            select from mailbox.receipt_in r
            where r.link_id = o.link_id and r.message_id = o.message_id and r.stage = 'RETRIEVED');

      -- When the clock of a thread is looked at next: a deadline, or nobody has a risk to life in hand.
      alter table cases.thread add watch_at timestamptz;
      create index on cases.thread (watch_at) where watch_at is not null;
      create index thread_life on cases.thread (id) where priority = 0
        and state not in ('ANSWERED', 'REFUSED', 'WITHDRAWN', 'CLOSED');
      -- Each is looked at once: that also writes down when it is late.
      update cases.thread t set watch_at = clock_timestamp()
        where exists (select from cases.dispatch d where d.thread = t.id and d.clock_act = 'START');

      create table cases.alert (
        thread uuid not null references cases.thread (id),
        authority text not null,
        compartment text not null,
        alert text not null check (alert in ('ESCALATED', 'EXPIRED')),
        level smallint not null,
        -- Minutes without anybody; null for a deadline.
        minutes integer,
        at timestamptz not null,
        event uuid not null unique,
        primary key (thread, alert, level)
      );
      ${insertOnly('cases.alert')}
      ${rowSecurity('cases.alert', ['requests', 'inbox'], ['sealer'])}

      -- Receipts of what is urgent are issued and sent before others.
      alter table mailbox.receipt_due add priority smallint not null default 2;
      alter table mailbox.receipt_out add priority smallint not null default 2;`);
    await runner.query(
      [
        grant('mailbox.silence_due', {
          requests: ['insert'],
          inbox: ['insert'],
          sealer: ['select', 'update (due_at)', 'delete'],
        }),
        grant('mailbox.silence', {
          requests: ['select'],
          inbox: ['select'],
          sealer: ['select', 'insert'],
        }),
        grant('mailbox.receipt_in', { sealer: ['select'] }),
        grant('mailbox.receipt_due', { opener: ['update (priority)'] }),
        grant('cases.thread', {
          opener: ['update (watch_at)'],
          sealer: ['update (due_at, watch_at)'],
        }),
        grant('cases.alert', {
          requests: ['select'],
          inbox: ['select'],
          sealer: ['select', 'insert'],
        }),
      ].join('\n'),
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('recorded silence is not undone; restore a backup instead'));
  }
}
