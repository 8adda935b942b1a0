import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant } from './grants.js';

/** What an officer's client needs to verify a receipt itself: the envelope that it is about, the statement that brought it. */
export class ReceiptProofs1764000000015 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Ids and hashes only; binds the message id of receipts to the document that the officer signed.
      alter table mailbox.outbox add column envelope bytea, add column envelope_signature bytea;`);
    await runner.query(grant('mailbox.statement_in', { requests: ['select'], inbox: ['select'] }));
  }

  down(): Promise<void> {
    return Promise.reject(new Error('receipt proofs are not undone; drop the database instead'));
  }
}
