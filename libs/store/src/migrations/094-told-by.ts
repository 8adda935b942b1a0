import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant } from './grants.js';

/**
 * By whose receipt this State knows what it tells on: how often within a day is counted for each neighbour, because one that tells very
 * many times would otherwise keep from the originator what the others tell. That more came is recorded once a day. And when this State heard
 * of a delivery that is said to be still to come: its own alarm does not wait for that.
 */
export class ToldBy1764000000094 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The link on which it came; null of what happened here, and of what was told on before this was kept.
      alter table mailbox.receipt_due add told_by text;
      drop index mailbox.receipt_due_onward;
      create index receipt_due_onward on mailbox.receipt_due (link_id, message_id, told_by, at)
        where stage = 'BREAK_GLASS_ONWARD';
      create index quarantine_glasses on mailbox.quarantine (link_id, at) where code = 'GLASSES_TOO_MANY';
      -- By the clock of this State; null where each of the neighbour's times was possible.
      alter table cases.dispatch add heard_at timestamptz;
      update cases.dispatch d set heard_at = r.at
      from (select message_id, min(verified_at) as at from mailbox.receipt_in group by message_id) r
      where d.message_id = r.message_id and d.direction = 'OUT' and d.delivered_at > r.at + interval '5 minutes';
      -- Looked at now, so that the alarm is set anew.
      update cases.thread t set watch_at = least(t.watch_at, clock_timestamp())
      where t.watch_at is not null
        and exists (select from cases.dispatch d where d.thread = t.id and d.clock_act = 'START' and d.heard_at is not null);
      ${grant('cases.dispatch', { opener: ['update (heard_at)'] })}`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('receipts are not undone; restore a backup instead'));
  }
}
