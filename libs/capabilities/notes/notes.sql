select pg_temp.wall('cases.note', 'liaise_requests, liaise_inbox', 'liaise_sealer', pg_temp.roster_of('note'));
grant select, insert on cases.note to liaise_requests, liaise_inbox;
grant select (id, thread, content, written_at), update (content) on cases.note to liaise_sealer;
