import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant, insertOnly, roleOf } from './grants.js';

/**
 * What the data protection officer of a State is shown of all its authorities. Each search is counted; without one in the same
 * transaction the function that looks past authorities and rosters gives nothing, and its rows have no text but what is sealed.
 */
export class SubjectSearches1764000000047 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table cases.subject_search (
        id uuid primary key,
        officer text not null,
        authority text not null,
        at timestamptz not null default clock_timestamp(),
        transaction xid8 not null default pg_current_xact_id()
      );
      create index on cases.subject_search (officer, at);
      alter table cases.subject_search enable row level security;
      alter table cases.subject_search force row level security;
      create policy officers on cases.subject_search to ${roleOf('requests')}
        using (officer = current_setting('liaise.officer', true)
          and authority = current_setting('liaise.authority', true))
        with check (officer = current_setting('liaise.officer', true)
          and authority = current_setting('liaise.authority', true));
      ${insertOnly('cases.subject_search')}

      ${['subject_search', 'token', 'copy', 'withheld']
        .map(
          (table) =>
            `create policy of_subject on cases.${table} for select to current_user using (true);`,
        )
        .join('\n')}

      -- Files, of any authority, in which all tokens of one part stand. A row of before a restore may bear the number of this
      -- transaction, but not its time. Authorities are jumped over in the index, one look for each.
      create function cases.of_subject(parts integer[], compartments text[], types text[], tokens bytea[], before uuid,
          most integer)
        returns table (id uuid, authority text, compartment text, side text, request_type text, peer text,
          peer_authority text, former_authorities text[], state text, key_epoch integer, key_wrapped bytea,
          opened_at timestamptz, updated_at timestamptz, ended_at timestamptz, review_at timestamptz,
          erase_at timestamptz, recalled boolean, contact_point text, forwarded_to text[], content bytea)
        language sql stable security definer set search_path = pg_catalog
        begin atomic
          with recursive desk (authority) as (
            select min(k.authority) from cases.token k
            union all
            select (select min(k.authority) from cases.token k where k.authority > d.authority)
            from desk d where d.authority is not null),
          needle as materialized (
            select n.*, count(*) over (partition by n.part, n.compartment) as wanted
            from unnest(parts, compartments, types, tokens) as n (part, compartment, type, token)
            where n.compartment = any (string_to_array(current_setting('liaise.compartments', true), ','))
              and current_setting('liaise.step', true) = 'search-subject'
              and exists (select from cases.subject_search s
                where s.officer = current_setting('liaise.officer', true)
                  and s.transaction = pg_current_xact_id_if_assigned() and s.at >= now())),
          named as (
            select k.thread from needle n
            join desk d on d.authority is not null
            join cases.token k on k.authority = d.authority and k.compartment = n.compartment
              and k.type = n.type and k.token = n.token
            group by n.part, n.compartment, k.thread having count(distinct n.token) = max(n.wanted))
          select t.id, t.authority, t.compartment, t.side, t.request_type, t.peer,
            t.peer_authority, t.former_authorities, t.state, t.key_epoch, t.key_wrapped,
            t.opened_at, t.updated_at, t.ended_at, t.review_at, t.erase_at,
            exists (select from cases.withheld w where w.item = t.id),
            (select c.contact_point from cases.copy c where c.thread = t.id order by c.at limit 1),
            array (select distinct o.peer || '/' || o.peer_authority
              from cases.forwarded f join cases.thread o on o.id = f.thread
              where f.item = t.id and f.direction = 'OUT'),
            d.content
          from cases.thread t join cases.dispatch d on d.id = t.id
          where t.id in (select n.thread from named n) and (before is null or t.id < before)
          order by t.id desc limit most;
        end;
      revoke execute on function cases.of_subject(integer[], text[], text[], bytea[], uuid, integer) from public;
      grant execute on function cases.of_subject(integer[], text[], text[], bytea[], uuid, integer) to liaise_requests;`);
    await runner.query(
      grant('cases.subject_search', {
        requests: ['select (officer, at)', 'insert'],
      }),
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('searches are not undone; restore a backup instead'));
  }
}
