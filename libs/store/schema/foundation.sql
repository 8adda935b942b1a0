-- Roles of services with a database, schemas, and rights of everybody. The administrator of the cluster owns all of it.
do $$
declare
  service text;
begin
  foreach service in array array['requests', 'inbox', 'sealer', 'opener', 'exchange', 'audit', 'evidence'] loop
    if not exists (select from pg_roles where rolname = 'liaise_' || service) then
      execute format('create role %I nologin', 'liaise_' || service);
    end if;
  end loop;
end $$;

create schema trust;
create schema access;
create schema cases;
create schema mailbox;
create schema objects;
create schema journal;
create schema ops;
grant usage on schema trust, mailbox, journal, ops
  to liaise_requests, liaise_inbox, liaise_sealer, liaise_opener, liaise_exchange, liaise_audit, liaise_evidence;
grant usage on schema access to liaise_requests, liaise_inbox, liaise_audit;
grant usage on schema cases to liaise_requests, liaise_inbox, liaise_sealer, liaise_opener, liaise_evidence;
grant usage on schema objects to liaise_requests, liaise_inbox, liaise_sealer, liaise_opener, liaise_exchange;

-- Nobody calls functions of ours but triggers, nobody brings code of their own, nobody keeps anything outside tables.
revoke all on schema public from public;
alter default privileges revoke execute on functions from public;
revoke usage on language plpgsql, sql from public;
do $$
declare
  f regprocedure;
begin
  for f in select oid from pg_proc where pronamespace = 'pg_catalog'::regnamespace
      and (proname ~ '^(lo_|lowrite$|loread$)' or proname = 'pg_logical_emit_message') loop
    execute format('revoke execute on function %s from public', f);
  end loop;
end $$;

create function ops.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'LIAISE_INSERT_ONLY: % is refused on %.%', tg_op, tg_table_schema, tg_table_name
    using errcode = '42501';
end $$;

-- Words of these files: functions that end with the connection that migrates.

-- Row-level security, forced. Officers' services see rows of the session's authority and compartments; unset means no rows.
-- Steps without an officer see rows only inside a transaction that names the step. The owner is bound too.
create function pg_temp.wall(walled text, officers text, steps text, further text default null) returns void
  language plpgsql as $$
declare
  own text := $own$authority = current_setting('liaise.authority', true)
    and compartment = any (string_to_array(current_setting('liaise.compartments', true), ','))$own$;
  in_step text := $step$coalesce(current_setting('liaise.step', true), '') <> ''$step$;
begin
  execute format('alter table %s enable row level security', walled);
  execute format('alter table %s force row level security', walled);
  if officers <> '' then
    perform pg_temp.see_and_write(walled, 'officers', officers, concat_ws(' and ', own, further));
  end if;
  if steps <> '' then
    perform pg_temp.see_and_write(walled, 'steps', steps, in_step);
  end if;
end $$;

-- Rows that the roles see are those that they may write.
create function pg_temp.see_and_write(walled text, policy text, roles text, rows text) returns void language plpgsql as $$
begin
  execute format('create policy %I on %s to %s using (%s) with check (%s)', policy, walled, roles, rows, rows);
end $$;

-- Rows of threads that the officer of the session reads.
create function pg_temp.roster_of(walled text) returns text language sql as $$
  select format('exists (select from cases.thread t where t.id = %I.thread
    and cases.on_roster(t.id, t.side, t.priority, t.holder, t.left_holder, t.owner))', walled)
$$;

-- Every change of a recorded row is refused, whoever asks.
create function pg_temp.insert_only(guarded text) returns void language plpgsql as $$
begin
  execute format('create trigger %s_insert_only before update or delete on %s
    for each row execute function ops.refuse_change()', replace(guarded, '.', '_'), guarded);
  perform pg_temp.no_truncate(guarded);
end $$;

create function pg_temp.no_truncate(guarded text) returns void language plpgsql as $$
begin
  execute format('create trigger %s_no_truncate before truncate on %s
    for each statement execute function ops.refuse_change()', replace(guarded, '.', '_'), guarded);
end $$;
