select pg_temp.wall('cases.stop', 'liaise_requests, liaise_inbox', 'liaise_sealer, liaise_opener',
  pg_temp.roster_of('stop'));
create policy desk_marks on cases.stop for select to current_user using (true);
create unique index stop_open on cases.stop (thread) where lifted_at is null;
grant select, insert, update (proposed_by, proposed_at, lift_text, lifted_by, lifted_at) on cases.stop to
  liaise_requests, liaise_inbox;
grant select, update (authority, content, lift_text) on cases.stop to liaise_sealer;
grant select on cases.stop to liaise_opener;
