-- TypeORM needs a key. Rows have two, by stage: the unique indexes below.
alter table mailbox.receipt_due drop constraint receipt_due_pkey;
select pg_temp.wall('mailbox.receipt_due', '', 'liaise_sealer, liaise_opener, liaise_exchange');
select pg_temp.see_and_write('mailbox.receipt_due', 'officers', 'liaise_requests, liaise_inbox',
  'exists (select from mailbox.delivery d where d.link_id = receipt_due.link_id and d.message_id = receipt_due.message_id)');
create unique index receipt_due_event on mailbox.receipt_due (event)
  where stage in ('BREAK_GLASS', 'BREAK_GLASS_ONWARD');
create index receipt_due_onward on mailbox.receipt_due (link_id, message_id, told_by, at)
  where stage = 'BREAK_GLASS_ONWARD';
create index receipt_due_open on mailbox.receipt_due (link_id, message_id) where rseq is null;
create unique index receipt_due_stage on mailbox.receipt_due (link_id, message_id, stage)
  where stage not in ('BREAK_GLASS', 'BREAK_GLASS_ONWARD');
grant select, insert on mailbox.receipt_due to liaise_requests, liaise_inbox, liaise_exchange;
grant select, update (rseq) on mailbox.receipt_due to liaise_sealer;
grant select, insert, update (priority) on mailbox.receipt_due to liaise_opener;

create unique index receipt_out_stage on mailbox.receipt_out (link_id, message_id, stage)
  where stage not in ('BREAK_GLASS', 'BREAK_GLASS_ONWARD');
grant select, insert, update on mailbox.receipt_out to liaise_sealer;
grant select, update (send_after) on mailbox.receipt_out to liaise_opener, liaise_exchange;
grant select on mailbox.receipt_out to liaise_audit;

select pg_temp.wall('mailbox.receipt_in', '', 'liaise_sealer, liaise_opener, liaise_audit');
select pg_temp.see_and_write('mailbox.receipt_in', 'officers', 'liaise_requests, liaise_inbox',
  'mailbox.of_sent(receipt_in.link_id, receipt_in.message_id)');
create policy beyond on mailbox.receipt_in for select to current_user using (true);
select pg_temp.insert_only('mailbox.receipt_in');
grant select on mailbox.receipt_in to liaise_requests, liaise_inbox, liaise_sealer, liaise_audit;
grant select, insert on mailbox.receipt_in to liaise_opener;
