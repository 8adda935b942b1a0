grant select, insert, update on ops.service to liaise_requests, liaise_inbox, liaise_sealer, liaise_opener,
  liaise_exchange, liaise_audit, liaise_evidence;

grant select, insert, update (count, last_at) on ops.failure to liaise_requests, liaise_inbox, liaise_sealer,
  liaise_opener, liaise_exchange, liaise_audit, liaise_evidence;

-- One more of each code; at most 32 codes have a count of their own.
create function ops.counted(counts jsonb, codes text[]) returns jsonb
  language plpgsql immutable set search_path = pg_catalog as $$
declare
  code text;
begin
  foreach code in array array(select distinct left(c, 64) from unnest(codes) as c) loop
    if not counts ? code and (select count(*) from jsonb_object_keys(counts)) >= 32 then code := 'OTHERS'; end if;
    counts := jsonb_set(counts, array[code], to_jsonb(coalesce((counts ->> code)::integer, 0) + 1));
  end loop;
  return counts;
end $$;

-- Counted here, in the transaction of the sign of life, and by the owner: no service takes one back, and nobody is asked who
-- has ended meanwhile. Signs of life of one service follow on each other, since all of them write its row of `ops.service`.
create function ops.count_beat() returns trigger
  language plpgsql security definer set search_path = pg_catalog as $$
declare
  beat timestamptz := clock_timestamp();
  prior ops.health;
  process text := concat_ws(' ', new.pid, extract(epoch from new.started_at));
  runs text := concat_ws(' ', left(new.version, 32), left(new.config, 64));
  codes text[] := new.degraded || case when new.ready then array[]::text[] else array['NOT_READY'] end;
  known text[];
  is_start boolean;
  is_change boolean;
begin
  select * into prior from ops.health h where h.service = new.service and h.beats > 0 order by h.hour desc limit 1;
  is_start := not coalesce(process = any (prior.known), false);
  known := (array[process] || array_remove(prior.known, process))[1:16];
  is_change := coalesce(runs <> prior.ran[array_upper(prior.ran, 1)], false);
  -- A clock that was set back counts on in the newest hour.
  insert into ops.health as h
      (service, hour, beats, first_beat, last_beat, starts, instances, processes, known, ran, changes, said)
    values (new.service, greatest(date_trunc('hour', beat, 'UTC'), prior.hour), 1, beat, beat, is_start::integer, 1,
      array[process], known, array[runs], is_change::integer, ops.counted('{}', codes))
    on conflict (service, hour) do update set
      beats = h.beats + 1,
      first_beat = coalesce(h.first_beat, beat),
      last_beat = beat,
      gap_ms = greatest(h.gap_ms, (extract(epoch from beat - h.last_beat) * 1000)::integer),
      starts = h.starts + is_start::integer,
      instances = h.instances + (not process = any (h.processes))::integer,
      processes = case when process = any (h.processes) then h.processes else (array[process] || h.processes)[1:16] end,
      known = excluded.known,
      ran = case when h.beats > 0 and not is_change then h.ran
        else (h.ran || runs)[greatest(1, cardinality(h.ran) - 14):] end,
      changes = h.changes + is_change::integer,
      said = ops.counted(h.said, codes);
  return null;
end $$;
create trigger ops_service_counted after insert or update on ops.service
  for each row execute function ops.count_beat();

create function ops.count_failure() returns trigger
  language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into ops.health as h (service, hour, noted)
    values (new.service, date_trunc('hour', clock_timestamp(), 'UTC'), ops.counted('{}', array[new.code]))
    on conflict (service, hour) do update set noted = ops.counted(h.noted, array[new.code]);
  return null;
end $$;
create trigger ops_failure_counted after insert or update on ops.failure
  for each row execute function ops.count_failure();

grant select, update (told), delete on ops.health to liaise_audit;
insert into ops.health_told (one) values (true);
grant select, update (until) on ops.health_told to liaise_audit;
