-- Halts that the asking State has told the others of an operation, and whether they have confirmed. For the session's own
-- desk, and the two steps that judge what leaves and what comes.
create function cases.halts_told(threads uuid[]) returns table (thread uuid, halt text, act text, direction text,
    confirmed boolean)
  language sql stable security definer set search_path = pg_catalog
  begin atomic
    select w.thread, w.halt, w.act, w.direction, w.confirmed_at is not null
    from cases.thread t join cases.stop_word w on w.thread = t.id
    where t.id = any (threads) and (
      t.authority = current_setting('liaise.authority', true)
        and t.compartment = any (string_to_array(current_setting('liaise.compartments', true), ','))
      or coalesce(current_setting('liaise.authority', true), '') = ''
        and current_setting('liaise.step', true) in ('seal-outbox', 'open-delivery'))
    order by w.said_at, w.halt;
  end;
grant execute on function cases.halts_told(uuid[]) to liaise_requests, liaise_inbox, liaise_sealer, liaise_opener;

-- Each service in its step: the sealer tells, the opener hears and confirms by a signed statement of the same words.
select pg_temp.wall('cases.stop_word', '', '');
create policy stop_words on cases.stop_word for select to current_user using (true);
create policy sees on cases.stop_word for select to liaise_sealer
  using (current_setting('liaise.step', true) = 'carry-stop-words');
create policy tells on cases.stop_word for insert to liaise_sealer
  with check (current_setting('liaise.step', true) = 'carry-stop-words' and direction = 'OUT' and message_id is not null
    and confirmed_at is null);
create policy says on cases.stop_word for update to liaise_sealer
  using (current_setting('liaise.step', true) = 'carry-stop-words')
  with check (current_setting('liaise.step', true) = 'carry-stop-words' and message_id is not null);
create policy finds on cases.stop_word for select to liaise_opener
  using (current_setting('liaise.step', true) = 'open-delivery');
create policy hears on cases.stop_word for insert to liaise_opener
  with check (current_setting('liaise.step', true) = 'open-delivery' and direction = 'IN' and message_id is null
    and confirmed_at is null);
create policy confirms on cases.stop_word for update to liaise_opener
  using (current_setting('liaise.step', true) = 'open-delivery' and confirmed_at is null)
  with check (current_setting('liaise.step', true) = 'open-delivery' and (
    direction = 'IN' and message_id is null and confirmed_at is null
    or direction = 'OUT' and message_id is not null and confirmed_at is not null and exists (
      select from mailbox.statement_in s
      join cases.thread t on t.id = stop_word.thread and t.link_id = s.link_id
      where s.sha256 = stop_word.confirmed_by
        and convert_from(s.statement, 'UTF8')::jsonb -> 'body' = jsonb_build_object('thread', stop_word.thread,
          'halt', stop_word.halt, 'act', stop_word.act, 'answer', true))));
create index stop_word_open on cases.stop_word (thread)
  where direction = 'OUT' and confirmed_at is null or direction = 'IN' and message_id is null;
grant select, insert, update (message_id, attempt, said_at) on cases.stop_word to liaise_sealer;
grant select, insert, update (message_id, confirmed_at, confirmed_by) on cases.stop_word to liaise_opener;
