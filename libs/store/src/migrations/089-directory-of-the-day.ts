import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant, insertOnly, roleOf } from './grants.js';

const officers = [roleOf('requests'), roleOf('inbox')].join(', ');
const steps = [roleOf('sealer'), roleOf('opener')].join(', ');

/**
 * Under which envelope each document crossed the border: it names the directory of its day, by which whoever reads it later can
 * verify it. Of what came before this was kept, only the envelopes of what this State sent are still there.
 */
export class DirectoryOfTheDay1764000000089 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table cases.crossing (
        dispatch uuid primary key references cases.dispatch (id),
        -- Of the directory of the State that sealed it, as its envelope says.
        version integer not null,
        head text not null,
        envelope bytea not null,
        envelope_signature bytea not null,
        -- Who signed it, and what it encloses, from a post, by the directories of then. Null: was not noted.
        posted jsonb
      );
      alter table cases.crossing enable row level security;
      alter table cases.crossing force row level security;
      -- Whoever sees the document.
      create policy officers on cases.crossing for select to ${officers}
        using (exists (select from cases.dispatch d where d.id = crossing.dispatch));
      create policy steps on cases.crossing for insert to ${steps}
        with check (current_setting('liaise.step', true) in ('seal-outbox', 'open-delivery'));
      ${grant('cases.crossing', {
        requests: ['select'],
        inbox: ['select'],
        sealer: ['insert'],
        opener: ['insert'],
      })}
      insert into cases.crossing (dispatch, version, head, envelope, envelope_signature)
        select q.dispatch, (e.said #>> '{directory,version}')::integer, e.said #>> '{directory,head}', q.envelope,
          q.envelope_signature
        from mailbox.outbox q cross join lateral (select convert_from(q.envelope, 'UTF8')::jsonb as said) e
        where q.envelope is not null and q.envelope_signature is not null
        on conflict do nothing;
      ${insertOnly('cases.crossing')}`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('what was said is not undone; restore a backup instead'));
  }
}
