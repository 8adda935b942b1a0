create function journal.check_witnessed() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and new.origin = old.origin and new.peer = old.peer
     and (new.size > old.size or (new.size = old.size and new.root = old.root)) then
    return new;
  end if;
  raise exception 'LIAISE_INSERT_ONLY: what was cosigned stays cosigned' using errcode = '42501';
end $$;

select pg_temp.no_truncate('journal.witnessed');
create trigger journal_witnessed_grows before update or delete on journal.witnessed
  for each row execute function journal.check_witnessed();
grant select on journal.witnessed to liaise_requests, liaise_inbox, liaise_sealer, liaise_opener, liaise_exchange;
grant select, insert, update on journal.witnessed to liaise_audit;

grant select, insert on journal.peer_checkpoint to liaise_opener;
grant select, update (asked_at, asked_size), delete on journal.peer_checkpoint to liaise_audit;

grant select, insert, update on journal.witness to liaise_audit;

select pg_temp.insert_only('journal.cosignature');
grant select, insert on journal.cosignature to liaise_audit;

select pg_temp.insert_only('journal.evidence');
grant select, insert on journal.evidence to liaise_audit;

select pg_temp.insert_only('journal.halt');
grant select, insert on journal.halt to liaise_audit;

grant select, update (sent_at, received_at, status, response, failure) on journal.outside_witness to liaise_exchange;
grant select, insert, update on journal.outside_witness to liaise_audit;

select pg_temp.insert_only('journal.outside_cosignature');
grant select, insert on journal.outside_cosignature to liaise_audit;
