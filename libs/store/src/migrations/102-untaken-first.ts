import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant } from './grants.js';

const open = `state not in ('ANSWERED', 'REFUSED', 'WITHDRAWN', 'CLOSED')`;
const columns = ['update (take_by, taken)'];

/**
 * A risk to life that nobody has in hand stood in the lists by the eight hours of its answer, among those that somebody has. It comes
 * first, by the quarter of an hour in which it must be taken: from an index of its own. The end of that clock stays once it is
 * taken, so that a page goes on where it ended.
 */
export class UntakenFirst1764000000102 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table cases.thread add take_by timestamptz, add taken boolean not null default false;
      update cases.thread t set
        take_by = coalesce((select min(d.delivered_at) from cases.dispatch d
          where d.thread = t.id and d.clock_act = 'START'), opened_at) + interval '15 minutes',
        taken = exists (select from cases.dispatch d where d.thread = t.id and d.delivered_at is not null
          and d.clock_act in ('ACKNOWLEDGE', 'INDIRECT', 'PAUSE', 'STOP'))
      where priority = 0;
      create index thread_untaken_desk on cases.thread (authority, side, take_by, id)
        where priority = 0 and ${open} and not taken;
      ${grant('cases.thread', { requests: columns, inbox: columns, opener: columns })}`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('an order is not undone; restore a backup instead'));
  }
}
