import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant } from './grants.js';

/**
 * What one step counts on a link, each in a row of its own: numbering, receipts and what was heard wait for the disk
 * at the same time, and on one row each would wait for the others' commits.
 */
export class LinkWriters1764000000010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Number and hash of the last envelope sealed; locked while numbers are given.
      create table mailbox.link_numbers (
        link_id text primary key,
        last_seq bigint not null default 0,
        last_envelope text
      );
      -- Number of the last receipt issued; locked while receipts are.
      create table mailbox.link_receipts (
        link_id text primary key,
        last_rseq bigint not null default 0
      );
      create table mailbox.link_heard (
        link_id text primary key,
        -- Receipts of the peer that we have verified without a hole, and of ours that the peer has.
        rack_in bigint not null default 0,
        rack_out bigint not null default 0,
        -- Newest checkpoint of the peer that a receipt proved against.
        peer_checkpoint jsonb
      );
      insert into mailbox.link_numbers select link_id, last_seq, last_envelope from mailbox.link;
      insert into mailbox.link_receipts select link_id, last_rseq from mailbox.link;
      insert into mailbox.link_heard select link_id, rack_in, rack_out, peer_checkpoint from mailbox.link;
      alter table mailbox.link drop column last_seq, drop column last_envelope, drop column last_rseq,
        drop column rack_in, drop column rack_out, drop column rack_told, drop column peer_checkpoint;`);
    const read = ['select'];
    const write = ['select', 'insert', 'update'];
    for (const [table, rights] of Object.entries({
      link_numbers: { sealer: write, opener: read },
      link_receipts: { sealer: write, opener: read },
      link_heard: { opener: write, sealer: ['select', 'insert'] },
    }))
      await runner.query(grant(`mailbox.${table}`, rights));
  }

  down(): Promise<void> {
    return Promise.reject(new Error('numbers of links are not undone; drop the database instead'));
  }
}
