import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant, roleOf } from './grants.js';

const atDesk = `compartment = any (string_to_array(current_setting('liaise.compartments', true), ','))`;
const own = `current_setting('liaise.authority', true)`;
/** What was transferred to the contact point is its own, and read by its roster, no copy. */
const shown = `contact_point = ${own} and authority <> contact_point`;
/** Only in the step that shows copies; `document`: a condition on the row \`c\` of the copy. */
const copied = (
  document: string,
  which = shown,
): string => `current_setting('liaise.step', true) = 'read-copy' and exists (
  select from cases.copy c where (${document}) and (${which}))`;

/**
 * What is told unasked and upon a request is copied as requests are: a row of each document, not of each thread. All rows of
 * before are of requests, and a thread has the id of the document that opened it.
 */
export class MoreCopies1764000000049 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table cases.copy add dispatch uuid references cases.dispatch (id), add kind text;
      -- The owner too is bound by the policies, and none is for it.
      alter table cases.copy no force row level security;
      update cases.copy set dispatch = thread, kind = 'request';
      alter table cases.copy force row level security;
      alter table cases.copy drop constraint copy_pkey, add primary key (dispatch),
        alter kind set not null,
        add check (kind in ('request', 'spontaneous-information', 'response'));
      drop index cases.copy_shown, cases.copy_withheld;
      create index copy_shown on cases.copy (contact_point, at, dispatch) where contact_point is not null;
      create index copy_withheld on cases.copy (authority, at, dispatch) where contact_point is null;
      -- Which of a thread, when it moves or is looked at.
      create index copy_of_thread on cases.copy (thread);

      drop policy copied on cases.dispatch;
      create policy copied on cases.dispatch for select to ${roleOf('inbox')}
        using (${atDesk} and ${copied(
          'c.dispatch = id',
          `${shown} or contact_point is null and authority = ${own}`,
        )});
      -- Recalled, a document is not shown any more, nor is the subject line of a thread that it opened.
      drop policy copied on cases.withheld;
      create policy copied on cases.withheld for select to ${roleOf('inbox')}
        using (${copied('c.dispatch = item or c.thread = item')});`);
    // Whoever answers files a copy; whether the request named an exception decides on the answers to it.
    await runner.query(
      grant('cases.copy', { inbox: ['insert'], opener: ['select (dispatch, contact_point)'] }),
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('copies are not undone; restore a backup instead'));
  }
}
