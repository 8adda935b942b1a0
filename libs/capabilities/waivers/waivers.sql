select pg_temp.wall('cases.waiver', 'liaise_requests, liaise_inbox', 'liaise_sealer', pg_temp.roster_of('waiver'));
create unique index waiver_in_force on cases.waiver (thread, rule, profile) where ended_at is null;

-- A waiver ends once. What was waived, by whom and why stays, though it moves with its thread.
create function cases.check_waiver() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' and new.ended_at is null then
    return new;
  end if;
  if tg_op = 'UPDATE' and (old.id, old.thread, old.rule, old.profile, old.reason, old.officer, old.waived_at)
      is not distinct from (new.id, new.thread, new.rule, new.profile, new.reason, new.officer, new.waived_at)
     and (old.ended_at is null or (old.ended_at, old.ended_by, old.end_reason)
       is not distinct from (new.ended_at, new.ended_by, new.end_reason)) then
    return new;
  end if;
  raise exception 'LIAISE_INSERT_ONLY: a waiver ends, and nothing else of it changes' using errcode = '42501';
end $$;
create trigger cases_waiver_stays before insert or update or delete on cases.waiver
  for each row execute function cases.check_waiver();
select pg_temp.no_truncate('cases.waiver');

grant select, insert, update (ended_at, ended_by, end_reason) on cases.waiver to liaise_requests, liaise_inbox;
grant select, update (authority) on cases.waiver to liaise_sealer;
