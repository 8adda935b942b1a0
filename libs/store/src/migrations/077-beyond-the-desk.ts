import type { MigrationInterface, QueryRunner } from 'typeorm';

const args = 'integer[], text[], text[], bytea[], uuid, integer, integer, integer';
/** Of the session's own desk. */
const own = `t.authority = current_setting('liaise.authority', true)
            and t.compartment = any (string_to_array(current_setting('liaise.compartments', true), ','))`;

/**
 * What the services of officers must know of dispatches that are not of the officer's desk, in functions that say that and nothing
 * else: they looked it up in the rows of the carriage themselves, and those are to be seen by their own desk alone.
 */
export class BeyondTheDesk1764000000077 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Whether precisely this document was handed in before, by whomever: its thread may be another authority's by now. Who
      -- asks has the document.
      create function mailbox.is_queued(asked uuid, sha256 text) returns boolean
        language sql stable security definer set search_path = pg_catalog
        begin atomic
          select exists (select from mailbox.outbox o where o.dispatch = asked and o.document_sha256 = sha256);
        end;

      -- The signed statement that brought a receipt of a dispatch of the session's own desk. It names others of the link, so
      -- its row belongs to no desk: nobody who serves officers reads it otherwise.
      create function mailbox.proof_of(asked uuid, number bigint) returns table (statement bytea, signature bytea)
        language sql stable security definer set search_path = pg_catalog
        begin atomic
          select s.statement, s.signature
          from mailbox.outbox o join cases.thread t on t.id = o.thread
          join mailbox.receipt_in r on r.link_id = o.link_id and r.message_id = o.message_id
          join mailbox.statement_in s on s.sha256 = r.statement_sha256
          where o.dispatch = asked and r.rseq = number and ${own};
        end;
      grant execute on function mailbox.is_queued(uuid, text), mailbox.proof_of(uuid, bigint)
        to liaise_requests, liaise_inbox;
      revoke select on mailbox.statement_in from liaise_requests, liaise_inbox;

      -- As it was; and nothing is owed of a forward that its receiver refused, other than because it has it, or that never left.
      create or replace function cases.owed_by_others(asked uuid) returns table (forward uuid, authority text)
        language sql stable security definer set search_path = pg_catalog
        begin atomic
          select f.forward, f.authority
          from cases.recall r join cases.forwarded f on f.item = any (r.items) and f.direction = 'OUT'
          where r.document = asked and r.direction = 'IN' and f.authority <> r.authority
            and r.authority = current_setting('liaise.authority', true)
            and r.compartment = any (string_to_array(current_setting('liaise.compartments', true), ','))
            and not exists (
              select from cases.recall t join cases.recall_answer a on a.recall = t.document
              where t.thread = f.thread and t.direction = 'OUT' and f.forward = any (t.items)
                and a.outcome = 'COMPLIED'
                and (t.act = 'RECALL' or (t.act = r.act and t.filed_at >= r.filed_at)))
            and not exists (
              select from mailbox.outbox o where o.dispatch = f.forward and (
                (o.state = 'VOID' and o.sealed_at is null)
                or ((select coalesce(i.code, '') from mailbox.receipt_in i
                      where i.message_id = o.message_id and i.link_id = o.link_id and i.stage = 'REJECTED'
                      order by i.rseq limit 1) <> 'DOCUMENT_REPLAYED'
                  and not exists (select from mailbox.receipt_in i
                    where i.message_id = o.message_id and i.link_id = o.link_id
                      and i.stage in ('OPENED', 'RETRIEVED')))));
        end;

      -- As it was; and of each document whether it never left, so that nobody is said to have received it.
      drop function cases.of_subject(${args});
      create function cases.of_subject(parts integer[], compartments text[], types text[], tokens bytea[], before uuid,
          most integer, of_one integer, of_all integer)
        returns table (id uuid, authority text, compartment text, side text, request_type text, peer text,
          peer_authority text, former_authorities text[], state text, key_epoch integer, key_wrapped bytea,
          opened_at timestamptz, updated_at timestamptz, ended_at timestamptz, review_at timestamptz,
          erase_at timestamptz, dispatch uuid, direction text, recalled boolean, contact_point text,
          forwarded_to text[], content bytea, never_left boolean)
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
            select distinct m.thread, m.dispatch from (
              select k.thread, k.dispatch from needle n
              join desk d on d.authority is not null
              join cases.token k on k.authority = d.authority and k.compartment = n.compartment
                and k.type = n.type and k.token = n.token
              where before is null or k.thread < before
              group by n.part, n.compartment, k.thread, k.dispatch
              having count(distinct n.token) = max(n.wanted)) m),
          -- Counted off in one order: a join of a common word with the files of a page compares each with each.
          counted as (select n.thread, n.dispatch, dense_rank() over (order by n.thread desc) as file from named n),
          placed as (
            select c.thread, c.dispatch, row_number() over (
              partition by c.thread order by c.dispatch <> c.thread, c.dispatch desc) as place
            from counted c where c.file <= most),
          -- Before anything is looked up of them.
          shown as (select p.* from placed p where p.place <= of_one order by p.thread desc, p.place limit of_all)
          select t.id, t.authority, t.compartment, t.side, t.request_type, t.peer,
            t.peer_authority, t.former_authorities, t.state, t.key_epoch, t.key_wrapped,
            t.opened_at, t.updated_at, t.ended_at, t.review_at, t.erase_at,
            d.id, d.direction,
            exists (select from cases.withheld w where w.item = d.id),
            (select c.contact_point from cases.copy c where c.dispatch = d.id),
            array (select distinct o.peer || '/' || o.peer_authority
              from cases.forwarded f join cases.thread o on o.id = f.thread
              where f.item = d.id and f.direction = 'OUT'),
            d.content,
            exists (select from mailbox.outbox o where o.dispatch = d.id and o.state = 'VOID' and o.sealed_at is null)
          from shown s join cases.thread t on t.id = s.thread join cases.dispatch d on d.id = s.dispatch
          order by t.id desc, s.place;
        end;
      grant execute on function cases.of_subject(${args}) to liaise_requests;`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('walls are not taken down; restore a backup instead'));
  }
}
