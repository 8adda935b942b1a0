import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant, roleOf } from './grants.js';

const inStep = (...steps: readonly string[]): string =>
  `current_setting('liaise.step', true) in (${steps.map((step) => `'${step}'`).join(', ')})`;
const steps = `${roleOf('sealer')}, ${roleOf('opener')}`;

/**
 * An officer's own desk, whoever is on the roster of the other threads; and the two steps that judge what leaves and what comes.
 * `t`: the thread that is asked about.
 */
const asks = `t.id = any (threads) and (
  t.authority = current_setting('liaise.authority', true)
    and t.compartment = any (string_to_array(current_setting('liaise.compartments', true), ','))
  or coalesce(current_setting('liaise.authority', true), '') = '' and ${inStep('seal-outbox', 'open-delivery')})`;

/**
 * A stop-word in one thread of an operation with several States holds in all of them: what the asking State has told the others
 * and they have confirmed, or here what the asking State has told. What holds is asked of functions: they give ids and hashes of
 * stop-words alone, also of threads that the officer may not read.
 */
export class StopWords1764000000063 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table cases.stop_word (
        thread uuid not null references cases.thread (id),
        -- SHA-256 of the signed document, in whichever thread it was said.
        halt text not null,
        act text not null check (act in ('HALTED', 'LIFTED')),
        direction text not null check (direction in ('OUT', 'IN')),
        -- Of the statement that tells it, or that answers; null: one is to be signed.
        message_id text,
        attempt integer not null default 0,
        said_at timestamptz not null default clock_timestamp(),
        -- When the neighbour's answer came.
        confirmed_at timestamptz,
        primary key (thread, halt, act)
      );
      create index stop_word_open on cases.stop_word (thread)
        where direction = 'OUT' and confirmed_at is null or direction = 'IN' and message_id is null;
      alter table cases.stop_word enable row level security;
      alter table cases.stop_word force row level security;
      create policy steps on cases.stop_word to ${steps}
        using (${inStep('carry-stop-words', 'open-delivery')})
        with check (${inStep('carry-stop-words', 'open-delivery')});
      create policy stop_words on cases.stop_word for select to current_user using (true);

      create policy steps on cases.broadcast for select to ${roleOf('sealer')}
        using (${inStep('carry-stop-words')});
      create policy stop_words on cases.broadcast for select to current_user using (true);
      create index broadcast_members on cases.broadcast (broadcast, authority);

      create function cases.halts_beside(threads uuid[]) returns table (thread uuid, document uuid, kind text,
          in_reply_to uuid, direction text, sha256 text)
        language sql stable security definer set search_path = pg_catalog
        begin atomic
          select t.id, d.id, d.kind, d.in_reply_to, d.direction, d.document_sha256
          from cases.thread t join cases.broadcast b on b.thread = t.id
          join cases.broadcast o on o.broadcast = b.broadcast and o.authority = b.authority and o.thread <> b.thread
          join cases.dispatch d on d.thread = o.thread and d.kind in ('halt', 'resume')
          where ${asks}
            -- As in a thread by itself: what of ours never came to be there lifts nothing.
            and not (d.direction = 'OUT' and d.kind <> 'halt' and exists (
              select from mailbox.outbox q where q.dispatch = d.id and (q.state = 'VOID' or q.outcome = 'REJECTED')));
        end;
      create function cases.halts_told(threads uuid[]) returns table (thread uuid, halt text, act text, direction text,
          confirmed boolean)
        language sql stable security definer set search_path = pg_catalog
        begin atomic
          select w.thread, w.halt, w.act, w.direction, w.confirmed_at is not null
          from cases.thread t join cases.stop_word w on w.thread = t.id where ${asks}
          order by w.said_at, w.halt;
        end;
      grant execute on function cases.halts_beside(uuid[]), cases.halts_told(uuid[])
        to ${roleOf('requests')}, ${roleOf('inbox')}, ${steps};`);
    await runner.query(
      [
        grant('cases.broadcast', { sealer: ['select'] }),
        grant('cases.stop_word', {
          sealer: ['select', 'insert', 'update (message_id, attempt, said_at)'],
          opener: ['select', 'insert', 'update (message_id, confirmed_at)'],
        }),
      ].join('\n'),
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('stop-words are not undone; restore a backup instead'));
  }
}
