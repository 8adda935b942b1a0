-- The signed statement that brought a receipt of a dispatch of the session's own desk. It names others of the link,
-- so its row belongs to no desk: nobody who serves officers reads it otherwise.
create function mailbox.proof_of(asked uuid, number bigint) returns table (statement bytea, signature bytea)
  language sql stable security definer set search_path = pg_catalog
  begin atomic
    select s.statement, s.signature
    from mailbox.outbox o join cases.thread t on t.id = o.thread
    join mailbox.receipt_in r on r.link_id = o.link_id and r.message_id = o.message_id
    join mailbox.statement_in s on s.sha256 = r.statement_sha256
    where o.dispatch = asked and r.rseq = number and t.authority = current_setting('liaise.authority', true)
      and t.compartment = any (string_to_array(current_setting('liaise.compartments', true), ','));
  end;
grant execute on function mailbox.proof_of(uuid, bigint) to liaise_requests, liaise_inbox;
