-- Documents, of files of any authority, in which all tokens of one part stand: of `most` files, the newest first, and of
-- each the document that opened it, then the newest, `of_one` at most. A row of before a restore may bear the number of
-- this transaction, but not its time. Authorities are jumped over in the index, one look for each.
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
grant execute on function cases.of_subject(integer[], text[], text[], bytea[], uuid, integer, integer, integer)
  to liaise_requests;
