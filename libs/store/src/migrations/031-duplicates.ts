import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant, insertOnly, rowSecurity } from './grants.js';

/** SQL: one row of other authorities, on the side of the own one in the index; a scalar, so that each is a look of its own. */
const oneOf = (side: '<' | '>'): string => `(
            select true from cases.likeness l
            where l.compartment = asked and l.type = m.type and l.token = m.token
              and l.authority ${side} current_setting('liaise.authority', true)
              and l.opened_at > now() - interval '90 days'
            order by l.authority desc, l.opened_at desc limit 1) is not null`;

/**
 * Which threads are about the same, and what desks of one State are told of each other. Threads that were filed before have
 * no marks: nothing but the keys of the services opens their documents, so they are not found as duplicates.
 */
export class Duplicates1764000000031 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Keyed hashes of what identifies the persons and things of a request. The order of the key serves every look: one
      -- token at one authority, newest first; one token anywhere in the compartment.
      create table cases.likeness (
        compartment text not null,
        type text not null,
        token bytea not null check (octet_length(token) = 8),
        authority text not null,
        opened_at timestamptz not null,
        thread uuid not null,
        primary key (compartment, type, token, authority, opened_at, thread)
      );
      create index on cases.likeness (thread);
      ${rowSecurity('cases.likeness', ['requests', 'inbox'], ['sealer', 'opener'])}

      -- Baton: an officer looked for duplicates, or a thread was filed; the sealer tells the desks concerned. A look counts
      -- against its officer for an hour; what was sought is gone as soon as the desks were told.
      create table cases.duplicate_check (
        id uuid primary key,
        authority text not null,
        compartment text not null,
        officer text,
        thread uuid,
        types text[],
        tokens bytea[],
        at timestamptz not null default clock_timestamp(),
        told_at timestamptz,
        check ((officer is null) <> (thread is null))
      );
      create index on cases.duplicate_check (at, id) where told_at is null;
      create index on cases.duplicate_check (at) where told_at is not null;
      create index on cases.duplicate_check (officer, at) where officer is not null;
      ${rowSecurity('cases.duplicate_check', ['requests'], ['sealer', 'opener'])}

      -- ASKED_ABOUT: another desk asked about what the thread is about. OTHER_DESK: another desk may already work on it.
      create table cases.duplicate_notice (
        event uuid primary key,
        thread uuid not null references cases.thread (id),
        authority text not null,
        compartment text not null,
        notice text not null check (notice in ('ASKED_ABOUT', 'OTHER_DESK')),
        at timestamptz not null
      );
      create index on cases.duplicate_notice (thread);
      create index on cases.duplicate_notice (authority, at desc, event desc) where notice = 'ASKED_ABOUT';
      ${insertOnly('cases.duplicate_notice')}
      ${rowSecurity('cases.duplicate_notice', ['requests', 'inbox'], ['sealer'])}

      -- All that the service of an officer learns of other authorities: yes or no, in the compartments of the session alone.
      -- Every token is looked up, before and after the own authority in the index: neither what the own one has nor which
      -- token it was is seen in the time.
      create function cases.another_desk_has(asked text, types text[], tokens bytea[]) returns boolean
        language sql stable security definer set search_path = pg_catalog
        return (
          select coalesce(bool_or(${oneOf('<')} or ${oneOf('>')}), false)
          from unnest(types, tokens) as m (type, token)
          where asked = any (string_to_array(current_setting('liaise.compartments', true), ',')));
      create policy another_desk on cases.likeness for select to current_user using (
        compartment = any (string_to_array(current_setting('liaise.compartments', true), ',')));
      grant execute on function cases.another_desk_has(text, text[], bytea[]) to liaise_requests;`);
    await runner.query(
      [
        grant('cases.likeness', {
          requests: ['select', 'insert'],
          inbox: ['select'],
          sealer: ['select', 'update (authority)', 'delete'],
          opener: ['insert'],
        }),
        grant('cases.duplicate_check', {
          requests: ['select (officer, at)', 'insert'],
          sealer: ['select', 'insert', 'update (told_at, types, tokens)', 'delete'],
          opener: ['insert'],
        }),
        grant('cases.duplicate_notice', {
          requests: ['select'],
          inbox: ['select'],
          sealer: ['select', 'insert'],
        }),
      ].join('\n'),
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('told duplicates are not undone; restore a backup instead'));
  }
}
