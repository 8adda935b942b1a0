-- Else whoever took over the opener would let go of the entry or of the state first, and then of the row.
create function mailbox.check_delivery() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and old.event is null and old.state in ('RECEIVED', 'WAITING') then return old; end if;
  if tg_op = 'UPDATE' and (old.event is null or new.event is not distinct from old.event)
    and (old.state in ('RECEIVED', 'WAITING') or new.state not in ('RECEIVED', 'WAITING')) then
    return new;
  end if;
  raise exception 'LIAISE_INSERT_ONLY: what was recorded or opened of a neighbour stays'
    using errcode = '42501';
end $$;

-- Evidence of a refused message goes by the rule after a month; its hash, and that it was there, stay.
create function mailbox.check_quarantine() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and new.evidence = '' and old.at < clock_timestamp() - interval '1 month'
     and to_jsonb(new) - 'evidence' = to_jsonb(old) - 'evidence' then
    return new;
  end if;
  raise exception 'LIAISE_INSERT_ONLY: what is in quarantine stays as it came for a month at least'
    using errcode = '42501';
end $$;

-- TypeORM writes an identity only as the key of a table.
alter table mailbox.delivery alter serial add generated always as identity;
select pg_temp.wall('mailbox.delivery', '', 'liaise_sealer, liaise_opener, liaise_exchange, liaise_audit');
select pg_temp.see_and_write('mailbox.delivery', 'officers', 'liaise_requests, liaise_inbox',
  'exists (select from cases.dispatch d where d.id = delivery.dispatch)');
-- From a dispatch to the message that brought it.
create index delivery_dispatch on mailbox.delivery (dispatch) where dispatch is not null;
create index delivery_due on mailbox.delivery (link_id, statement desc, lane, serial)
  where state in ('RECEIVED', 'WAITING');
create trigger mailbox_delivery_stays before update of event, state or delete on mailbox.delivery
  for each row execute function mailbox.check_delivery();
-- All but the session key. The opener puts that there and does not read it; the sealer names it when it is destroyed.
grant select (serial, link_id, message_id, peer, statement, parts, state, waits_for, try_after, ciphertext, kept,
    ciphertext_sha256, ciphertext_sha512, size, event, dispatch, received_at, opened_at, lane) on mailbox.delivery
  to liaise_requests, liaise_inbox, liaise_opener, liaise_exchange, liaise_audit;
grant select, update (ciphertext, kept, session_key) on mailbox.delivery to liaise_sealer;
grant update (state, waits_for, try_after, ciphertext, kept, session_key, event, dispatch, opened_at, lane), delete on
  mailbox.delivery to liaise_opener;
grant insert, update (event) on mailbox.delivery to liaise_exchange;

grant select, insert, delete on mailbox.delivery_part to liaise_exchange;

select pg_temp.insert_only('mailbox.accepted');
grant select, insert on mailbox.accepted to liaise_opener;

grant select, insert on mailbox.chain to liaise_sealer, liaise_opener;
grant select on mailbox.chain to liaise_audit;

create index quarantine_glasses on mailbox.quarantine (link_id, at) where code = 'GLASSES_TOO_MANY';
create index quarantine_kept on mailbox.quarantine (at) where evidence <> '';
select pg_temp.no_truncate('mailbox.quarantine');
create trigger mailbox_quarantine_kept before update or delete on mailbox.quarantine
  for each row execute function mailbox.check_quarantine();
grant select (id, link_id, evidence, evidence_sha256, evidence_sha512, evidence_size, at), update (evidence) on mailbox.quarantine to liaise_sealer;
grant select, insert on mailbox.quarantine to liaise_opener, liaise_exchange;
grant select on mailbox.quarantine to liaise_audit;
