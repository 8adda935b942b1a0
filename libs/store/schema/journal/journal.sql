-- The type that a leaf states, in the canonical form of one; null for other bytes.
create function journal.type_of(leaf bytea) returns text
  language sql immutable strict set search_path = pg_catalog
  return substring(encode(substring(leaf from greatest(1, octet_length(leaf) - 79)), 'escape') from '"typ":"([a-z.]{1,60})","v":1}$');

-- Whoever took over one service speaks for that one alone, and of what that one does. The owner is bound by the signatures in the leaves.
create function journal.check_signer() returns trigger language plpgsql as $$
declare
  said text := journal.type_of(new.leaf);
begin
  if current_user = 'liaise_' || new.service
     and (said <> new.typ or not journal.may_sign(new.typ, new.service)) then
    raise exception 'LIAISE_EVENT_SIGNER: % signs no event of this type', new.service using errcode = '42501';
  end if;
  return new;
end $$;
grant execute on function journal.type_of(bytea), journal.may_sign(text, text)
  to liaise_requests, liaise_inbox, liaise_sealer, liaise_opener, liaise_exchange, liaise_audit, liaise_evidence;

create function journal.check_service() returns trigger language plpgsql as $$
begin
  if current_user = any (array['liaise_requests', 'liaise_inbox', 'liaise_sealer', 'liaise_opener', 'liaise_exchange', 'liaise_audit',
      'liaise_evidence'])
     and current_user <> 'liaise_' || new.service then
    raise exception 'LIAISE_EVENT_SERVICE: % records no event of %', current_user, new.service using errcode = '42501';
  end if;
  return new;
end $$;

-- Time of the database beside that of the leaf, five seconds from it at most. A service that stood still for longer gets LT005 and runs its transaction again.
create function journal.check_time() returns trigger language plpgsql as $$
begin
  new.recorded_at := clock_timestamp();
  if abs(extract(epoch from new.recorded_at - new.at)) > 5 then
    raise exception 'LIAISE_LEAF_TIME: leaf time is more than 5 s off' using errcode = 'LT005';
  end if;
  return new;
end $$;

-- The items that a leaf names: document and message ids (16 bytes), SHA-256 of objects (32), a State (2). Read from
-- the leaf itself, so that no service can keep an event out of an answer. Bytes that are no leaf name nothing.
create function journal.items_of(leaf bytea) returns setof bytea
  language plpgsql immutable strict set search_path = pg_catalog as $$
declare
  said jsonb;
begin
  said := convert_from(leaf, 'UTF8')::jsonb;
  return query
    select distinct decode(replace(x.hex, '-', ''), 'hex') from (
      select said #>> '{data,document}' as hex
      union all select said #>> '{data,messageId}'
      union all select said #>> '{data,documentSha256}'
      union all select o ->> 'sha256' from jsonb_array_elements(said -> 'obj') o) x
    where x.hex ~ '^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32}|[0-9a-f]{64})$'
    union
    select convert_to(said #>> '{prev,chan,peer}', 'UTF8')
    where said #>> '{prev,chan,peer}' ~ '^[A-Z]{2}$';
exception when data_exception then
  return;
end $$;

-- With the rights of the owner: no service can enter a mention by itself. All rows of a statement at once, which is
-- many times faster; one by one only when bytes that are no leaf are among them.
create function journal.note_mentions() returns trigger
  language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into journal.mention
    select x.item, e.id from recorded e
      cross join lateral (select convert_from(e.leaf, 'UTF8')::jsonb as said offset 0) s
      cross join lateral (
        select decode(replace(i.hex, '-', ''), 'hex') as item from (
          select s.said #>> '{data,document}' as hex
          union all select s.said #>> '{data,messageId}'
          union all select s.said #>> '{data,documentSha256}'
          union all select o ->> 'sha256' from jsonb_array_elements(s.said -> 'obj') o) i
        where i.hex is not null
        union all
        select convert_to(s.said #>> '{prev,chan,peer}', 'UTF8') where s.said #> '{prev,chan}' is not null) x
    on conflict do nothing;
  return null;
exception when data_exception then
  insert into journal.mention select i, e.id from recorded e, journal.items_of(e.leaf) i;
  return null;
end $$;

-- A tile grows, and keeps what it held.
create function journal.check_tile() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and (new.level, new.index) = (old.level, old.index)
     and substring(new.hashes for octet_length(old.hashes)) = old.hashes then
    return new;
  end if;
  raise exception 'LIAISE_INSERT_ONLY: a tile only grows' using errcode = '42501';
end $$;

create function journal.check_released() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and new.size >= old.size then
    return new;
  end if;
  raise exception 'LIAISE_INSERT_ONLY: what was released stays released' using errcode = '42501';
end $$;

-- A quiet log has old checkpoints too: it stands still when something has waited as long. Only a log without a young
-- checkpoint is asked what waits, so that a busy one costs one look into an index.
create function journal.stands_still(longest interval) returns boolean
  language sql stable security definer set search_path = pg_catalog
  return case
    when (select at from journal.checkpoint order by size desc limit 1) > clock_timestamp() - longest then false
    else exists (
      select from (select event from journal.pending order by position limit 1) p
        join journal.event e on e.id = p.event
      where e.recorded_at < clock_timestamp() - longest)
  end;
grant execute on function journal.stands_still(interval) to liaise_requests, liaise_inbox;

-- Link and reason of an alarm, from its leaf. Bytes that are no leaf say nothing: whoever can write such a row must
-- not keep the others from being counted.
create function journal.alarm_of(leaf bytea) returns table (link_id text, reason text)
  language plpgsql immutable strict set search_path = pg_catalog as $$
declare
  said jsonb;
begin
  said := convert_from(leaf, 'UTF8')::jsonb;
  return query select said #>> '{prev,chan,link}', coalesce(said ->> 'reason', '')
    where said #>> '{prev,chan,link}' is not null;
exception when data_exception then
  return;
end $$;
grant execute on function journal.alarm_of(bytea) to liaise_audit;

-- The outside times that are in the log itself.
create index event_at_idx on journal.event (at) where typ = 'witness.cosigned';
create index event_chain_note on journal.event (at) where typ = 'admin.change' and service = 'audit';
create index event_change on journal.event (at desc, id desc)
  where typ in ('admin.change', 'hold.set', 'hold.lifted') and service = 'requests';
create index event_erasure_done on journal.event (at) where typ = 'erasure.done';
-- Keys of this machine that the log knows: read by the service that told of them.
create index event_keys on journal.event (service, id) where typ in ('key.enrolled', 'key.revoked');
create index event_link_alarm on journal.event (at)
  where typ in ('link.alarm', 'log.fork.detected');
create index event_message_id_idx on journal.event (message_id) where message_id is not null;
create index event_officer on journal.event (officer, id) where officer is not null;
create index event_recorded_at_idx on journal.event using brin (recorded_at);
create index event_thread on journal.event (thread, id) where thread is not null;
create index event_thread_messages on journal.event (thread, message_id)
  where thread is not null and message_id is not null;
select pg_temp.insert_only('journal.event');
create trigger journal_event_mentions after insert on journal.event
  referencing new table as recorded for each statement execute function journal.note_mentions();
create trigger journal_event_service before insert on journal.event
  for each row execute function journal.check_service();
create trigger journal_event_signer before insert on journal.event
  for each row execute function journal.check_signer();
create trigger journal_event_time before insert on journal.event
  for each row execute function journal.check_time();
grant insert on journal.event to liaise_requests, liaise_inbox, liaise_opener, liaise_exchange;
grant select, insert on journal.event to liaise_sealer, liaise_audit;
-- The sealer and the auditors' service read the whole log. Officers hear of the threads that their lists show: an entry about
-- one is behind the walls of that thread. Of what no officer hears, such as who read what, the service sees nothing either.
alter table journal.event enable row level security;
create policy recording on journal.event for insert to liaise_requests, liaise_inbox, liaise_sealer, liaise_opener,
  liaise_exchange, liaise_audit with check (current_user = 'liaise_' || service);
create policy reading on journal.event for select to liaise_sealer, liaise_audit
  using (current_user in ('liaise_sealer', 'liaise_audit'));
create policy hearing on journal.event for select to liaise_requests
  using (current_setting('liaise.step', true) = 'hear-events' and exists (select from cases.thread t where t.id = event.thread)
    and typ in (
    'case.opened', 'case.claimed', 'case.assigned', 'case.handover', 'case.released', 'case.transferred',
    'case.escalated', 'msg.expired', 'case.closed', 'msg.accepted', 'msg.signed', 'msg.send.abandoned', 'msg.silence',
    'case.noted', 'case.stopped', 'case.stop.proposed', 'case.stop.lifted', 'case.roster.added',
    'case.roster.removed', 'case.glass.broken', 'duplicates.noticed', 'item.recalled', 'recall.answered',
    'recall.owed', 'item.withheld', 'release.asked', 'release.answered', 'halt.heard', 'halt.confirmed',
    'consent.requested', 'consent.granted', 'consent.refused', 'consent.withdrawn', 'notice.exculpatory',
    'ca.informed', 'ca.owed', 'formal.requested', 'formal.answered', 'pkg.touched', 'retention.due', 'erasure.stopped',
    'term.ending',
    'term.ended', 'term.extended'));
grant select (id, typ, leaf, at, thread) on journal.event to liaise_requests;

select pg_temp.no_truncate('journal.disclosure');
grant insert on journal.disclosure to liaise_requests, liaise_inbox, liaise_opener;
grant select, insert, delete on journal.disclosure to liaise_sealer;

select pg_temp.no_truncate('journal.pending');
grant insert on journal.pending to liaise_requests, liaise_inbox, liaise_sealer, liaise_opener, liaise_exchange;
grant select, insert, delete on journal.pending to liaise_audit;

grant select, insert, update on journal.head to liaise_requests, liaise_inbox, liaise_sealer, liaise_opener,
  liaise_exchange, liaise_audit;

select pg_temp.insert_only('journal.leaf');
grant select on journal.leaf to liaise_requests, liaise_inbox, liaise_sealer, liaise_exchange;
grant select, insert on journal.leaf to liaise_audit;

select pg_temp.no_truncate('journal.tile');
create trigger journal_tile_grows before update or delete on journal.tile
  for each row execute function journal.check_tile();
grant select on journal.tile to liaise_sealer;
grant select, insert, update on journal.tile to liaise_audit;

select pg_temp.insert_only('journal.checkpoint');
grant select on journal.checkpoint to liaise_requests, liaise_inbox, liaise_sealer, liaise_opener, liaise_exchange;
grant select, insert on journal.checkpoint to liaise_audit;

insert into journal.released (size) values (0);
select pg_temp.no_truncate('journal.released');
create trigger journal_released_grows before update or delete on journal.released
  for each row execute function journal.check_released();
grant select on journal.released to liaise_requests, liaise_inbox, liaise_sealer, liaise_opener, liaise_exchange;
grant select, update on journal.released to liaise_audit;

select pg_temp.insert_only('journal.mention');
grant select on journal.mention to liaise_audit;

create trigger ops_service_own before insert or update on ops.service
  for each row execute function journal.check_service();
create trigger ops_failure_own before insert or update on ops.failure
  for each row execute function journal.check_service();
