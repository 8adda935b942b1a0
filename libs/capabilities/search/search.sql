select pg_temp.wall('cases.token', 'liaise_requests, liaise_inbox', 'liaise_sealer, liaise_opener');
create policy of_subject on cases.token for select to current_user using (true);
create index token_threads on cases.token (authority, compartment, type, token, thread) include (dispatch);
grant select, insert on cases.token to liaise_requests, liaise_inbox, liaise_opener;
grant select, update (authority), delete on cases.token to liaise_sealer;
