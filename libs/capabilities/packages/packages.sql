-- A package goes with its thread: the authority that has the thread opens it, and says who has it.
alter table cases.package enable row level security;
alter table cases.package force row level security;
create policy officers on cases.package for select to liaise_requests, liaise_inbox
  using (exists (select from cases.thread t where t.id = package.thread));
create policy asking on cases.package for insert to liaise_requests, liaise_inbox
  with check (authority = current_setting('liaise.authority', true) and exists (
    select from cases.thread t where t.id = package.thread and t.compartment = package.compartment));
create policy giving on cases.package for update to liaise_requests, liaise_inbox
  using (exists (select from cases.thread t where t.id = package.thread))
  with check (exists (select from cases.thread t where t.id = package.thread));
create policy made on cases.package to liaise_evidence
  using (current_setting('liaise.step', true) = 'build-package')
  with check (current_setting('liaise.step', true) = 'build-package');
-- The sealer destroys the wrapped key of a thread that is erased while its package is made, and those of its packages.
create policy erasing on cases.package to liaise_sealer using (current_setting('liaise.step', true) = 'erase-threads');
create policy counting on cases.package for select to current_user using (true);
create index package_open on cases.package (asked_at, id) where state not in ('BUILT', 'FAILED');

-- No number of an authority is given again: it counts those, too, that went to another one with their thread.
create function cases.next_package_number(of_authority text, of_year smallint) returns integer
  language sql stable security definer set search_path = pg_catalog
  return (select coalesce(max(p.number), 0) + 1 from cases.package p where p.authority = of_authority and p.year = of_year);
grant execute on function cases.next_package_number(text, smallint) to liaise_requests, liaise_inbox;

-- Bytes of a package were given out since a moment, as the log states: the entry names the very file.
create function cases.is_delivered_said(of_package uuid, since timestamptz) returns boolean
  language sql stable security definer set search_path = pg_catalog
  return exists (select from cases.package p join journal.event e on e.thread = p.thread and e.typ = 'pkg.delivered'
    where p.id = of_package and p.sha512 is not null and (since is null or e.at >= date_trunc('milliseconds', since))
      and convert_from(e.leaf, 'UTF8')::jsonb @> jsonb_build_object('data', jsonb_build_object('exhibit', p.exhibit),
        'obj', jsonb_build_array(jsonb_build_object('role', 'package', 'sha512', p.sha512))));
-- An officer has stated since then that it stayed with the State.
create function cases.package_stayed_since(of_package uuid, since timestamptz) returns timestamptz
  language sql stable security definer set search_path = pg_catalog
  return (select max(s.at) from cases.package_stayed s where s.package = of_package and s.at >= since);
grant execute on function cases.is_delivered_said(uuid, timestamptz), cases.package_stayed_since(uuid, timestamptz)
  to liaise_requests, liaise_inbox;

-- A package goes one way. Whoever took over a service of officers asks for packages and makes none.
create function cases.check_package() returns trigger language plpgsql as $$
declare
  stayed timestamptz;
begin
  -- Asked within: a role that only updates may see none of these columns.
  if tg_op = 'INSERT' and new.supersedes is not null then
    if not exists (select from cases.package p where p.exhibit = new.supersedes and p.thread = new.thread and p.state = 'BUILT'
        and p.variant ->> 'reader' is not distinct from new.variant ->> 'reader') then
      raise exception 'LIAISE_NOT_SUPERSEDED: it takes the place of one of its thread and reader that was made' using errcode = '42501';
    end if;
  end if;
  if tg_op = 'INSERT' and new.state = 'ASKED' and new.record is null and new.package_key is null then
    return new;
  end if;
  if tg_op = 'UPDATE' and old.delivered_at is distinct from new.delivered_at then
    stayed := cases.package_stayed_since(old.id, old.delivered_at);
    if old.delivered_at is not null and stayed is null then
      raise exception 'LIAISE_INSERT_ONLY: since when a package is given out stays' using errcode = '42501';
    end if;
    if current_user in ('liaise_requests', 'liaise_inbox') then
      if not cases.is_delivered_said(old.id, stayed) then
        raise exception 'LIAISE_ENTRY_MISSING: no entry of the log states that it was given out' using errcode = '42501';
      end if;
      new.delivered_at := clock_timestamp();
    end if;
  end if;
  if tg_op = 'UPDATE' and (old.id, old.thread, old.exhibit, old.authority, old.officer, old.key_epoch, old.own_key, old.variant,
        old.supersedes, old.supersede_reason)
      is not distinct from (new.id, new.thread, new.exhibit, new.authority, new.officer, new.key_epoch, new.own_key, new.variant,
        new.supersedes, new.supersede_reason)
     and (old.state = new.state or (old.state, new.state) in (('ASKED', 'GATHERING'), ('ASKED', 'FAILED'),
       ('GATHERING', 'WAITING_FOR_CHECKPOINT'), ('GATHERING', 'FAILED'), ('WAITING_FOR_CHECKPOINT', 'SEALING'),
       ('WAITING_FOR_CHECKPOINT', 'FAILED'), ('SEALING', 'BUILT'), ('SEALING', 'FAILED')))
     and (old.record is null or (old.record, old.checkpoint, old.second)
       is not distinct from (new.record, new.checkpoint, new.second))
     and (old.report_before is null or old.report_before is not distinct from new.report_before)
     and (old.sha512 is null or (old.sha512, old.report_after) is not distinct from (new.sha512, new.report_after)) then
    return new;
  end if;
  raise exception 'LIAISE_INSERT_ONLY: what was gathered, sealed or numbered of a package stays' using errcode = '42501';
end $$;
create trigger cases_package_stays before insert or update or delete on cases.package
  for each row execute function cases.check_package();
select pg_temp.no_truncate('cases.package');
grant select (id, thread, authority, compartment, year, number, exhibit, officer, purpose, variant, asked_at, state,
    state_at, failure, root, package_key, own_key, asks, size, sha256, sha512, exit, report_before, report_after,
    supersedes, supersede_reason, delivered_at),
  insert (id, thread, authority, compartment, year, number, exhibit, officer, purpose, variant, state, thread_key, key_epoch,
    own_key, supersedes, supersede_reason), update (delivered_at)
  on cases.package to liaise_requests, liaise_inbox;
grant select, update (state, state_at, failure, thread_key, gathered_event, gathered_at, record, index, policy,
  checkpoint, second, asks, seal, sealed_sha256, cms_seal, report_before, report_after, root, package_key, size, sha256, sha512, exit)
  on cases.package to liaise_evidence;
grant select (id, thread, exhibit, state, supersedes, thread_key, package_key, own_key, root, delivered_at, state_at), update (thread_key, package_key)
  on cases.package to liaise_sealer;
create policy watching on cases.package for select to liaise_sealer using (current_setting('liaise.step', true) = 'watch-packages');
create index package_supersedes on cases.package (supersedes) where supersedes is not null;

-- Concerns of a package, hand-overs, and who was told: seen with their thread, wherever that is, and said by officers of its roster.
alter table cases.package_concern enable row level security;
alter table cases.package_concern force row level security;
create policy officers on cases.package_concern for select to liaise_requests, liaise_inbox
  using (exists (select from cases.thread t where t.id = package_concern.thread));
create policy watching on cases.package_concern to liaise_sealer
  using (current_setting('liaise.step', true) = 'watch-packages') with check (current_setting('liaise.step', true) = 'watch-packages');
select pg_temp.insert_only('cases.package_concern');
create policy counting on cases.package_concern for select to current_user using (true);
grant select on cases.package_concern to liaise_requests, liaise_inbox;
grant select, insert on cases.package_concern to liaise_sealer;

alter table cases.package_handed enable row level security;
alter table cases.package_handed force row level security;
select pg_temp.see_and_write('cases.package_handed', 'officers', 'liaise_requests, liaise_inbox',
  'exists (select from cases.thread t where t.id = package_handed.thread)');
create policy counting on cases.package_handed for select to current_user using (true);
create policy steps on cases.package_handed to liaise_sealer
  using (current_setting('liaise.step', true) in ('watch-packages', 'erase-threads'));
-- The entry of a hand-over names it, and a package of that thread that was made.
create function cases.is_handed_said(entry uuid, handed uuid, of_package uuid, of_thread uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog
  return exists (select from journal.event e join cases.package p on p.id = of_package and p.thread = of_thread and p.state = 'BUILT'
    where e.id = entry and e.typ = 'pkg.handed' and e.thread = of_thread and (convert_from(e.leaf, 'UTF8')::jsonb -> 'data')
      @> jsonb_build_object('handed', handed::text, 'exhibit', p.exhibit));
-- The entry of a telling names hand-over and concerns, of which the package has so many.
create function cases.is_told_said(entry uuid, of_handed uuid, concerns smallint) returns boolean
  language sql stable security definer set search_path = pg_catalog
  return exists (select from journal.event e join cases.package_handed h on h.id = of_handed and h.thread = e.thread
    where e.id = entry and e.typ = 'pkg.told' and (convert_from(e.leaf, 'UTF8')::jsonb -> 'data')
        @> jsonb_build_object('handed', of_handed::text, 'concerns', concerns)
      and concerns <= (select max(c.number) from cases.package_concern c where c.package = h.package));
grant execute on function cases.is_handed_said(uuid, uuid, uuid, uuid), cases.is_told_said(uuid, uuid, smallint)
  to liaise_requests, liaise_inbox;

-- Whoever took over a service of officers states nothing here without an entry in the log.
create function cases.check_handed() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if current_user not in ('liaise_requests', 'liaise_inbox') then
      return new;
    end if;
    if cases.is_handed_said(new.event, new.id, new.package, new.thread) then
      return new;
    end if;
    raise exception 'LIAISE_ENTRY_MISSING: no entry of the log states this hand-over' using errcode = '42501';
  end if;
  -- The recipient goes with the content of the thread, whose erasure is on record.
  if tg_op = 'UPDATE' and new.recipient is null
     and (to_jsonb(old) - 'recipient') = (to_jsonb(new) - 'recipient')
     and exists (select from journal.erasure r where r.thread = old.thread) then
    return new;
  end if;
  raise exception 'LIAISE_INSERT_ONLY: who received a package stays on record' using errcode = '42501';
end $$;
create trigger cases_package_handed_stays before insert or update or delete on cases.package_handed
  for each row execute function cases.check_handed();
select pg_temp.no_truncate('cases.package_handed');
grant select, insert (id, package, thread, officer, handed_at, way, recipient, event) on cases.package_handed to liaise_requests, liaise_inbox;
grant select (id, package, thread, recorded_at, recipient), update (recipient) on cases.package_handed to liaise_sealer;

alter table cases.package_told enable row level security;
alter table cases.package_told force row level security;
select pg_temp.see_and_write('cases.package_told', 'officers', 'liaise_requests, liaise_inbox',
  'exists (select from cases.package_handed h where h.id = package_told.handed)');
create policy watching on cases.package_told for select to liaise_sealer
  using (current_setting('liaise.step', true) = 'watch-packages');
select pg_temp.insert_only('cases.package_told');
create function cases.check_told() returns trigger language plpgsql as $$
begin
  if current_user not in ('liaise_requests', 'liaise_inbox') then
    return new;
  end if;
  if cases.is_told_said(new.event, new.handed, new.concerns) then
    return new;
  end if;
  raise exception 'LIAISE_ENTRY_MISSING: no entry of the log states that this recipient was told' using errcode = '42501';
end $$;
create trigger cases_package_told_said before insert on cases.package_told
  for each row execute function cases.check_told();
grant select, insert (handed, concerns, officer, told_at, way, event) on cases.package_told to liaise_requests, liaise_inbox;
grant select on cases.package_told to liaise_sealer;

-- That a package stayed with the State: seen with its thread, and said by officers of its roster.
alter table cases.package_stayed enable row level security;
alter table cases.package_stayed force row level security;
select pg_temp.see_and_write('cases.package_stayed', 'officers', 'liaise_requests, liaise_inbox',
  'exists (select from cases.thread t where t.id = package_stayed.thread)');
create policy counting on cases.package_stayed for select to current_user using (true);
create policy watching on cases.package_stayed for select to liaise_sealer
  using (current_setting('liaise.step', true) = 'watch-packages');
select pg_temp.insert_only('cases.package_stayed');
-- The entry names the package, which was given out, and nobody is on record who has it.
create function cases.is_stayed_said(entry uuid, of_package uuid, of_thread uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog
  return exists (select from journal.event e
      join cases.package p on p.id = of_package and p.thread = of_thread and p.delivered_at is not null
    where e.id = entry and e.typ = 'pkg.stayed' and e.thread = of_thread and e.at >= date_trunc('milliseconds', p.delivered_at)
      and (convert_from(e.leaf, 'UTF8')::jsonb -> 'data') @> jsonb_build_object('exhibit', p.exhibit)
      and not exists (select from cases.package_handed h where h.package = p.id));
grant execute on function cases.is_stayed_said(uuid, uuid, uuid) to liaise_requests, liaise_inbox;
create function cases.check_stayed() returns trigger language plpgsql as $$
begin
  if current_user not in ('liaise_requests', 'liaise_inbox') then
    return new;
  end if;
  if cases.is_stayed_said(new.event, new.package, new.thread) then
    new.at := clock_timestamp();
    return new;
  end if;
  raise exception 'LIAISE_ENTRY_MISSING: no entry of the log states that this package stayed' using errcode = '42501';
end $$;
create trigger cases_package_stayed_said before insert on cases.package_stayed
  for each row execute function cases.check_stayed();
grant select, insert (package, thread, officer, event) on cases.package_stayed to liaise_requests, liaise_inbox;
grant select on cases.package_stayed to liaise_sealer;

-- Certificates of a package: given by an officer of its roster as bytes, judged by the service that makes packages, once.
alter table cases.package_certificate enable row level security;
alter table cases.package_certificate force row level security;
select pg_temp.see_and_write('cases.package_certificate', 'officers', 'liaise_requests, liaise_inbox',
  'exists (select from cases.thread t where t.id = package_certificate.thread)');
create policy judging on cases.package_certificate to liaise_evidence
  using (current_setting('liaise.step', true) = 'build-package')
  with check (current_setting('liaise.step', true) = 'build-package');
create policy erasing on cases.package_certificate to liaise_sealer using (current_setting('liaise.step', true) = 'erase-threads');
create function cases.check_certificate() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' and new.state = 'GIVEN' and new.office is null and new.report is null then
    return new;
  end if;
  if tg_op = 'UPDATE' and (old.id, old.package, old.thread, old.number, old.officer, old.role, old.given_at, old.key_epoch)
      is not distinct from (new.id, new.package, new.thread, new.number, new.officer, new.role, new.given_at, new.key_epoch)
     and (old.content is not distinct from new.content or new.content is null)
     and (old.thread_key is not distinct from new.thread_key or new.thread_key is null)
     and (old.state = 'GIVEN' and new.state in ('MADE', 'REFUSED')
       or (old.state, old.state_at, old.failure, old.size, old.sha256, old.sha512, old.cer01, old.cer02, old.report)
         is not distinct from (new.state, new.state_at, new.failure, new.size, new.sha256, new.sha512, new.cer01, new.cer02, new.report)
       and (old.office is not distinct from new.office or new.office is null)) then
    return new;
  end if;
  raise exception 'LIAISE_INSERT_ONLY: a certificate stays as it was given and judged' using errcode = '42501';
end $$;
create trigger cases_package_certificate_stays before insert or update or delete on cases.package_certificate
  for each row execute function cases.check_certificate();
select pg_temp.no_truncate('cases.package_certificate');
grant select (id, package, thread, number, officer, given_at, state, state_at, failure, content, size, sha256, sha512, office, cer01,
    cer02, report), insert (id, package, thread, number, officer, role, content, thread_key, key_epoch)
  on cases.package_certificate to liaise_requests, liaise_inbox;
grant select, update (state, state_at, failure, thread_key, size, sha256, sha512, office, cer01, cer02, report)
  on cases.package_certificate to liaise_evidence;
grant select (id, thread, thread_key, content, office), update (thread_key, content, office)
  on cases.package_certificate to liaise_sealer;
create index package_certificate_waiting on cases.package_certificate (given_at, id) where state = 'GIVEN';

-- What a neighbour told for a package: the service that makes it keeps that until it is made, or is not.
alter table cases.package_answer enable row level security, force row level security;
create policy made on cases.package_answer to liaise_evidence
  using (current_setting('liaise.step', true) = 'build-package')
  with check (current_setting('liaise.step', true) = 'build-package');
grant select, insert, delete on cases.package_answer to liaise_evidence;

-- Documents that a package rests on: frozen with it, looked at before it is called made, and watched after.
alter table cases.package_rest enable row level security;
alter table cases.package_rest force row level security;
create policy making on cases.package_rest to liaise_evidence
  using (current_setting('liaise.step', true) = 'build-package')
  with check (current_setting('liaise.step', true) = 'build-package');
create policy watching on cases.package_rest for select to liaise_sealer
  using (current_setting('liaise.step', true) = 'watch-packages');
select pg_temp.insert_only('cases.package_rest');
grant select, insert on cases.package_rest to liaise_evidence;
grant select on cases.package_rest to liaise_sealer;

-- Keys of machines under a package: the same.
alter table cases.package_key enable row level security;
alter table cases.package_key force row level security;
create policy making on cases.package_key to liaise_evidence
  using (current_setting('liaise.step', true) = 'build-package')
  with check (current_setting('liaise.step', true) = 'build-package');
create policy watching on cases.package_key for select to liaise_sealer
  using (current_setting('liaise.step', true) = 'watch-packages');
select pg_temp.insert_only('cases.package_key');
grant select, insert on cases.package_key to liaise_evidence;
grant select on cases.package_key to liaise_sealer;

grant select, update (sent_at, received_at, response, failure) on journal.package_stamp to liaise_exchange;
grant select, insert, update, delete on journal.package_stamp to liaise_evidence;

-- How many of the State wait, of this thread, of this officer: an officer's service counts past its own desk.
create function cases.packages_of(asked uuid, asking text)
  returns table (waiting bigint, under_way boolean, today bigint, of_thread bigint)
  language sql stable security definer set search_path = pg_catalog
  begin atomic
    select count(*) filter (where p.state not in ('BUILT', 'FAILED')),
      coalesce(bool_or(p.thread = asked and p.state not in ('BUILT', 'FAILED')), false),
      count(*) filter (where p.officer = asking and p.asked_at > statement_timestamp() - interval '1 day'),
      count(*) filter (where p.thread = asked)
    from cases.package p
    where p.state not in ('BUILT', 'FAILED') or p.thread = asked
      or p.officer = asking and p.asked_at > statement_timestamp() - interval '1 day';
  end;
grant execute on function cases.packages_of(uuid, text) to liaise_requests, liaise_inbox;

-- What the service that makes packages sees of files, mail and log: threads of which one is being made, and no other.
create policy packed on cases.thread for select to liaise_evidence using (
  exists (select from cases.package p where p.thread = thread.id and p.thread_key is not null));
grant select (id, authority, compartment, side, peer, link_id, erased_at) on cases.thread to liaise_evidence;
create policy packed on cases.dispatch for select to liaise_evidence using (
  exists (select from cases.thread t where t.id = dispatch.thread));
grant select (id, thread, direction, kind, message_id, document_sha256, content) on cases.dispatch to liaise_evidence;
create policy packed on cases.crossing for select to liaise_evidence using (
  exists (select from cases.dispatch d where d.id = crossing.dispatch));
grant select (dispatch, envelope, envelope_signature) on cases.crossing to liaise_evidence;
create policy packed on cases.attachment for select to liaise_evidence using (
  exists (select from cases.dispatch d where d.id = attachment.dispatch));
grant select (dispatch, position, root, key_wrapped) on cases.attachment to liaise_evidence;
-- A recall of what is being packed is seen before the package is called made.
create policy packed on cases.recall for select to liaise_evidence using (
  exists (select from cases.thread t where t.id = recall.thread));
grant select (document, thread, act, items) on cases.recall to liaise_evidence;
create policy packed on cases.withheld for select to liaise_evidence using (
  exists (select from cases.dispatch d where d.id = withheld.item));
grant select (item) on cases.withheld to liaise_evidence;
create policy packed on mailbox.outbox for select to liaise_evidence using (
  exists (select from cases.dispatch d where d.id = outbox.dispatch));
grant select (link_id, dispatch, message_id, ciphertext) on mailbox.outbox to liaise_evidence;
create policy packed on mailbox.delivery for select to liaise_evidence using (
  exists (select from cases.dispatch d where d.id = delivery.dispatch));
grant select (link_id, dispatch, message_id, kept) on mailbox.delivery to liaise_evidence;
create policy packed on mailbox.receipt_in for select to liaise_evidence using (
  exists (select from mailbox.outbox o where o.link_id = receipt_in.link_id and o.message_id = receipt_in.message_id));
grant select (link_id, rseq, message_id, stage, receipt, statement_sha256) on mailbox.receipt_in to liaise_evidence;

-- The statement that brought a receipt names others of the link: the service sees those of messages that it packs.
create function mailbox.packed_statement(sha256 text) returns bytea
  language sql stable security definer set search_path = pg_catalog
  begin atomic
    select s.statement from mailbox.statement_in s where s.sha256 = packed_statement.sha256 and exists (
      select from mailbox.receipt_in r join mailbox.outbox o on o.link_id = r.link_id and o.message_id = r.message_id
        join cases.package p on p.thread = o.thread
      where r.statement_sha256 = s.sha256 and p.thread_key is not null);
  end;
grant execute on function mailbox.packed_statement(text) to liaise_evidence;

-- Values behind digests of entries of such a thread, for a reader to whom they are shown.
create function journal.packed_values(asked uuid[]) returns table (event uuid, digest text, content bytea)
  language sql stable security definer set search_path = pg_catalog
  begin atomic
    select d.event, d.digest, d.content from journal.disclosure d join journal.event e on e.id = d.event
    where d.event = any (asked) and exists (
      select from cases.package p where p.thread = e.thread and p.thread_key is not null)
    order by d.event, d.digest;
  end;
grant execute on function journal.packed_values(uuid[]) to liaise_evidence;

-- Entries of such a thread, of its messages, of outside times, and its own.
create policy packed on journal.event for select to liaise_evidence using (
  -- Comparisons of a link, alarms about logs, and how the services were: they name no case.
  typ in ('tsa.stamped', 'recon.report', 'log.fork.detected', 'system.health') or service = 'evidence'
    or exists (select from cases.thread t where t.id = event.thread)
    or exists (select from cases.dispatch d where d.message_id = event.message_id));
grant select (id, typ, service, leaf, at, thread, message_id), insert on journal.event to liaise_evidence;
create policy packing on journal.event for insert to liaise_evidence with check (service = 'evidence');
grant insert on journal.pending to liaise_evidence;
-- The office of who certifies, behind a digest of the entry about a certificate.
grant insert on journal.disclosure to liaise_evidence;
grant select, insert, update on journal.head to liaise_evidence;
create index event_recon_report on journal.event (at) where typ = 'recon.report';
create index event_system_health on journal.event (at) where typ = 'system.health';
grant select (link_id, day, part, phase, own, peer, report, differences) on journal.reconciliation to liaise_evidence;
grant select on journal.leaf, journal.tile, journal.checkpoint, journal.released, journal.cosignature,
  journal.outside_cosignature, journal.clock, journal.witnessed, journal.stamp, journal.stamp_material to liaise_evidence;
grant select on trust.entry, trust.certificate to liaise_evidence;
grant select (n, thread, record_sha256) on journal.erasure to liaise_evidence;
grant execute on function journal.last_erasure() to liaise_evidence;
