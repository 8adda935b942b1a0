import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant, rowSecurity } from './grants.js';

/**
 * Which releases were asked for and what was answered, and which documents of other States were handed on. None of it is
 * content: to whom, what for and until when stands in the signed documents. No service that officers or neighbours reach
 * can change or remove a row.
 */
export class Releases1764000000034 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table cases.release (
        -- The document that asks.
        request uuid primary key references cases.dispatch (id),
        thread uuid not null references cases.thread (id),
        authority text not null,
        compartment text not null,
        -- OUT: this State asks, and the neighbour owes the answer. IN: the other way round.
        direction text not null check (direction in ('OUT', 'IN')),
        item uuid not null references cases.dispatch (id),
        asked_at timestamptz not null default clock_timestamp()
      );
      create index on cases.release (thread, asked_at, request);
      create index on cases.release (authority, asked_at, request);

      -- One for each.
      create table cases.release_answer (
        request uuid primary key references cases.release (request),
        document uuid not null unique references cases.dispatch (id),
        authority text not null,
        compartment text not null,
        outcome text not null check (outcome in ('GRANTED', 'REFUSED')),
        at timestamptz not null default clock_timestamp()
      );

      -- What a forward of this State (OUT) or of a neighbour (IN) encloses. The item of an OUT row is a document here.
      create table cases.forwarded (
        forward uuid not null references cases.dispatch (id),
        item uuid not null,
        thread uuid not null references cases.thread (id),
        authority text not null,
        compartment text not null,
        direction text not null check (direction in ('OUT', 'IN')),
        primary key (forward, item)
      );
      create index on cases.forwarded (item);
      create index on cases.forwarded (thread);
      ${['release', 'release_answer', 'forwarded']
        .map((name) => rowSecurity(`cases.${name}`, ['requests', 'inbox'], ['sealer', 'opener']))
        .join('\n')}

      -- Forwards of what a recall names by other desks of the State, to whose holder that desk has not told as much. Only of
      -- a recall that the session's own desk has: nothing else is learnt of what other desks hand on.
      create function cases.owed_by_others(asked uuid) returns table (forward uuid, authority text)
        language sql stable security definer set search_path = pg_catalog
        begin atomic
          select f.forward, f.authority
          from cases.recall r join cases.forwarded f on f.item = any (r.items) and f.direction = 'OUT'
          where r.document = asked and r.direction = 'IN' and f.authority <> r.authority
            and r.authority = current_setting('liaise.authority', true)
            and r.compartment = any (string_to_array(current_setting('liaise.compartments', true), ','))
            and not exists (
              select from cases.recall t
              where t.thread = f.thread and t.direction = 'OUT' and f.forward = any (t.items)
                and (t.act = 'RECALL' or (t.act = r.act and t.filed_at >= r.filed_at)));
        end;
      create policy told on cases.recall for select to current_user using (true);
      create policy handed_on on cases.forwarded for select to current_user using (true);
      grant execute on function cases.owed_by_others(uuid) to liaise_requests, liaise_inbox;`);
    const officers = ['select', 'insert'];
    const all = { requests: officers, inbox: officers, opener: officers };
    await runner.query(
      ['release', 'release_answer', 'forwarded']
        .map((name) => grant(`cases.${name}`, { ...all, sealer: ['select', 'update (authority)'] }))
        .join('\n'),
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('releases are not undone; restore a backup instead'));
  }
}
