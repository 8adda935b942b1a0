-- The key of a thread goes only when its erasure is on record.
create function cases.check_erased() returns trigger language plpgsql as $$
begin
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

select pg_temp.insert_only('journal.erasure');
grant select (n, thread, record_sha256) on journal.erasure to liaise_requests, liaise_inbox;
grant select, insert on journal.erasure to liaise_sealer;

grant select, insert, delete on ops.storage_epoch to liaise_sealer;

create trigger cases_thread_erased before update of key_wrapped on cases.thread
  for each row execute function cases.check_erased();

create trigger journal_disclosure_erased before update or delete on journal.disclosure
  for each row execute function journal.check_disclosure();
