-- Instants and acts of documents on the clock, for the whole desk: also of threads that the officer may not read. As many
-- of each act as a clock rests on, whatever a neighbour repeats.
create function cases.desk_marks(threads uuid[]) returns table (thread uuid, document uuid,
    delivered_at timestamptz, act text, question uuid, until timestamptz, limits integer[])
  language sql stable security definer set search_path = pg_catalog
  begin atomic
    select m.* from cases.thread t cross join lateral (
      (select d.thread, d.id, d.delivered_at, d.clock_act, d.clock_question, d.clock_until, d.clock_limits
        from cases.dispatch d where d.thread = t.id and d.clock_act = 'START' order by d.delivered_at, d.id limit 1)
      union all (select d.thread, d.id, d.delivered_at, d.clock_act, d.clock_question, d.clock_until, d.clock_limits
        from cases.dispatch d where d.thread = t.id and d.clock_act = 'ACKNOWLEDGE' order by d.delivered_at, d.id limit 1)
      union all (select d.thread, d.id, d.delivered_at, d.clock_act, d.clock_question, d.clock_until, d.clock_limits
        from cases.dispatch d where d.thread = t.id and d.clock_act = 'INDIRECT' order by d.delivered_at, d.id limit 1)
      union all (select d.thread, d.id, d.delivered_at, d.clock_act, d.clock_question, d.clock_until, d.clock_limits
        from cases.dispatch d where d.thread = t.id and d.clock_act = 'STOP' order by d.delivered_at, d.id limit 1)
      union all (select d.thread, d.id, d.delivered_at, d.clock_act, d.clock_question, d.clock_until, d.clock_limits
        from cases.dispatch d where d.thread = t.id and d.clock_act = 'EXTEND' and d.delivered_at is not null
        order by d.delivered_at, d.id limit 64)
      union all (select d.thread, d.id, d.delivered_at, d.clock_act, d.clock_question, d.clock_until, d.clock_limits
        from cases.dispatch d where d.thread = t.id and d.clock_act = 'PROLONG' and d.delivered_at is not null
          and (d.direction = 'IN' or exists (select from mailbox.outbox o where o.dispatch = d.id
            and (o.outcome = 'OPENED' or o.code = 'DOCUMENT_REPLAYED')))
        order by d.delivered_at, d.id limit 1)
      union all (select d.thread, d.id, d.delivered_at, d.clock_act, d.clock_question, d.clock_until, d.clock_limits
        from cases.dispatch d where d.thread = t.id and d.clock_act in ('PAUSE', 'RESUME'))
      union all (select s.thread, s.id, s.raised_at, 'STOP', null::uuid, null::timestamptz, null::integer[] from cases.stop s
        where s.thread = t.id and s.lifted_at is null)) m
    where t.id = any (threads) and t.authority = current_setting('liaise.authority', true)
      and t.compartment = any (string_to_array(current_setting('liaise.compartments', true), ','));
  end;
grant execute on function cases.desk_marks(uuid[]) to liaise_requests, liaise_inbox;
