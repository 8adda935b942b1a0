-- With the rights of the owner: no service can take back what it has noticed.
-- Forty cases or fifty items within an hour are noticed, and within the same hour every doubling of either.
create function access.note_reading() returns trigger
  language plpgsql security definer set search_path = pg_catalog as $$
declare
  who record;
  much integer;
  single integer;
  -- One moment for all rows of the statement: a case that is shown twice is one case.
  moment timestamptz := clock_timestamp();
begin
  for who in select distinct officer, service from recorded where officer is not null and typ in ('item.viewed', 'item.exported') and thread is not null order by officer loop
    -- Two reads at once would each count without the other, and delete what the other has just renewed.
    perform pg_advisory_xact_lock(hashtextextended('access.reading ' || who.officer, 0));
    insert into access.reading as r (officer, thread, at)
      select distinct who.officer, e.thread, moment from recorded e where e.officer = who.officer and typ in ('item.viewed', 'item.exported') and thread is not null
      on conflict (officer, thread) do update set at = excluded.at where r.at < excluded.at - interval '1 minute';
    insert into access.item_read as r (officer, item, at)
      select distinct who.officer, i.item, moment
      from recorded e
        cross join lateral (select convert_from(e.leaf, 'UTF8')::jsonb as said offset 0) s
        cross join lateral (select case e.typ when 'item.exported' then s.said #>> '{obj,0,sha256}'
          else s.said #>> '{data,document}' end as item offset 0) i
      where e.officer = who.officer and typ in ('item.viewed', 'item.exported') and thread is not null and i.item is not null
      on conflict (officer, item) do update set at = excluded.at where r.at < excluded.at - interval '1 minute';
    delete from access.reading where officer = who.officer and at < moment - interval '1 hour';
    delete from access.item_read where officer = who.officer and at < moment - interval '1 hour';
    select count(*) into much from access.reading where officer = who.officer;
    select count(*) into single from access.item_read where officer = who.officer;
    if (much >= 40 and not exists (select from access.bulk_reading b where b.officer = who.officer
          and b.at > moment - interval '1 hour' and b.threads * 2 > much))
        or (single >= 50 and not exists (select from access.bulk_reading b where b.officer = who.officer
          and b.at > moment - interval '1 hour' and b.items * 2 > single)) then
      insert into access.bulk_reading (officer, service, threads, items, role)
        select who.officer, who.service, much, nullif(single, 0), convert_from(e.leaf, 'UTF8')::jsonb #>> '{actor,role}'
        from recorded e
        where e.officer = who.officer and e.service = who.service and typ in ('item.viewed', 'item.exported') and thread is not null
        order by e.id desc limit 1;
    end if;
  end loop;
  return null;
end $$;

-- With the rights of the owner: no service can take back what it has noticed. Different cases count: who looks at
-- the same page again and again is shown nothing more. Five hundred within an hour are noticed, and every doubling
-- until 4,000; beyond that nothing is new.
create function access.note_listing(as_role text, shown uuid[]) returns void
  language plpgsql security definer set search_path = pg_catalog as $$
declare
  who text := current_setting('liaise.officer', true);
  moment timestamptz := clock_timestamp();
  much integer;
begin
  -- A list that is looked at again costs this look, and writes nothing.
  if coalesce(who, '') = '' or not exists (select from unnest(shown) as s (thread)
      where coalesce((select l.at from access.listing l where l.officer = who and l.thread = s.thread), '-infinity')
        <= moment - interval '30 minutes') then
    return;
  end if;
  -- Two lists at once would each count without the other.
  perform pg_advisory_xact_lock(hashtextextended('access.listing ' || who, 0));
  delete from access.listing where officer = who and at < moment - interval '1 hour';
  select count(*) into much from access.listing where officer = who;
  if much >= 4000 then
    return;
  end if;
  insert into access.listing (officer, thread, at)
    select distinct who, s.thread, moment from unnest(shown) as s (thread)
    on conflict (officer, thread) do update set at = excluded.at;
  select count(*) into much from access.listing where officer = who;
  if much >= 500 and not exists (select from access.bulk_reading b
      where b.officer = who and b.at > moment - interval '1 hour' and b.listed * 2 > much) then
    insert into access.bulk_reading (officer, service, listed, role)
      values (who, replace(session_user, 'liaise_', ''), much, as_role);
  end if;
end $$;
grant execute on function access.note_listing(text, uuid[]) to liaise_requests, liaise_inbox;

-- With the rights of the owner: whoever calls it can take back nothing that still counts. A list that is being shown
-- is passed over, so that neither waits for the other; what is left goes at the next call.
create function access.forget_listings() returns void
  language sql security definer set search_path = pg_catalog
  begin atomic
    with old as materialized (
      select officer, thread from access.listing where at < statement_timestamp() - interval '1 hour'
      limit 4000 for update skip locked)
    delete from access.listing l using old where l.officer = old.officer and l.thread = old.thread;
    with old as materialized (
      select officer, item from access.item_read where at < statement_timestamp() - interval '1 hour'
      limit 4000 for update skip locked)
    delete from access.item_read l using old where l.officer = old.officer and l.item = old.item;
  end;
grant execute on function access.forget_listings() to liaise_audit;

-- Whether the log says that a note of the heads is kept outside the database.
create function journal.keeps_chain_note() returns boolean
  language sql stable security definer set search_path = pg_catalog
  return exists (select from journal.event where typ = 'admin.change' and service = 'audit'
    and convert_from(leaf, 'UTF8')::jsonb #>> '{data,change}' = 'chain-note:kept');
grant execute on function journal.keeps_chain_note()
  to liaise_requests, liaise_inbox, liaise_sealer, liaise_opener, liaise_exchange, liaise_audit, liaise_evidence;

-- Newest changes by administrators, for services that read no other event.
create function journal.newest_changes() returns setof bytea
  language sql stable security definer set search_path = pg_catalog
  begin atomic
    select leaf from journal.event where typ in ('admin.change', 'hold.set', 'hold.lifted') and service = 'requests'
    order by at desc, id desc limit 256;
  end;
grant execute on function journal.newest_changes()
  to liaise_requests, liaise_inbox, liaise_sealer, liaise_opener, liaise_exchange, liaise_audit, liaise_evidence;

select pg_temp.insert_only('journal.chain_note');
grant insert on journal.chain_note to liaise_audit;

alter table access.item_read set unlogged;
alter table access.listing set unlogged;

create index bulk_reading_new on access.bulk_reading (id) where event is null;
grant select, update (event) on access.bulk_reading to liaise_audit;

create trigger journal_event_reading after insert on journal.event
  referencing new table as recorded for each statement execute function access.note_reading();
