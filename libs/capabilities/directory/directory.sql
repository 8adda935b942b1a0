-- TypeORM writes a key in the order of the columns; each chain is read within its root.
alter table trust.entry drop constraint entry_pkey, add constraint entry_pkey primary key (state, chain, root, version);
select pg_temp.insert_only('trust.entry');
grant select, insert on trust.entry to liaise_requests, liaise_opener;
grant select on trust.entry to liaise_inbox, liaise_sealer, liaise_exchange, liaise_audit;

select pg_temp.insert_only('trust.certificate');
grant select, insert on trust.certificate to liaise_requests;
grant select on trust.certificate to liaise_inbox, liaise_sealer, liaise_opener, liaise_exchange, liaise_audit;

grant select on trust.freshness to liaise_requests, liaise_sealer;
grant select, insert, update on trust.freshness to liaise_opener;
