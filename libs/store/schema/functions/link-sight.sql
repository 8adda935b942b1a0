-- Sight of the link of a thread of the session's own desk: the requests service reads no other row.
create function mailbox.sight_of(asked text) returns table (up boolean, up_at timestamptz, looked_at timestamptz)
  language sql stable security definer set search_path = pg_catalog
  begin atomic
    select s.up, s.up_at, s.looked_at from mailbox.link_sight s where s.link_id = asked
      and exists (select from cases.thread t where t.link_id = asked
        and t.authority = current_setting('liaise.authority', true)
        and t.compartment = any (string_to_array(current_setting('liaise.compartments', true), ',')));
  end;
grant execute on function mailbox.sight_of(text) to liaise_requests;
