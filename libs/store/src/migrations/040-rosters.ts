import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant, rowSecurity } from './grants.js';

/** What a rule about a thread is given of it: members of its row, or of `t`. */
const kept = (row: string): string =>
  ['id', 'side', 'priority', 'holder', 'left_holder', 'owner']
    .map((column) => `${row}${column}`)
    .join(', ');

/** SQL: rows of an officer's own threads alone, in addition to those of the own authority. */
function rosterSecurity(table: string, readable: string): string {
  return `
    drop policy officers on ${table};
    create policy officers on ${table} to liaise_requests, liaise_inbox using (${own} and ${readable})
      with check (${own} and ${readable});`;
}

const own = `authority = current_setting('liaise.authority', true)
  and compartment = any (string_to_array(current_setting('liaise.compartments', true), ','))`;
const ofThread = `exists (select from cases.thread t where t.id = thread and cases.on_roster(${kept('t.')}))`;
const ofDispatch = (column: string): string =>
  `exists (select from cases.dispatch d where d.id = ${column})`;

/** As many of each act as a clock rests on, whatever a neighbour repeats. */
const mark = `select d.thread, d.id, d.delivered_at, d.clock_act, d.clock_question, d.clock_until
              from cases.dispatch d where d.thread = t.id and d.clock_act`;
const marks = [
  ...['START', 'ACKNOWLEDGE', 'INDIRECT', 'STOP'].map(
    (act) => `(${mark} = '${act}' order by d.delivered_at, d.id limit 1)`,
  ),
  `(${mark} = 'EXTEND' and d.delivered_at is not null order by d.delivered_at desc, d.id desc limit 1)`,
  `(${mark} in ('PAUSE', 'RESUME'))`,
  `(select s.thread, s.id, s.raised_at, 'STOP', null::uuid, null::timestamptz from cases.stop s
              where s.thread = t.id and s.lifted_at is null)`,
].join(`
            union all `);

/**
 * Who of an authority may read a thread: whoever has it, those who were added, and all of them while nobody has taken it or a
 * life is at risk. The row of the thread stays visible to the authority, so that its desk sees that something is there and who
 * has it; documents, keys of attachments, notes, stops and marks are rows of the roster alone.
 */
export class Rosters1764000000040 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Of what this State asks: the officer who asked.
      alter table cases.thread add owner text;
      update cases.thread t set owner = d.officer from cases.dispatch d where d.id = t.id and t.side = 'ASKING';
      create index thread_owned on cases.thread (authority, owner, opened_at desc, id) where owner is not null;

      create table cases.roster (
        thread uuid not null references cases.thread (id),
        officer text not null,
        authority text not null,
        compartment text not null,
        reason text not null,
        added_by text not null,
        at timestamptz not null default clock_timestamp(),
        -- Null: until removed. Else a broken glass, which closes by itself.
        until timestamptz,
        primary key (thread, officer)
      );
      create index on cases.roster (officer, at desc);
      ${rowSecurity('cases.roster', ['requests', 'inbox'], ['sealer', 'opener'])}

      -- Who has read without being on the roster, and why; the words under the key of the thread.
      create table cases.broken_glass (
        id uuid primary key,
        thread uuid not null references cases.thread (id),
        authority text not null,
        compartment text not null,
        officer text not null,
        reason text not null,
        content bytea,
        at timestamptz not null,
        until timestamptz not null,
        event uuid not null unique
      );
      create index on cases.broken_glass (thread, at desc);
      create index on cases.broken_glass (officer, at);
      ${rowSecurity('cases.broken_glass', ['requests', 'inbox'], ['sealer'])}

      create function cases.was_added(asking text, asked uuid) returns boolean language sql stable return
        exists (select from cases.roster r
          where r.thread = asked and r.officer = asking and (r.until is null or r.until > now()));
      -- The one rule; the same as \`standingOf\` of the product. The planner puts it in its place: a function with a query in
      -- it, such as the one above, is called, and only where nothing else lets the officer in.
      create function cases.reads(asking text, asked uuid, side text, priority smallint, holder text, left_holder text,
          owner text) returns boolean language sql stable return
        priority = 0
        or (side = 'ASKED' and coalesce(holder, left_holder) is null)
        or coalesce(owner, holder, left_holder, '') = asking
        or cases.was_added(asking, asked);
      -- Of the officer of the session. A step acts for no officer and no authority; row-level security bounds it by itself.
      create function cases.on_roster(asked uuid, side text, priority smallint, holder text, left_holder text, owner text)
        returns boolean language sql stable return
        coalesce(current_setting('liaise.authority', true), '') = ''
        or cases.reads(current_setting('liaise.officer', true), asked, side, priority, holder, left_holder, owner);
      grant execute on function cases.was_added(text, uuid),
        cases.reads(text, uuid, text, smallint, text, text, text),
        cases.on_roster(uuid, text, smallint, text, text, text)
        to liaise_requests, liaise_inbox, liaise_sealer, liaise_opener;

      ${['dispatch', 'attachment', 'note', 'stop', 'release', 'exculpatory_mark']
        .map((table) =>
          rosterSecurity(
            `cases.${table}`,
            { attachment: ofDispatch('dispatch'), release: ofDispatch('request') }[table] ??
              ofThread,
          ),
        )
        .join('\n')}

      -- When a thread is late is seen by its whole desk, also by who may not read it: instants and acts of its documents.
      create function cases.desk_marks(threads uuid[]) returns table (thread uuid, document uuid, delivered_at timestamptz,
          act text, question uuid, until timestamptz)
        language sql stable security definer set search_path = pg_catalog
        begin atomic
          select m.* from cases.thread t cross join lateral (
            ${marks}) m
          where t.id = any (threads) and t.authority = current_setting('liaise.authority', true)
            and t.compartment = any (string_to_array(current_setting('liaise.compartments', true), ','));
        end;
      create policy desk_marks on cases.thread for select to current_user using (true);
      create policy desk_marks on cases.dispatch for select to current_user using (true);
      create policy desk_marks on cases.stop for select to current_user using (true);
      grant execute on function cases.desk_marks(uuid[]) to liaise_requests, liaise_inbox;

      -- Each broken glass is a receipt of its own; of every other stage a message has one.
      alter table mailbox.receipt_due drop constraint receipt_due_pkey;
      create unique index receipt_due_stage on mailbox.receipt_due (link_id, message_id, stage)
        where stage <> 'BREAK_GLASS';
      create unique index receipt_due_event on mailbox.receipt_due (event) where stage = 'BREAK_GLASS';
      alter table mailbox.receipt_out drop constraint receipt_out_link_id_message_id_stage_key;
      create unique index receipt_out_stage on mailbox.receipt_out (link_id, message_id, stage)
        where stage <> 'BREAK_GLASS';
      create index receipt_in_glass on mailbox.receipt_in (message_id, rseq desc) where stage = 'BREAK_GLASS';
      -- A list looks for those of its own threads, however many there are.
      create index outbox_of_thread on mailbox.outbox (thread);`);
    const officers = ['select', 'insert', 'update (reason, added_by, at, until)', 'delete'];
    await runner.query(
      [
        grant('cases.roster', {
          requests: officers,
          inbox: officers,
          sealer: ['select', 'delete'],
          opener: ['select'],
        }),
        grant('cases.broken_glass', {
          requests: ['select', 'insert'],
          inbox: ['select', 'insert'],
          sealer: ['select (id, thread, content)', 'update (content)'],
        }),
      ].join('\n'),
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('rosters are not undone; restore a backup instead'));
  }
}
