import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant } from './grants.js';

/** When it is looked whether the notice of a central authority has come that a document made owed; null: no more. */
export class NoticesOwed1764000000084 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table cases.dispatch add notice_at timestamptz;
      create index dispatch_notice on cases.dispatch (notice_at) where notice_at is not null;
      update cases.dispatch set notice_at = clock_timestamp() where evidential;
      alter table cases.alert drop constraint alert_alert_check,
        add constraint alert_alert_check check (alert in ('ESCALATED', 'EXPIRED', 'RECALL_OWED', 'NOTICE_OWED'));
      ${grant('cases.dispatch', { sealer: ['update (notice_at)'] })}`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('evidence is not undone; restore a backup instead'));
  }
}
