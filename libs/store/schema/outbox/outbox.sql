-- Called, not put in place by the planner: a list names the outbox in a dozen places, and planned each with the
-- policies of the thread behind it. And called last, after what picks the few rows. Each sees what the caller may see.
create function mailbox.of_desk(asked uuid) returns boolean language plpgsql stable as
  $$ begin return exists (select from cases.thread t where t.id = asked); end $$;
grant execute on function mailbox.of_desk(uuid) to liaise_requests, liaise_inbox;

create function mailbox.of_sent(link text, message text) returns boolean language plpgsql stable as
  $$ begin return exists (select from mailbox.outbox o where o.message_id = message and o.link_id = link); end $$;
grant execute on function mailbox.of_sent(text, text) to liaise_requests, liaise_inbox;

-- Whether precisely this document was handed in before, by whomever: its thread may be another authority's by now.
-- The caller has the document.
create function mailbox.is_queued(asked uuid, sha256 text) returns boolean
  language sql stable security definer set search_path = pg_catalog
  begin atomic
    select exists (select from mailbox.outbox o where o.dispatch = asked and o.document_sha256 = sha256);
  end;
grant execute on function mailbox.is_queued(uuid, text) to liaise_requests, liaise_inbox;

select pg_temp.wall('mailbox.outbox', '', 'liaise_sealer, liaise_opener, liaise_exchange, liaise_audit');
select pg_temp.see_and_write('mailbox.outbox', 'officers', 'liaise_requests, liaise_inbox',
  'mailbox.of_desk(outbox.thread)');
-- Whoever serves officers queues what they have signed, and nothing that is sealed, numbered or a statement already: a captured
-- one would send its own bytes, take a number from the sealer, or forge what became of a document.
create policy queued on mailbox.outbox as restrictive for insert to liaise_requests, liaise_inbox
  with check (state = 'QUEUED' and not statement and dispatch is not null);
-- For the functions that look past a desk, where their owner is no administrator of the cluster.
create policy beyond on mailbox.outbox for select to current_user using (true);
create index outbox_due on mailbox.outbox (priority, next_attempt_at) where state in ('SEALED', 'RELAYED');
-- Messages that the neighbour never took: recalls of it are told until they are said again.
create index outbox_lost on mailbox.outbox (coalesce(closed_at, queued_at) desc, dispatch desc)
  where (state = 'VOID' or outcome = 'REJECTED') and dispatch is not null;
create index outbox_queued on mailbox.outbox (priority, id) where state = 'QUEUED';
create index outbox_thread on mailbox.outbox (thread, id) where state in ('QUEUED', 'SEALED', 'RELAYED');
create index outbox_unanswered on mailbox.outbox (id)
  where not statement and state in ('QUEUED', 'SEALED', 'RELAYED');
grant select, insert (link_id, peer, statement, state, thread, dispatch, priority, signed_event, document_sha256)
  on mailbox.outbox to liaise_requests, liaise_inbox;
grant select, insert, update on mailbox.outbox to liaise_sealer;
grant select, update (state, ciphertext, outcome, code, next_attempt_at, closed_at) on mailbox.outbox to liaise_opener;
grant select, update (state, ciphertext, attempt, next_attempt_at, relayed_at) on mailbox.outbox to liaise_exchange;
grant select on mailbox.outbox to liaise_audit;
