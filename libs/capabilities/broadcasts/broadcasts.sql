select pg_temp.wall('cases.broadcast', 'liaise_requests', '');
create policy steps on cases.broadcast for select to liaise_sealer
  using (current_setting('liaise.step', true) = 'carry-stop-words');
create policy stop_words on cases.broadcast for select to current_user using (true);
select pg_temp.insert_only('cases.broadcast');
grant select, insert on cases.broadcast to liaise_requests;
grant select on cases.broadcast to liaise_sealer;
