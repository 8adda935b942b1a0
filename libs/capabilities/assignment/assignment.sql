select pg_temp.wall('cases.taken_over', 'liaise_inbox', '');
create index taken_over_authority_officer_at_event_idx on cases.taken_over (authority, officer, at desc, event desc);
select pg_temp.insert_only('cases.taken_over');
grant select, insert on cases.taken_over to liaise_inbox;
