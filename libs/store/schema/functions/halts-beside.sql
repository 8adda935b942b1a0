-- Halts and their ends in the other threads of an operation with several States: ids and hashes alone, also of threads
-- that the officer may not read. For the session's own desk, and the two steps that judge what leaves and what comes.
create function cases.halts_beside(threads uuid[]) returns table (thread uuid, document uuid, kind text,
    in_reply_to uuid, direction text, sha256 text)
  language sql stable security definer set search_path = pg_catalog
  begin atomic
    select t.id, d.id, d.kind, d.in_reply_to, d.direction, d.document_sha256
    from cases.thread t join cases.broadcast b on b.thread = t.id
    join cases.broadcast o on o.broadcast = b.broadcast and o.authority = b.authority and o.thread <> b.thread
    join cases.dispatch d on d.thread = o.thread and d.kind in ('halt', 'resume')
    where t.id = any (threads) and (
        t.authority = current_setting('liaise.authority', true)
          and t.compartment = any (string_to_array(current_setting('liaise.compartments', true), ','))
        or coalesce(current_setting('liaise.authority', true), '') = ''
          and current_setting('liaise.step', true) in ('seal-outbox', 'open-delivery'))
      -- As in a thread by itself: what of ours never came to be there lifts nothing.
      and not (d.direction = 'OUT' and d.kind <> 'halt' and exists (
        select from mailbox.outbox q where q.dispatch = d.id and (q.state = 'VOID'
          or q.outcome = 'REJECTED' and coalesce(q.code, '') not in ('DOCUMENT_REPLAYED', 'RECALL_ANSWERED',
            'RELEASE_ANSWERED', 'EVIDENCE_ANSWERED', 'CONTENT_ERASED'))));
  end;
grant execute on function cases.halts_beside(uuid[]) to liaise_requests, liaise_inbox, liaise_sealer, liaise_opener;
