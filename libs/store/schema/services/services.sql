grant select, insert, update on ops.service to liaise_requests, liaise_inbox, liaise_sealer, liaise_opener,
  liaise_exchange, liaise_audit;

grant select, insert, update (count, last_at) on ops.failure to liaise_requests, liaise_inbox, liaise_sealer,
  liaise_opener, liaise_exchange, liaise_audit;
