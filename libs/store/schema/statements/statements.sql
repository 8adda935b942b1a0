select pg_temp.insert_only('mailbox.statement_in');
grant select, insert on mailbox.statement_in to liaise_opener;
grant select on mailbox.statement_in to liaise_audit;

select pg_temp.insert_only('mailbox.statement_out');
grant select, insert on mailbox.statement_out to liaise_sealer;
grant select on mailbox.statement_out to liaise_audit;

grant select, delete on mailbox.statement_due to liaise_sealer;
grant select, insert, update on mailbox.statement_due to liaise_audit;

grant select, insert, update on mailbox.statement_heard to liaise_opener;
grant select, delete on mailbox.statement_heard to liaise_audit;
