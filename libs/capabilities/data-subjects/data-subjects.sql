-- TypeORM has no name for this type. The database writes the column, `of_subject` reads it.
alter table cases.subject_search add transaction xid8 not null default pg_current_xact_id();
select pg_temp.wall('cases.subject_search', '', '');
select pg_temp.see_and_write('cases.subject_search', 'officers', 'liaise_requests',
  $$officer = current_setting('liaise.officer', true) and authority = current_setting('liaise.authority', true)$$);
create policy of_subject on cases.subject_search for select to current_user using (true);
select pg_temp.insert_only('cases.subject_search');
grant select (officer, at), insert on cases.subject_search to liaise_requests;
