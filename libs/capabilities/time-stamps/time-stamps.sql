grant select, update (sent_at, received_at, response, failure) on journal.stamp_request to liaise_exchange;
grant select, insert, update, delete on journal.stamp_request to liaise_audit;

select pg_temp.insert_only('journal.stamp_material');
grant select, insert on journal.stamp_material to liaise_audit;

select pg_temp.insert_only('journal.stamp');
grant select, insert on journal.stamp to liaise_audit;

grant select on journal.clock to liaise_requests, liaise_inbox, liaise_sealer, liaise_opener, liaise_exchange;
grant select, insert, update on journal.clock to liaise_audit;

grant select, insert, delete on journal.time_alarm to liaise_audit;
