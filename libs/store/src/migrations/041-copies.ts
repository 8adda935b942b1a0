import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant, insertOnly, roleOf, rowSecurity } from './grants.js';

const atDesk = `compartment = any (string_to_array(current_setting('liaise.compartments', true), ','))`;
const officers = `${roleOf('requests')}, ${roleOf('inbox')}`;
const own = `current_setting('liaise.authority', true)`;
/** What was transferred to the contact point is its own, and read by its roster, no copy. */
const shown = `contact_point = ${own} and authority <> contact_point`;
/**
 * Only the step that shows copies sees what a file says to whom its roster does not let read, and of it the request alone.
 * `thread`: a column by a name that the copy has not, or each would be compared with itself.
 */
const copied = (
  thread: 'id' | 'item',
  which = shown,
): string => `current_setting('liaise.step', true) = 'read-copy' and exists (
  select from cases.copy c where c.thread = ${thread} and (${which}))`;

/**
 * Which requests the national contact point is shown, and which were kept from it by an exception that the request names: the
 * row stands in the file of the authority, and names no exception. Neither is read by the roster of the thread, but by the
 * contact point and by a supervisor. And which requests were sent to several States at once.
 */
export class Copies1764000000041 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table cases.copy (
        thread uuid primary key references cases.thread (id),
        authority text not null,
        compartment text not null,
        -- Null: withheld.
        contact_point text,
        at timestamptz not null default clock_timestamp()
      );
      create index copy_shown on cases.copy (contact_point, at, thread) where contact_point is not null;
      create index copy_withheld on cases.copy (authority, at, thread) where contact_point is null;
      ${rowSecurity('cases.copy', ['requests', 'inbox'], ['sealer', 'opener'])}
      create policy contact_point on cases.copy for select to ${officers}
        using (${shown} and ${atDesk});
      create policy copied on cases.thread for select to ${roleOf('inbox')}
        using (${atDesk} and ${copied('id')});
      create policy copied on cases.dispatch for select to ${roleOf('inbox')}
        using (${atDesk} and id = thread and kind = 'request'
          and ${copied('id', `${shown} or contact_point is null and authority = ${own}`)});

      -- A thread has the id of the document that opened it: recalled, it is not shown any more.
      create policy copied on cases.withheld for select to ${roleOf('inbox')} using (${copied('item')});

      create table cases.broadcast (
        thread uuid primary key references cases.thread (id),
        broadcast uuid not null,
        authority text not null,
        compartment text not null,
        peer text not null,
        peer_authority text not null,
        unique (authority, broadcast, peer, peer_authority)
      );
      ${rowSecurity('cases.broadcast', ['requests'], [])}
      ${insertOnly('cases.broadcast')}`);
    await runner.query(
      [
        grant('cases.copy', {
          requests: ['insert'],
          inbox: ['select'],
          opener: ['insert'],
          sealer: ['select', 'update (authority)'],
        }),
        grant('cases.broadcast', { requests: ['select', 'insert'] }),
      ].join('\n'),
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('copies are not undone; restore a backup instead'));
  }
}
