-- A package of the thread was handed over before a moment.
create function cases.was_handed(asked uuid, before timestamptz) returns boolean
  language sql stable security definer set search_path = pg_catalog
  return exists (select from cases.package_handed h where h.thread = asked and h.recorded_at < before);
grant execute on function cases.was_handed(uuid, timestamptz) to liaise_sealer;

-- The key of a thread goes only when its erasure is on record: of one of which a package was handed over, with a decision on hold.
-- A hand-over that is younger than the line outside the database does not undo what was decided without it.
create function cases.check_erased() returns trigger language plpgsql as $$
begin
  if old.key_wrapped is not null and new.key_wrapped is null
     and exists (select from journal.erasure r cross join lateral (select convert_from(r.record, 'UTF8')::jsonb as line) l
       where r.thread = old.id and not l.line ? 'decision'
         and cases.was_handed(old.id, coalesce((l.line ->> 'at')::timestamptz, 'infinity'))) then
    raise exception 'LIAISE_INSERT_ONLY: a package was handed over: the key of its thread goes with a decision on hold on record'
      using errcode = '42501';
  end if;
  if old.key_wrapped is not null and new.key_wrapped is null
     and not exists (select from journal.erasure where thread = old.id) then
    raise exception 'LIAISE_INSERT_ONLY: the key of a thread goes with its erasure on record'
      using errcode = '42501';
  end if;
  if old.key_wrapped is null and new.key_wrapped is not null then
    raise exception 'LIAISE_INSERT_ONLY: an erased thread stays erased' using errcode = '42501';
  end if;
  return new;
end $$;

-- A disclosure goes only when the erasure of its thread is on record.
create function journal.check_disclosure() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and exists (select from journal.event e join journal.erasure r on r.thread = e.thread
      where e.id = old.event) then
    return old;
  end if;
  raise exception 'LIAISE_INSERT_ONLY: a disclosure goes with the erasure of its thread on record'
    using errcode = '42501';
end $$;

-- The one row of the log that every service must see at its start, and no more of it.
create function journal.last_erasure() returns bytea
  language sql stable security definer set search_path = pg_catalog
  return (select leaf from journal.event where typ = 'erasure.done' and service = 'sealer'
    order by at desc limit 1);
grant execute on function journal.last_erasure() to liaise_requests, liaise_inbox, liaise_sealer;

-- Entries of threads by which their cases are open or not, oldest first: what they say, without who and for whom.
create function journal.acts_of(asked uuid[]) returns table (thread uuid, typ text, at timestamptz, said jsonb)
  language sql stable security definer set search_path = pg_catalog
  begin atomic
    select e.thread, e.typ, e.at, convert_from(e.leaf, 'UTF8')::jsonb -> 'data' from journal.event e
    where e.thread = any (asked) and e.typ in ('pkg.handed', 'consent.requested', 'consent.granted', 'consent.withdrawn',
      'formal.requested', 'formal.answered', 'item.recalled')
    order by e.at, e.id;
  end;
grant execute on function journal.acts_of(uuid[]) to liaise_requests, liaise_inbox, liaise_sealer;

-- Erasures that wait for a decision on hold: seen with their thread.
alter table cases.erasure_stop enable row level security;
alter table cases.erasure_stop force row level security;
create policy officers on cases.erasure_stop for select to liaise_requests, liaise_inbox
  using (exists (select from cases.thread t where t.id = erasure_stop.thread));
create policy steps on cases.erasure_stop to liaise_sealer
  using (current_setting('liaise.step', true) in ('erase-threads', 'watch-retention'))
  with check (current_setting('liaise.step', true) = 'erase-threads');
-- A stop is one that an entry of the log states: its thread, ground, time of the act, and when it was recorded. Whether the case is open,
-- and whether the day of the thread has come, the sealer alone knows: it reckons both from what documents say.
create function cases.is_stop_said(entry uuid, of_thread uuid, of_ground text, of_since timestamptz, of_at timestamptz) returns boolean
  language sql stable security definer set search_path = pg_catalog
  return exists (select from journal.event e cross join lateral (select convert_from(e.leaf, 'UTF8')::jsonb -> 'data' as said) l
    where e.id = entry and e.typ = 'erasure.stopped' and e.thread = of_thread and e.at = of_at
      and l.said ->> 'ground' = of_ground and (l.said ->> 'since')::timestamptz = of_since);
grant execute on function cases.is_stop_said(uuid, uuid, text, timestamptz, timestamptz) to liaise_sealer;
create function cases.check_stop() returns trigger language plpgsql as $$
begin
  if current_user <> 'liaise_sealer' or tg_op = 'UPDATE' and (old.thread, old.ground, old.since, old.at, old.event)
      is not distinct from (new.thread, new.ground, new.since, new.at, new.event) then
    return new;
  end if;
  if cases.is_stop_said(new.event, new.thread, new.ground, new.since, new.at) then
    return new;
  end if;
  raise exception 'LIAISE_ENTRY_MISSING: no entry of the log states that this erasure was stopped' using errcode = '42501';
end $$;
create trigger cases_erasure_stop_said before insert or update on cases.erasure_stop
  for each row execute function cases.check_stop();

grant select on cases.erasure_stop to liaise_requests, liaise_inbox;
grant select, insert, update (ground, since, look_at, stands, at, event) on cases.erasure_stop to liaise_sealer;
create index erasure_stop_stands on cases.erasure_stop (thread) where stands;

select pg_temp.insert_only('journal.erasure');
grant select (n, thread, record_sha256) on journal.erasure to liaise_requests, liaise_inbox;
grant select, insert on journal.erasure to liaise_sealer;

grant select, insert, delete on ops.storage_epoch to liaise_sealer;

create trigger cases_thread_erased before update of key_wrapped on cases.thread
  for each row execute function cases.check_erased();

create trigger journal_disclosure_erased before update or delete on journal.disclosure
  for each row execute function journal.check_disclosure();
