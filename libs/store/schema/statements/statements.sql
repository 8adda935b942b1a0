select pg_temp.insert_only('mailbox.statement_in');
grant select, insert on mailbox.statement_in to liaise_opener;
grant select on mailbox.statement_in to liaise_audit;

select pg_temp.insert_only('mailbox.statement_out');
grant select, insert on mailbox.statement_out to liaise_sealer;
grant select on mailbox.statement_out to liaise_audit;

-- Of each kind the service sees and says its own: whoever took one over neither forges nor drops what others say of the logs.
alter table mailbox.statement_due enable row level security, force row level security;
create policy signing on mailbox.statement_due to liaise_sealer
  using (kind in ('checkpoint-offer', 'cosignature', 'reconciliation', 'package-ask'));
create policy logs on mailbox.statement_due to liaise_audit
  using (kind in ('checkpoint-offer', 'cosignature', 'reconciliation'));
create policy packing on mailbox.statement_due to liaise_evidence using (kind = 'package-ask');
grant select, delete on mailbox.statement_due to liaise_sealer;
grant select, insert, update on mailbox.statement_due to liaise_audit, liaise_evidence;

alter table mailbox.statement_heard enable row level security, force row level security;
create policy hearing on mailbox.statement_heard to liaise_opener
  using (kind in ('checkpoint-offer', 'cosignature', 'reconciliation', 'package-ask', 'package-answer'));
create policy logs on mailbox.statement_heard to liaise_audit
  using (kind in ('checkpoint-offer', 'cosignature', 'reconciliation'));
create policy answering on mailbox.statement_heard to liaise_sealer using (kind = 'package-ask');
create policy packing on mailbox.statement_heard to liaise_evidence using (kind = 'package-answer');
grant select, insert, update on mailbox.statement_heard to liaise_opener;
grant select, delete on mailbox.statement_heard to liaise_audit, liaise_sealer, liaise_evidence;
