import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant } from './grants.js';

/** When it is looked whether the notice of a central authority has come that a document made owed; null: no more. */
export class NoticesOwed1764000000084 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table cases.dispatch add notice_at timestamptz;
      create index dispatch_notice on cases.dispatch (notice_at) where notice_at is not null;
      -- Not on every old thread in the night of the upgrade: of one that has ended, while there is time to say it.
      update cases.dispatch d set notice_at = clock_timestamp() from cases.thread t
        where t.id = d.thread and d.evidential and (t.state not in ('ANSWERED', 'REFUSED', 'WITHDRAWN', 'CLOSED')
          or coalesce(d.delivered_at, d.committed_at) > clock_timestamp() - interval '1 day');
      alter table cases.alert drop constraint alert_alert_check,
        add constraint alert_alert_check check (alert in ('ESCALATED', 'EXPIRED', 'RECALL_OWED', 'NOTICE_OWED'));
      ${grant('cases.dispatch', { sealer: ['update (notice_at)'] })}`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('evidence is not undone; restore a backup instead'));
  }
}
