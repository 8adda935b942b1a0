import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant, roleOf } from './grants.js';

const atDesk = `compartment = any (string_to_array(current_setting('liaise.compartments', true), ','))`;
const own = `current_setting('liaise.authority', true)`;
/** What was transferred to the contact point is its own, and read by its roster, no copy. */
const shown = `contact_point = ${own} and authority <> contact_point and not c.by_release`;

/**
 * A release names one authority. So of what goes by one the contact point is shown that it is there, and the database gives it
 * no word of it. Of what was copied before, nobody knows any more what went by one: all that stands in threads which a forward opened
 * counts so.
 */
export class CopiesByRelease1764000000095 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table cases.copy add by_release boolean not null default false;
      -- The owner too is bound by the policies, and none is for it.
      alter table cases.copy no force row level security;
      update cases.copy c set by_release = true
        where contact_point is not null and exists (select from cases.forwarded f where f.forward = c.thread);
      alter table cases.copy force row level security;
      drop policy copied on cases.dispatch;
      create policy copied on cases.dispatch for select to ${roleOf('inbox')}
        using (${atDesk} and current_setting('liaise.step', true) = 'read-copy' and exists (
          select from cases.copy c where c.dispatch = id
            and (${shown} or contact_point is null and authority = ${own})));`);
    await runner.query(
      [
        grant('cases.copy', { requests: ['select (by_release)'] }),
        grant('cases.copy', { opener: ['select (by_release)'] }),
      ].join('\n'),
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('copies are not undone; restore a backup instead'));
  }
}
