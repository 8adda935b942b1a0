import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant, rowSecurity } from './grants.js';

/**
 * What a neighbour says of broken glasses is noted for the desk that it concerns when it comes, some of each message and each way a
 * day, and some of each link: the lists of all desks looked through the receipts of the whole State for it, and a neighbour that sent
 * very many hid those of the others. It goes with its thread to another authority: nothing else of a row ever changes.
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
        link_id text not null,
        message_id text not null,
        -- The States that tell it: first the one where the glass was broken, last the neighbour.
        way text[] not null check (cardinality(way) between 1 and 4),
        state text not null check (state = way[1]),
        alert text not null check (alert in ('GLASS_BROKEN_THERE', 'GLASS_BROKEN_BEYOND')),
        -- As the neighbour says.
        reason text,
        -- By the clock of this State.
        at timestamptz not null
      );
      insert into cases.glass_there (id, thread, authority, compartment, link_id, message_id, way, state, alert, reason, at)
        select md5(s.link_id || ' ' || s.rseq)::uuid, s.thread, s.authority, s.compartment, s.link_id, s.message_id, array[s.peer],
          s.peer, 'GLASS_BROKEN_THERE', s.code, s.verified_at
        from (
          select r.link_id, r.rseq, r.message_id, r.code, r.verified_at, o.peer, t.id as thread, t.authority, t.compartment,
            row_number() over (partition by r.message_id, date_trunc('day', r.verified_at) order by r.rseq) as n
          from mailbox.receipt_in r join mailbox.outbox o using (link_id, message_id) join cases.thread t on t.id = o.thread
          where r.stage = 'BREAK_GLASS') s
        where s.n <= 8;
      create index on cases.glass_there (authority, at desc, id desc);
      create index on cases.glass_there (thread, state, at desc);
      create index on cases.glass_there (message_id, way, at);
      create index on cases.glass_there (link_id, at);
      ${rowSecurity('cases.glass_there', ['requests', 'inbox'], ['sealer', 'opener'])}
      ${grant('cases.glass_there', {
        requests: ['select'],
        inbox: ['select'],
        sealer: ['select (thread)', 'update (authority)'],
        opener: ['select', 'insert'],
      })}
      -- What the neighbour never took: recalls of it are told until they are said again.
      create index outbox_lost on mailbox.outbox (coalesce(closed_at, queued_at) desc, dispatch desc)
        where (state = 'VOID' or outcome = 'REJECTED') and dispatch is not null;
      drop index mailbox.receipt_in_glass_at;
      drop index mailbox.receipt_in_glass;
      drop index mailbox.receipt_in_onward;`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('what was told is not undone; restore a backup instead'));
  }
}
