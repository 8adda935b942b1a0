select pg_temp.wall('cases.roster', 'liaise_requests, liaise_inbox', 'liaise_sealer, liaise_opener');
create index roster_officer_at_idx on cases.roster (officer, at desc);
grant select, insert, update (reason, added_by, at, until), delete on cases.roster to liaise_requests, liaise_inbox;
grant select, delete on cases.roster to liaise_sealer;
grant select on cases.roster to liaise_opener;

select pg_temp.wall('cases.broken_glass', 'liaise_requests, liaise_inbox', 'liaise_sealer');
create index broken_glass_authority_at_event_idx on cases.broken_glass (authority, at desc, event desc);
create index broken_glass_thread_at_idx on cases.broken_glass (thread, at desc);
grant select, insert on cases.broken_glass to liaise_requests, liaise_inbox;
grant select (id, thread, content), update (content) on cases.broken_glass to liaise_sealer;

select pg_temp.wall('cases.glass_there', 'liaise_requests, liaise_inbox', 'liaise_sealer, liaise_opener');
create index glass_there_authority_at_id_idx on cases.glass_there (authority, at desc, id desc);
create index glass_there_thread_state_at_idx on cases.glass_there (thread, state, at desc);
grant select on cases.glass_there to liaise_requests, liaise_inbox;
grant select (thread), update (authority) on cases.glass_there to liaise_sealer;
grant select, insert on cases.glass_there to liaise_opener;
