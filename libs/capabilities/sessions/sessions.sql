select pg_temp.insert_only('access.enrolment');
grant select, insert on access.enrolment to liaise_requests;

grant select, insert, delete on access.login to liaise_requests;

grant select, insert, update (seen_at, closed_at) on access.session to liaise_requests;
grant select on access.session to liaise_inbox, liaise_audit;
