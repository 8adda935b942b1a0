grant select, insert, update on mailbox.link to liaise_sealer;
grant select, update on mailbox.link to liaise_opener;
grant select on mailbox.link to liaise_audit;

grant select, insert, update on mailbox.link_numbers to liaise_sealer;
grant select on mailbox.link_numbers to liaise_opener;

grant select, insert, update on mailbox.link_receipts to liaise_sealer;
grant select on mailbox.link_receipts to liaise_opener;

grant select, insert on mailbox.link_heard to liaise_sealer;
grant select, update on mailbox.link_heard to liaise_opener;
grant select on mailbox.link_heard to liaise_audit;

grant select, insert, update (up, up_at, looked_at) on mailbox.link_sight to liaise_exchange;

create index refusals_untold on mailbox.refusals (told_at) where counted > told;
grant select, insert, update (kept, kept_bytes, counted, counted_bytes, told) on mailbox.refusals to liaise_opener;
grant select, insert, update (kept, kept_bytes, counted, counted_bytes, told, told_at) on mailbox.refusals
  to liaise_exchange;
grant select on mailbox.refusals to liaise_audit;

grant select, delete on mailbox.void_due to liaise_sealer;
grant select, insert on mailbox.void_due to liaise_opener;
