-- All that the service of an officer learns of other authorities: yes or no, in the compartments of the session
-- alone; what was recalled is found no more, as at the desk itself. Every token is looked up, before and after the own
-- authority in the index: neither what the own one has nor which token it was is seen in the time.
create function cases.another_desk_has(asked text, types text[], tokens bytea[]) returns boolean
  language sql stable security definer set search_path = pg_catalog
  return (
    select coalesce(bool_or((
      select true from cases.likeness l
      where l.compartment = asked and l.type = m.type and l.token = m.token
        and l.authority < current_setting('liaise.authority', true)
        and l.opened_at > now() - interval '90 days'
        and not exists (select from cases.withheld w where w.item = l.thread)
      order by l.authority desc, l.opened_at desc limit 1) is not null or (
      select true from cases.likeness l
      where l.compartment = asked and l.type = m.type and l.token = m.token
        and l.authority > current_setting('liaise.authority', true)
        and l.opened_at > now() - interval '90 days'
        and not exists (select from cases.withheld w where w.item = l.thread)
      order by l.authority desc, l.opened_at desc limit 1) is not null), false)
    from unnest(types, tokens) as m (type, token)
    where asked = any (string_to_array(current_setting('liaise.compartments', true), ',')));
grant execute on function cases.another_desk_has(text, text[], bytea[]) to liaise_requests;

select pg_temp.wall('cases.likeness', 'liaise_requests, liaise_inbox', 'liaise_sealer, liaise_opener');
create policy another_desk on cases.likeness for select to current_user using (
  compartment = any (string_to_array(current_setting('liaise.compartments', true), ',')));
grant select, insert on cases.likeness to liaise_requests;
grant select on cases.likeness to liaise_inbox;
grant select, update (authority), delete on cases.likeness to liaise_sealer;
grant insert on cases.likeness to liaise_opener;

select pg_temp.wall('cases.duplicate_check', 'liaise_requests', 'liaise_sealer, liaise_opener');
create index duplicate_check_at_id_idx on cases.duplicate_check (at, id) where told_at is null;
create index duplicate_check_at_idx on cases.duplicate_check (at) where told_at is not null;
create index duplicate_check_officer_at_idx on cases.duplicate_check (officer, at) where officer is not null;
grant select (officer, at, asked, other_desk), insert on cases.duplicate_check to liaise_requests;
grant select, insert, update (types, tokens, told_at), delete on cases.duplicate_check to liaise_sealer;
grant insert on cases.duplicate_check to liaise_opener;

select pg_temp.wall('cases.duplicate_notice', 'liaise_requests, liaise_inbox', 'liaise_sealer');
create index duplicate_notice_authority_at_event_idx on cases.duplicate_notice (authority, at desc, event desc)
  where notice = 'ASKED_ABOUT';
select pg_temp.insert_only('cases.duplicate_notice');
grant select on cases.duplicate_notice to liaise_requests, liaise_inbox;
grant select, insert on cases.duplicate_notice to liaise_sealer;
