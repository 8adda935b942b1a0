select pg_temp.wall('cases.alert', '', 'liaise_sealer');
-- Seen with its thread, wherever that is.
create policy officers on cases.alert for select to liaise_requests, liaise_inbox
  using (exists (select from cases.thread t where t.id = thread));
create index alert_authority_at_event_idx on cases.alert (authority, at desc, event desc);
select pg_temp.insert_only('cases.alert');
grant select on cases.alert to liaise_requests, liaise_inbox;
grant select, insert on cases.alert to liaise_sealer;

select pg_temp.wall('mailbox.silence_due', '', 'liaise_sealer');
select pg_temp.see_and_write('mailbox.silence_due', 'officers', 'liaise_requests, liaise_inbox',
  'exists (select from cases.dispatch d where d.id = silence_due.dispatch)');
grant insert on mailbox.silence_due to liaise_requests, liaise_inbox;
grant select, update (due_at), delete on mailbox.silence_due to liaise_sealer;

select pg_temp.wall('mailbox.silence', '', 'liaise_sealer');
select pg_temp.see_and_write('mailbox.silence', 'officers', 'liaise_requests, liaise_inbox',
  'exists (select from cases.dispatch d where d.id = silence.dispatch)');
select pg_temp.insert_only('mailbox.silence');
grant select on mailbox.silence to liaise_requests, liaise_inbox;
grant select, insert on mailbox.silence to liaise_sealer;
