import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant, insertOnly, rowSecurity } from './grants.js';

const alertOf = `case r.stage when 'BREAK_GLASS' then 'GLASS_BROKEN_THERE' else 'GLASS_BROKEN_BEYOND' end`;

/**
 * What a neighbour says of broken glasses is noted for the desk that it concerns when it comes, some of each message a day: the lists of
 * all desks looked through the receipts of the whole State for it, and a neighbour that sent very many hid those of the others.
 */
export class GlassesThere1764000000093 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table cases.glass_there (
        -- From the link and the number of the receipt.
        id uuid primary key,
        thread uuid not null references cases.thread (id),
        authority text not null,
        compartment text not null,
        message_id text not null,
        alert text not null check (alert in ('GLASS_BROKEN_THERE', 'GLASS_BROKEN_BEYOND')),
        -- As the neighbour says.
        reason text,
        -- By the clock of this State.
        at timestamptz not null
      );
      insert into cases.glass_there (id, thread, authority, compartment, message_id, alert, reason, at)
        select md5(s.link_id || ' ' || s.rseq)::uuid, s.thread, s.authority, s.compartment, s.message_id, s.alert, s.code, s.verified_at
        from (
          select r.link_id, r.rseq, r.message_id, r.code, r.verified_at, t.id as thread, t.authority, t.compartment, ${alertOf} as alert,
            row_number() over (partition by r.message_id, r.stage, date_trunc('day', r.verified_at) order by r.rseq) as n
          from mailbox.receipt_in r join mailbox.outbox o using (link_id, message_id) join cases.thread t on t.id = o.thread
          where r.stage in ('BREAK_GLASS', 'BREAK_GLASS_ONWARD')) s
        where s.n <= 8;
      create index on cases.glass_there (authority, at desc, id desc);
      create index on cases.glass_there (message_id, alert, at);
      ${insertOnly('cases.glass_there')}
      ${rowSecurity('cases.glass_there', ['requests', 'inbox'], ['opener'])}
      ${grant('cases.glass_there', {
        requests: ['select'],
        inbox: ['select'],
        opener: ['select', 'insert'],
      })}
      drop index mailbox.receipt_in_glass_at;`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('what was told is not undone; restore a backup instead'));
  }
}
