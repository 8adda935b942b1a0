select pg_temp.wall('cases.attachment', 'liaise_requests, liaise_inbox', 'liaise_sealer, liaise_opener',
  'exists (select from cases.dispatch d where d.id = attachment.dispatch)');
grant select, insert, update (scan) on cases.attachment to liaise_requests, liaise_inbox;
grant select, update (authority, key_wrapped) on cases.attachment to liaise_sealer;
grant select, insert on cases.attachment to liaise_opener;

select pg_temp.wall('cases.upload', 'liaise_requests, liaise_inbox', '');
-- The sweep acts for no officer: it sees uploads of all authorities, in its own step alone.
select pg_temp.see_and_write('cases.upload', 'sweep', 'liaise_requests',
  $$current_setting('liaise.step', true) = 'sweep-uploads'$$);
create policy erasing on cases.upload to liaise_sealer using (current_setting('liaise.step', true) = 'erase-threads');
create policy counting on cases.upload for select to liaise_sealer
  using (current_setting('liaise.step', true) = 'rewrap-threads');
grant select, insert, update (dispatch), delete on cases.upload to liaise_requests;
grant select, update (dispatch) on cases.upload to liaise_inbox;
grant select, delete on cases.upload to liaise_sealer;

create index transfer_to_report on objects.transfer (link_id, report_after)
  where direction = 'IN';
create index transfer_to_send on objects.transfer (link_id, updated_at)
  where direction = 'OUT' and state = 'ACTIVE';
grant select on objects.transfer to liaise_requests, liaise_inbox;
grant select, update (missing, state, report_after, reported, updated_at, in_flight, attempt) on objects.transfer to
  liaise_sealer;
grant select, insert, update on objects.transfer to liaise_opener;
grant select, update on objects.transfer to liaise_exchange;
