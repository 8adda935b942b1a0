import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the antivirus scanner of this State said of a file, with the version of its signatures: so that it is known of each
 * whether somebody has looked, and one is looked at anew when there are newer signatures.
 */
export class Scans1764000000081 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const column = `add column scan jsonb
        check (scan ->> 'verdict' in ('CLEAN', 'INFECTED', 'NOT_SCANNED') and octet_length(scan::text) <= 1000)`;
    await runner.query(`
      -- Null: nobody has asked yet. Whoever gives a file out keeps what the scanner says then.
      alter table cases.attachment ${column};
      alter table cases.upload ${column};
      grant update (scan) on cases.attachment to liaise_requests, liaise_inbox;`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('what a scanner said is not undone; restore a backup instead'));
  }
}
