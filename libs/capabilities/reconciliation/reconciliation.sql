-- Else a phase set back, or a number of differences made smaller, would let another report follow.
create function journal.check_reconciliation() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and (new.link_id, new.day, new.part) = (old.link_id, old.day, old.part)
     and (old.phase <> 'SIGNED' or (
       (new.phase, new.own, new.peer, new.report, new.differences, new.started_at)
         is not distinct from (old.phase, old.own, old.peer, old.report, old.differences, old.started_at)
       and (old.peer_statement is null or new.peer_statement = old.peer_statement)
       -- Said again, because it did not arrive, it is signed again: both statements are kept.
       and (old.own_statement is null or new.own_statement is not null))) then
    return new;
  end if;
  raise exception 'LIAISE_INSERT_ONLY: a signed report stays' using errcode = '42501';
end $$;

select pg_temp.no_truncate('journal.reconciliation');
create trigger journal_reconciliation_stays before update or delete on journal.reconciliation
  for each row execute function journal.check_reconciliation();
grant select, update (own_statement) on journal.reconciliation to liaise_sealer;
grant select, insert, update on journal.reconciliation to liaise_audit;
