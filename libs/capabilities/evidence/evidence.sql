select pg_temp.wall('cases.exculpatory_mark', 'liaise_requests, liaise_inbox', 'liaise_sealer, liaise_opener',
  pg_temp.roster_of('exculpatory_mark'));
grant select, insert on cases.exculpatory_mark to liaise_requests, liaise_inbox, liaise_opener;
grant select, update (authority) on cases.exculpatory_mark to liaise_sealer;

grant select on journal.formal_acts to liaise_requests, liaise_inbox, liaise_sealer;
grant select, insert, update on journal.formal_acts to liaise_audit;
