select pg_temp.wall('cases.thread', 'liaise_requests, liaise_inbox', 'liaise_sealer, liaise_opener');
-- An order names a thread; who takes it must know that there is one, and for whom.
create policy orders on cases.thread for select to liaise_requests
  using (current_setting('liaise.step', true) = 'append-entry');
create policy desk_marks on cases.thread for select to current_user using (true);
-- Only the step that shows copies sees what a file says to whom its roster does not let read.
create policy copied on cases.thread for select to liaise_inbox
  using (compartment = any (string_to_array(current_setting('liaise.compartments', true), ','))
    and current_setting('liaise.step', true) = 'read-copy' and exists (
      select from cases.copy c where c.thread = id
        and (c.contact_point = current_setting('liaise.authority', true) and c.authority <> c.contact_point)));
create policy openings on cases.thread as restrictive for select to liaise_requests using (
  side <> 'ASKING' or coalesce(current_setting('liaise.openings', true), '') = ''
    or request_type = any (string_to_array(current_setting('liaise.openings', true), ',')));
create index thread_authority_side_due_at_id_idx on cases.thread (authority, side, due_at, id) where due_at is not null;
create index thread_authority_side_opened_at_id_idx on cases.thread (authority, side, opened_at desc, id);
create index thread_epoch on cases.thread (compartment, key_epoch) where key_wrapped is not null;
create index thread_erase_at on cases.thread (erase_at) where key_wrapped is not null;
create index thread_erased on cases.thread (erased_at) where erased_at is not null;
create index thread_held on cases.thread (authority, holder, opened_at desc, id) where holder is not null;
create index thread_life on cases.thread (id) where priority = 0
  and state not in ('ANSWERED', 'REFUSED', 'WITHDRAWN', 'CLOSED');
create index thread_life_desk on cases.thread (authority, side, opened_at desc, id)
  where priority = 0 and state not in ('ANSWERED', 'REFUSED', 'WITHDRAWN', 'CLOSED');
create index thread_moving on cases.thread (id) where moving_to is not null or moved_by is not null;
create index thread_open_desk on cases.thread (authority, side, opened_at desc, id desc)
  where state not in ('ANSWERED', 'REFUSED', 'WITHDRAWN', 'CLOSED');
create index thread_owned on cases.thread (authority, owner, opened_at desc, id) where owner is not null;
create index thread_received_asks on cases.thread (link_id)
  where compartment = 'DATA_PROTECTION' and side = 'ASKED';
create index thread_retention on cases.thread (retention_rule) where key_wrapped is not null;
create index thread_review_coming on cases.thread (review_at)
  where key_wrapped is not null and review_due_at is null;
create index thread_review_due on cases.thread (authority, side, review_due_at, id)
  where key_wrapped is not null and review_due_at is not null;
create index thread_unclaimed on cases.thread (authority, opened_at desc, id)
  where side = 'ASKED' and holder is null and state not in ('ANSWERED', 'REFUSED', 'WITHDRAWN', 'CLOSED');
create index thread_unclaimed_due on cases.thread (authority, due_at, id)
  where side = 'ASKED' and holder is null and due_at is not null;
-- A risk to life that nobody has in hand comes first, by the quarter of an hour in which it must be taken.
create index thread_untaken_desk on cases.thread (authority, side, take_by, id)
  where priority = 0 and state not in ('ANSWERED', 'REFUSED', 'WITHDRAWN', 'CLOSED') and not taken;
create index thread_watch_at_idx on cases.thread (watch_at) where watch_at is not null;
grant select, insert, update (state, updated_at, due_at, watch_at, signed_months, retention_rule, kept_until,
  erasure_wanted_at, kept_at, kept_erase_at, take_by, taken) on cases.thread to liaise_requests;
grant select, update (state, holder, updated_at, due_at, moving_to, watch_at, left_state, left_holder, signed_months,
  retention_rule, kept_until, erasure_wanted_at, kept_at, kept_erase_at, take_by, taken) on cases.thread to
  liaise_inbox;
grant select, update (authority, state, holder, key_epoch, key_wrapped, summary, updated_at, erased_at, due_at,
  former_authorities, moving_to, watch_at, left_state, left_holder, moved_by, retention_rule, ended_at, review_at,
  erase_at, review_due_at) on cases.thread to liaise_sealer;
grant select, insert, update (peer_authority, state, updated_at, due_at, former_authorities, watch_at, signed_months,
  retention_rule, take_by, taken) on cases.thread to liaise_opener;

select pg_temp.wall('cases.dispatch', 'liaise_requests, liaise_inbox', 'liaise_sealer, liaise_opener',
  pg_temp.roster_of('dispatch'));
create policy desk_marks on cases.dispatch for select to current_user using (true);
-- A release names one authority: the contact point is shown that the document is there, and no word of it.
create policy copied on cases.dispatch for select to liaise_inbox
  using (compartment = any (string_to_array(current_setting('liaise.compartments', true), ','))
    and current_setting('liaise.step', true) = 'read-copy' and exists (
      select from cases.copy c where c.dispatch = id and (
        c.contact_point = current_setting('liaise.authority', true) and c.authority <> c.contact_point and not c.by_release
        or c.contact_point is null and c.authority = current_setting('liaise.authority', true))));
create index dispatch_assessed on cases.dispatch (thread, composed_at, id) where assessed_until is not null;
create index dispatch_clock on cases.dispatch (thread, clock_act, delivered_at, id) where clock_act is not null;
create index dispatch_evidence on cases.dispatch (thread, kind) where kind in ('evidence-consent-request',
  'evidence-consent', 'exculpatory-notice', 'central-authority-notice', 'formal-request-draft', 'formal-request',
  'formal-answer');
create index dispatch_halts on cases.dispatch (thread) where kind in ('halt', 'resume');
create index dispatch_notice on cases.dispatch (notice_at) where notice_at is not null;
create index dispatch_opening on cases.dispatch (authority, officer, id) where in_reply_to is null;
grant select, insert on cases.dispatch to liaise_requests, liaise_inbox;
grant select, update (authority, message_id, content, clock_act, clock_question, clock_until, notice_at) on
  cases.dispatch to liaise_sealer;
grant select, insert, update (delivered_at, clock_act, clock_question, clock_until, heard_at) on cases.dispatch
  to liaise_opener;

select pg_temp.wall('cases.crossing', '', '');
-- Seen by whoever sees the document.
create policy officers on cases.crossing for select to liaise_requests, liaise_inbox
  using (exists (select from cases.dispatch d where d.id = crossing.dispatch));
create policy steps on cases.crossing for insert to liaise_sealer, liaise_opener
  with check (current_setting('liaise.step', true) in ('seal-outbox', 'open-delivery'));
select pg_temp.insert_only('cases.crossing');
grant select on cases.crossing to liaise_requests, liaise_inbox;
grant insert on cases.crossing to liaise_sealer, liaise_opener;
