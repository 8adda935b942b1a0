import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant, roleOf } from './grants.js';

/**
 * Whoever signed something asks whether it was delivered, and where it was not, since when the link is away. The border writes here
 * what it sees of each link; whoever serves officers has no right on the rows and is told of the links of their threads.
 */
export class LinkSight1764000000098 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table mailbox.link_sight (
        link_id text primary key,
        up boolean not null,
        -- When it was last seen up; null: never.
        up_at timestamptz,
        looked_at timestamptz not null
      );
      ${grant('mailbox.link_sight', {
        exchange: ['select', 'insert', 'update (up, up_at, looked_at)'],
      })}

      create function mailbox.sight_of(asked text) returns table (up boolean, up_at timestamptz, looked_at timestamptz)
        language sql stable security definer set search_path = pg_catalog
        begin atomic
          select s.up, s.up_at, s.looked_at from mailbox.link_sight s where s.link_id = asked
            and exists (select from cases.thread t where t.link_id = asked
              and t.authority = current_setting('liaise.authority', true)
              and t.compartment = any (string_to_array(current_setting('liaise.compartments', true), ',')));
        end;
      grant execute on function mailbox.sight_of(text) to ${roleOf('requests')};`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('what was seen is not undone; restore a backup instead'));
  }
}
