-- Forwards of what a recall names by other desks of the State, whose holder has not complied with as much. Only of a
-- recall that the session's own desk has. Nothing is owed of a forward that never left, or that its receiver refused for
-- another reason than having it or having had it. A narrowing is told by its handling alone, so none counts here by its
-- time; a word that was kept back or refused settles nothing.
create function cases.owed_by_others(asked uuid) returns table (forward uuid, authority text)
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
          and a.outcome = 'COMPLIED' and not exists (
            select from mailbox.outbox q where q.dispatch = t.document and (q.state = 'VOID'
              or q.outcome = 'REJECTED' and coalesce(q.code, '') not in (
                'DOCUMENT_REPLAYED', 'RECALL_ANSWERED', 'RELEASE_ANSWERED', 'EVIDENCE_ANSWERED', 'CONTENT_ERASED')))
          and (t.act = 'RECALL'
            or r.act = 'CORRECT' and t.act = 'CORRECT' and t.filed_at >= r.filed_at))
      and not exists (
        select from mailbox.outbox o where o.dispatch = f.forward and (
          (o.state = 'VOID' and o.sealed_at is null)
          or ((select coalesce(i.code, '') from mailbox.receipt_in i
                where i.message_id = o.message_id and i.link_id = o.link_id and i.stage = 'REJECTED'
                order by (i.stage = o.outcome and i.code is not distinct from o.code) is not true, i.rseq
                limit 1) not in (
                  'DOCUMENT_REPLAYED', 'RECALL_ANSWERED', 'RELEASE_ANSWERED', 'EVIDENCE_ANSWERED', 'CONTENT_ERASED')
            and not exists (select from mailbox.receipt_in i
              where i.message_id = o.message_id and i.link_id = o.link_id
                and i.stage in ('OPENED', 'RETRIEVED')))));
  end;
grant execute on function cases.owed_by_others(uuid) to liaise_requests, liaise_inbox;

-- Of a narrowing that the session's own desk has: what other desks still owe its holders by the table alone, with the
-- bytes at rest by which the service judges it. With each narrowing with which its holder has complied, the oldest first.
create function cases.narrowed_by_others(asked uuid) returns table (forward uuid, item uuid, thread uuid,
    authority text, side text, compartment text, key_epoch integer, key_wrapped bytea, content bytea, narrowings uuid[],
    narrowed bytea[])
  language sql stable security definer set search_path = pg_catalog
  begin atomic
    select f.forward, f.item, t.id, t.authority, t.side, t.compartment, t.key_epoch, t.key_wrapped, d.content,
      coalesce(k.documents, '{}'), coalesce(k.contents, '{}')
    from cases.recall r
    join cases.owed_by_others(asked) o on true
    join cases.forwarded f on f.forward = o.forward and f.item = any (r.items) and f.direction = 'OUT'
    join cases.thread t on t.id = f.thread
    join cases.dispatch d on d.id = f.forward
    left join lateral (
      select c.document, a.outcome
      from cases.recall c left join cases.recall_answer a on a.recall = c.document
      where c.thread = f.thread and c.direction = 'OUT' and c.act = 'NARROW' and f.forward = any (c.items)
        and not exists (
          select from mailbox.outbox q where q.dispatch = c.document and (q.state = 'VOID'
            or q.outcome = 'REJECTED' and coalesce(q.code, '') not in (
              'DOCUMENT_REPLAYED', 'RECALL_ANSWERED', 'RELEASE_ANSWERED', 'EVIDENCE_ANSWERED', 'CONTENT_ERASED')))
      order by c.filed_at desc, c.document desc limit 1) n on true
    left join lateral (
      select array_agg(c.document order by c.filed_at, c.document) as documents,
        array_agg(m.content order by c.filed_at, c.document) as contents
      from cases.recall c join cases.recall_answer a on a.recall = c.document
      join cases.dispatch m on m.id = c.document
      where c.thread = f.thread and c.direction = 'OUT' and c.act = 'NARROW' and f.forward = any (c.items)
        and a.outcome = 'COMPLIED' and m.content is not null and not exists (
          select from mailbox.outbox q where q.dispatch = c.document and (q.state = 'VOID'
            or q.outcome = 'REJECTED' and coalesce(q.code, '') not in (
              'DOCUMENT_REPLAYED', 'RECALL_ANSWERED', 'RELEASE_ANSWERED', 'EVIDENCE_ANSWERED', 'CONTENT_ERASED')))) k on true
    where r.document = asked and r.act = 'NARROW' and t.key_wrapped is not null and d.content is not null
      and (n.document is null or (n.outcome = 'COMPLIED' and n.document = any (k.documents)))
      and not exists (select from cases.withheld w where w.item = f.forward)
      and not exists (
        select from cases.recall c
        where c.thread = f.thread and c.direction = 'OUT' and c.act = 'RECALL' and f.forward = any (c.items)
          and not exists (
            select from mailbox.outbox q where q.dispatch = c.document and (q.state = 'VOID'
              or q.outcome = 'REJECTED' and coalesce(q.code, '') not in (
                'DOCUMENT_REPLAYED', 'RECALL_ANSWERED', 'RELEASE_ANSWERED', 'EVIDENCE_ANSWERED', 'CONTENT_ERASED'))));
  end;
grant execute on function cases.narrowed_by_others(uuid) to liaise_requests, liaise_inbox;

select pg_temp.wall('cases.recall', 'liaise_requests, liaise_inbox', 'liaise_sealer, liaise_opener');
create policy told on cases.recall for select to current_user using (true);
create policy copied on cases.recall for select to liaise_inbox
  using (current_setting('liaise.step', true) = 'read-copy' and exists (
    select from cases.copy c where c.dispatch = any (items)
      and c.contact_point = current_setting('liaise.authority', true) and c.authority <> c.contact_point));
create policy unanswered on cases.recall as restrictive for update to liaise_opener
  using (recall.direction = 'IN' and not exists (
    select from cases.recall_answer a where a.recall = recall.document))
  with check (recall.direction = 'IN' and recall.look_at <= clock_timestamp());
create index recall_look_at_idx on cases.recall (look_at) where look_at is not null;
grant select, insert on cases.recall to liaise_requests, liaise_inbox;
grant select, update (authority, look_at) on cases.recall to liaise_sealer;
grant select, insert, update (look_at) on cases.recall to liaise_opener;

select pg_temp.wall('cases.recall_answer', 'liaise_requests, liaise_inbox', 'liaise_sealer, liaise_opener');
create policy told on cases.recall_answer for select to current_user using (true);
create policy copied on cases.recall_answer for select to liaise_inbox
  using (current_setting('liaise.step', true) = 'read-copy' and exists (
    select from cases.recall r where r.document = recall_answer.recall));
create policy refused on cases.recall_answer as restrictive for delete to liaise_opener using (exists (
  select from mailbox.outbox o where o.dispatch = recall_answer.document and o.outcome = 'REJECTED'));
grant select, insert on cases.recall_answer to liaise_requests, liaise_inbox;
grant select, update (authority), delete on cases.recall_answer to liaise_sealer;
grant select, insert, delete on cases.recall_answer to liaise_opener;

select pg_temp.wall('cases.withheld', 'liaise_requests, liaise_inbox', 'liaise_sealer, liaise_opener');
create policy of_subject on cases.withheld for select to current_user using (true);
-- Recalled, a document is not shown any more, nor is the subject line of a thread that it opened.
create policy copied on cases.withheld for select to liaise_inbox
  using (current_setting('liaise.step', true) = 'read-copy' and exists (
    select from cases.copy c where (c.dispatch = item or c.thread = item)
      and (c.contact_point = current_setting('liaise.authority', true) and c.authority <> c.contact_point)));
grant select, insert on cases.withheld to liaise_requests, liaise_inbox;
grant select, update (authority) on cases.withheld to liaise_sealer;
grant select on cases.withheld to liaise_opener;

select pg_temp.wall('cases.release', 'liaise_requests, liaise_inbox', 'liaise_sealer, liaise_opener',
  'exists (select from cases.dispatch d where d.id = release.request)');
grant select, insert on cases.release to liaise_requests, liaise_inbox, liaise_opener;
grant select, update (authority) on cases.release to liaise_sealer;

select pg_temp.wall('cases.release_answer', 'liaise_requests, liaise_inbox', 'liaise_sealer, liaise_opener');
create policy refused on cases.release_answer as restrictive for delete to liaise_opener using (exists (
  select from mailbox.outbox o where o.dispatch = release_answer.document and o.outcome = 'REJECTED'));
grant select, insert on cases.release_answer to liaise_requests, liaise_inbox;
grant select, update (authority), delete on cases.release_answer to liaise_sealer;
grant select, insert, delete on cases.release_answer to liaise_opener;

select pg_temp.wall('cases.forwarded', 'liaise_requests, liaise_inbox', 'liaise_sealer, liaise_opener');
create policy handed_on on cases.forwarded for select to current_user using (true);
grant select, insert on cases.forwarded to liaise_requests, liaise_inbox, liaise_opener;
grant select, update (authority) on cases.forwarded to liaise_sealer;
