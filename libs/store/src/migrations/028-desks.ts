import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant, rowSecurity } from './grants.js';

/**
 * The work at a desk: whose a request was before it was transferred, what its officers note for each other, and indexes for
 * the lists that they work from.
 */
export class Desks1764000000028 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table cases.thread
        -- Authorities of the asked State that had it before, on either side.
        add former_authorities text[] not null default '{}',
        -- Baton: the authority of this State that it goes to by a signed notice; the sealer moves it there.
        add moving_to text;
      create index thread_moving on cases.thread (id) where moving_to is not null;
      create index thread_held on cases.thread (authority, holder, opened_at desc, id) where holder is not null;
      create index thread_unclaimed on cases.thread (authority, opened_at desc, id)
        where side = 'ASKED' and holder is null and state not in ('ANSWERED', 'REFUSED', 'WITHDRAWN', 'CLOSED');
      create index thread_unclaimed_due on cases.thread (authority, due_at, id)
        where side = 'ASKED' and holder is null and due_at is not null;
      create index dispatch_opening on cases.dispatch (authority, officer, id) where in_reply_to is null;

      -- For the eyes of one authority; under the key of the thread, and in no document.
      create table cases.note (
        id uuid primary key,
        thread uuid not null references cases.thread (id),
        authority text not null,
        compartment text not null,
        officer text not null,
        content bytea,
        written_at timestamptz not null default clock_timestamp()
      );
      create index on cases.note (thread, written_at, id);
      ${rowSecurity('cases.note', ['requests', 'inbox'], ['sealer'])}

      ${grant('cases.note', {
        requests: ['select', 'insert'],
        inbox: ['select', 'insert'],
        sealer: ['select (id, thread, content)', 'update (content)'],
      })}
      ${grant('cases.thread', {
        inbox: ['update (moving_to)'],
        sealer: ['update (authority, former_authorities, moving_to)'],
        opener: ['update (peer_authority, former_authorities)'],
      })}
      ${grant('cases.dispatch', { sealer: ['update (authority)'] })}
      ${grant('cases.attachment', { sealer: ['update (authority)'] })}
      ${grant('cases.token', { sealer: ['update (authority)'] })}`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('desks are not undone; restore a backup instead'));
  }
}
