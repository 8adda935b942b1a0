import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant, insertOnly, roleOf, rowSecurity } from './grants.js';

const atDesk = `compartment = any (string_to_array(current_setting('liaise.compartments', true), ','))`;
const officers = `${roleOf('requests')}, ${roleOf('inbox')}`;
/** Only the step that shows copies sees what another authority's file says, and of it the request alone. */
const shown = (
  thread: string,
  to: string,
): string => `current_setting('liaise.step', true) = 'read-copy' and exists (
  select from cases.copy c where c.thread = ${thread} and ${to})`;
const atContactPoint = `c.contact_point = current_setting('liaise.authority', true)`;
const copied = (thread: string): string => shown(thread, atContactPoint);
/** Also the record of what was kept back, for a supervisor of the authority, who stands on no roster. */
const copiedOrKept = (thread: string): string =>
  shown(
    thread,
    `(${atContactPoint} or (c.contact_point is null and c.authority = current_setting('liaise.authority', true)))`,
  );

/**
 * Which requests the national contact point is shown, and which were kept from it by an exception that the request names: the
 * row stands in the file of the authority, and names no exception. And which requests were sent to several States at once.
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
        at timestamptz not null default clock_timestamp(),
        check (contact_point is distinct from authority)
      );
      create index copy_shown on cases.copy (contact_point, at, thread) where contact_point is not null;
      create index copy_withheld on cases.copy (authority, at, thread) where contact_point is null;
      ${rowSecurity('cases.copy', ['requests', 'inbox'], ['sealer', 'opener'])}
      create policy contact_point on cases.copy for select to ${officers}
        using (contact_point = current_setting('liaise.authority', true) and ${atDesk});
      create policy copied on cases.thread for select to ${roleOf('inbox')}
        using (${atDesk} and ${copied('id')});
      create policy copied on cases.dispatch for select to ${roleOf('inbox')}
        using (${atDesk} and id = thread and kind = 'request' and ${copiedOrKept('thread')});

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
