select pg_temp.wall('cases.copy', 'liaise_requests, liaise_inbox', 'liaise_sealer, liaise_opener');
-- Of other authorities: its own is read by the roster, and is no copy.
create policy contact_point on cases.copy for select to liaise_requests, liaise_inbox
  using (contact_point = current_setting('liaise.authority', true) and authority <> contact_point
    and compartment = any (string_to_array(current_setting('liaise.compartments', true), ',')));
create policy of_subject on cases.copy for select to current_user using (true);
create index copy_shown on cases.copy (contact_point, at, dispatch) where contact_point is not null;
create index copy_withheld on cases.copy (authority, at, dispatch) where contact_point is null;
grant select (contact_point, dispatch, by_release), insert on cases.copy to liaise_requests, liaise_opener;
grant select, insert on cases.copy to liaise_inbox;
grant select, update (authority) on cases.copy to liaise_sealer;
