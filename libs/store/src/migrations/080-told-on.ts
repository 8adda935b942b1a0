import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant } from './grants.js';

/**
 * Each glass that was broken further on is a receipt of its own, as each that was broken here. And contact points are shown what is
 * handed on, put right and made clear: whether the item was shown, or the request kept, decides on it, at the desk that asks, too.
 */
export class ToldOn1764000000080 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index mailbox.receipt_due_stage;
      create unique index receipt_due_stage on mailbox.receipt_due (link_id, message_id, stage)
        where stage not in ('BREAK_GLASS', 'BREAK_GLASS_ONWARD');
      drop index mailbox.receipt_due_event;
      create unique index receipt_due_event on mailbox.receipt_due (event)
        where stage in ('BREAK_GLASS', 'BREAK_GLASS_ONWARD');
      -- How many were told of a document within a day.
      create index receipt_due_onward on mailbox.receipt_due (link_id, message_id, at)
        where stage = 'BREAK_GLASS_ONWARD';
      drop index mailbox.receipt_out_stage;
      create unique index receipt_out_stage on mailbox.receipt_out (link_id, message_id, stage)
        where stage not in ('BREAK_GLASS', 'BREAK_GLASS_ONWARD');
      create index receipt_in_onward on mailbox.receipt_in (message_id, rseq desc)
        where stage = 'BREAK_GLASS_ONWARD';

      alter table cases.copy drop constraint copy_kind_check, add check (kind in
        ('request', 'spontaneous-information', 'response', 'forward', 'clarification', 'correction'));`);
    await runner.query(grant('cases.copy', { requests: ['select (dispatch, contact_point)'] }));
  }

  down(): Promise<void> {
    return Promise.reject(new Error('receipts are not undone; restore a backup instead'));
  }
}
