import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant } from './grants.js';

/** A request moves with its alerts, once its notice is on the way, and comes back when the neighbour does not take that. */
export class Transfers1764000000033 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table cases.thread
        -- What it was before the notice, and in whose hands: as it is again when the notice does not leave.
        add left_state text,
        add left_holder text,
        -- The notice that it was moved by, until the neighbour has answered that.
        add moved_by uuid;
      drop index cases.thread_moving;
      create index thread_moving on cases.thread (id) where moving_to is not null or moved_by is not null;
      ${grant('cases.thread', {
        inbox: ['update (left_state, left_holder)'],
        sealer: ['update (holder, state, left_state, left_holder, moved_by)'],
      })}

      -- By which a repetition is known, also of a document whose thread is in another authority's file by now.
      alter table mailbox.outbox add document_sha256 text;

      -- An alert is seen with its thread, wherever that is; each authority's officers are named anew.
      drop policy officers on cases.alert;
      create policy officers on cases.alert for select to liaise_requests, liaise_inbox
        using (exists (select from cases.thread t where t.id = thread));
      alter table cases.alert drop constraint alert_pkey, add primary key (thread, authority, alert, level);`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('transfers are not undone; restore a backup instead'));
  }
}
