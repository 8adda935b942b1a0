// Written by scripts/schema.mjs from the entities and SQL of libs.
export const baseline = `
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

CREATE TABLE "ops"."service" ("service" text NOT NULL,
  "pid" integer NOT NULL,
  "version" text NOT NULL,
  "config" text NOT NULL DEFAULT '',
  "started_at" TIMESTAMP WITH TIME ZONE NOT NULL,
  "beat_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
  "ready" boolean NOT NULL,
  "degraded" text array NOT NULL DEFAULT '{}',
  "metrics" jsonb NOT NULL DEFAULT '{}',
  CONSTRAINT "service_pkey" PRIMARY KEY ("service"));
CREATE TABLE "ops"."failure" ("service" text NOT NULL,
  "code" text NOT NULL,
  "count" bigint NOT NULL DEFAULT 1,
  "first_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
  "last_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "failure_pkey" PRIMARY KEY ("service", "code"));
CREATE TABLE "ops"."health" ("service" text NOT NULL,
  "hour" TIMESTAMP WITH TIME ZONE NOT NULL,
  "beats" integer NOT NULL DEFAULT '0',
  "first_beat" TIMESTAMP WITH TIME ZONE,
  "last_beat" TIMESTAMP WITH TIME ZONE,
  "gap_ms" integer NOT NULL DEFAULT '0',
  "starts" integer NOT NULL DEFAULT '0',
  "instances" integer NOT NULL DEFAULT '0',
  "processes" text array NOT NULL DEFAULT '{}',
  "known" text array NOT NULL DEFAULT '{}',
  "ran" text array NOT NULL DEFAULT '{}',
  "changes" integer NOT NULL DEFAULT '0',
  "said" jsonb NOT NULL DEFAULT '{}',
  "noted" jsonb NOT NULL DEFAULT '{}',
  "told" boolean NOT NULL DEFAULT false,
  CONSTRAINT "health_pkey" PRIMARY KEY ("service", "hour"));
CREATE TABLE "ops"."health_told" ("one" boolean NOT NULL,
  "until" TIMESTAMP WITH TIME ZONE,
  CONSTRAINT "health_told_one" CHECK (one),
  CONSTRAINT "health_told_pkey" PRIMARY KEY ("one"));
CREATE TABLE "trust"."entry" ("state" text NOT NULL,
  "chain" text NOT NULL,
  "version" integer NOT NULL,
  "entry" bytea NOT NULL,
  "signatures" bytea array NOT NULL,
  "head" text NOT NULL,
  "recorded_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
  "root" text NOT NULL,
  CONSTRAINT "entry_version_check" CHECK (version >= 0),
  CONSTRAINT "entry_chain_check" CHECK (chain in ('directory', 'peers', 'retention')),
  CONSTRAINT "entry_pkey" PRIMARY KEY ("state", "chain", "version", "root"));
CREATE TABLE "trust"."certificate" ("fingerprint" text NOT NULL,
  "sha256" text NOT NULL,
  "certificate" bytea NOT NULL,
  "recorded_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "certificate_pkey" PRIMARY KEY ("fingerprint", "sha256"));
CREATE TABLE "trust"."freshness" ("state" text NOT NULL,
  "version" integer NOT NULL,
  "head" text NOT NULL,
  "fresh_until" TIMESTAMP WITH TIME ZONE NOT NULL,
  "statement" bytea NOT NULL,
  "signature" bytea NOT NULL,
  "root" text NOT NULL,
  CONSTRAINT "freshness_pkey" PRIMARY KEY ("state", "root"));
CREATE TABLE "access"."enrolment" ("token_sha256" text NOT NULL,
  "officer" text NOT NULL,
  "fingerprint" text NOT NULL,
  "used_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "enrolment_pkey" PRIMARY KEY ("token_sha256"));
CREATE TABLE "access"."login" ("signer" text NOT NULL,
  "nonce" text NOT NULL,
  "at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "login_pkey" PRIMARY KEY ("signer", "nonce"));
CREATE INDEX "login_at_idx" ON "access"."login"  ("at") ;
CREATE TABLE "access"."session" ("token_sha256" text NOT NULL,
  "officer" text NOT NULL,
  "authority" text NOT NULL,
  "fingerprint" text NOT NULL,
  "opened_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
  "seen_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
  "expires_at" TIMESTAMP WITH TIME ZONE NOT NULL,
  "closed_at" TIMESTAMP WITH TIME ZONE,
  "login" bytea NOT NULL,
  "signature" bytea NOT NULL,
  CONSTRAINT "session_signature_check" CHECK (octet_length(signature) <= 4096),
  CONSTRAINT "session_login_check" CHECK (octet_length(login) <= 2048),
  CONSTRAINT "session_pkey" PRIMARY KEY ("token_sha256"));
CREATE INDEX "session_officer_idx" ON "access"."session"  ("officer") ;
CREATE TABLE "cases"."thread" ("id" uuid NOT NULL,
  "authority" text NOT NULL,
  "compartment" text NOT NULL,
  "side" text NOT NULL,
  "request_type" text NOT NULL,
  "peer" text NOT NULL,
  "peer_authority" text NOT NULL,
  "link_id" text NOT NULL,
  "state" text NOT NULL,
  "priority" smallint NOT NULL,
  "holder" text,
  "key_epoch" integer NOT NULL,
  "key_wrapped" bytea,
  "summary" bytea,
  "opened_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
  "updated_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
  "erased_at" TIMESTAMP WITH TIME ZONE,
  "due_at" TIMESTAMP WITH TIME ZONE,
  "former_authorities" text array NOT NULL DEFAULT '{}',
  "moving_to" text,
  "watch_at" TIMESTAMP WITH TIME ZONE,
  "left_state" text,
  "left_holder" text,
  "moved_by" uuid,
  "owner" text,
  "signed_months" smallint,
  "retention_rule" integer NOT NULL DEFAULT '-1',
  "ended_at" TIMESTAMP WITH TIME ZONE,
  "review_at" TIMESTAMP WITH TIME ZONE,
  "erase_at" TIMESTAMP WITH TIME ZONE,
  "review_due_at" TIMESTAMP WITH TIME ZONE,
  "kept_until" TIMESTAMP WITH TIME ZONE,
  "erasure_wanted_at" TIMESTAMP WITH TIME ZONE,
  "kept_at" TIMESTAMP WITH TIME ZONE,
  "kept_erase_at" TIMESTAMP WITH TIME ZONE,
  "take_by" TIMESTAMP WITH TIME ZONE,
  "taken" boolean NOT NULL DEFAULT false,
  CONSTRAINT "thread_signed_months_check" CHECK (signed_months between 1 and 60),
  CONSTRAINT "thread_side_check" CHECK (side in ('ASKING', 'ASKED')),
  CONSTRAINT "thread_compartment_check" CHECK (compartment in ('ENFORCEMENT', 'PROTECTION', 'DATA_PROTECTION')),
  CONSTRAINT "thread_pkey" PRIMARY KEY ("id"));
CREATE TABLE "cases"."dispatch" ("id" uuid NOT NULL,
  "thread" uuid NOT NULL,
  "authority" text NOT NULL,
  "compartment" text NOT NULL,
  "direction" text NOT NULL,
  "kind" text NOT NULL,
  "in_reply_to" uuid,
  "officer" text NOT NULL,
  "message_id" text,
  "document_sha256" text NOT NULL,
  "content" bytea,
  "composed_at" TIMESTAMP WITH TIME ZONE NOT NULL,
  "committed_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
  "delivered_at" TIMESTAMP WITH TIME ZONE,
  "clock_act" text,
  "clock_question" uuid,
  "clock_until" TIMESTAMP WITH TIME ZONE,
  "assessed_until" TIMESTAMP WITH TIME ZONE,
  "evidential" boolean,
  "clock_limits" integer array,
  "notice_at" TIMESTAMP WITH TIME ZONE,
  "heard_at" TIMESTAMP WITH TIME ZONE,
  CONSTRAINT "dispatch_direction_check" CHECK (direction in ('OUT', 'IN')),
  CONSTRAINT "dispatch_clock_act_check" CHECK (clock_act in ('START', 'ACKNOWLEDGE', 'INDIRECT', 'PAUSE', 'RESUME', 'EXTEND', 'PROLONG', 'STOP')),
  CONSTRAINT "dispatch_check2" CHECK (clock_limits is null or clock_act = 'START' and cardinality(clock_limits) = 3),
  CONSTRAINT "dispatch_check1" CHECK (clock_act = 'START' or (clock_act in ('EXTEND', 'PROLONG')) = (clock_until is not null) or clock_act is null),
  CONSTRAINT "dispatch_check" CHECK ((clock_act = 'RESUME') = (clock_question is not null) or clock_act is null),
  CONSTRAINT "dispatch_thread_fkey" FOREIGN KEY ("thread") REFERENCES "cases"."thread" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
  CONSTRAINT "dispatch_pkey" PRIMARY KEY ("id"));
CREATE INDEX "dispatch_thread_committed_at_idx" ON "cases"."dispatch"  ("thread",
  "committed_at") ;
CREATE TABLE "cases"."crossing" ("dispatch" uuid NOT NULL,
  "version" integer NOT NULL,
  "head" text NOT NULL,
  "envelope" bytea NOT NULL,
  "envelope_signature" bytea NOT NULL,
  "posted" jsonb,
  CONSTRAINT "crossing_dispatch_fkey" FOREIGN KEY ("dispatch") REFERENCES "cases"."dispatch" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
  CONSTRAINT "crossing_pkey" PRIMARY KEY ("dispatch"));
CREATE TABLE "journal"."event" ("id" uuid NOT NULL,
  "typ" text NOT NULL,
  "service" text NOT NULL,
  "leaf" bytea NOT NULL,
  "leaf_hash" bytea NOT NULL,
  "at" TIMESTAMP WITH TIME ZONE NOT NULL,
  "recorded_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
  "thread" uuid,
  "message_id" text,
  "officer" text,
  CONSTRAINT "event_officer_check" CHECK (officer ~ '^[a-z][a-z0-9.-]{1,31}$'),
  CONSTRAINT "event_message_id_check" CHECK (message_id ~ '^[0-9a-f]{32}$'),
  CONSTRAINT "event_id_check" CHECK (id::text ~ '^.{14}7.{4}[89ab]'),
  CONSTRAINT "event_leaf_check" CHECK (octet_length(leaf) <= 4096),
  CONSTRAINT "event_check" CHECK (leaf_hash = sha256('\\x00'::bytea || leaf)),
  CONSTRAINT "event_pkey" PRIMARY KEY ("id"));
CREATE TABLE "journal"."disclosure" ("event" uuid NOT NULL,
  "digest" text NOT NULL,
  "content" bytea NOT NULL,
  CONSTRAINT "disclosure_pkey" PRIMARY KEY ("event", "digest"));
CREATE TABLE "journal"."pending" ("position" bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  "event" uuid NOT NULL,
  CONSTRAINT "pending_event_key" UNIQUE ("event"),
  CONSTRAINT "pending_pkey" PRIMARY KEY ("position"));
CREATE TABLE "journal"."head" ("kind" text NOT NULL,
  "key" text NOT NULL,
  "leaf_hash" bytea,
  CONSTRAINT "head_kind_check" CHECK (kind in ('case', 'src', 'chan')),
  CONSTRAINT "head_pkey" PRIMARY KEY ("kind", "key"));
CREATE TABLE "journal"."leaf" ("index" bigint NOT NULL,
  "event" uuid NOT NULL,
  "leaf_hash" bytea NOT NULL,
  CONSTRAINT "leaf_event_key" UNIQUE ("event"),
  CONSTRAINT "leaf_pkey" PRIMARY KEY ("index"));
CREATE TABLE "journal"."tile" ("level" integer NOT NULL,
  "index" bigint NOT NULL,
  "hashes" bytea NOT NULL,
  CONSTRAINT "tile_pkey" PRIMARY KEY ("level", "index"));
CREATE TABLE "journal"."checkpoint" ("size" bigint NOT NULL,
  "root" bytea NOT NULL,
  "note" text NOT NULL,
  "at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "checkpoint_pkey" PRIMARY KEY ("size"));
CREATE TABLE "journal"."released" ("one" boolean NOT NULL DEFAULT true,
  "size" bigint NOT NULL,
  CONSTRAINT "released_one_check" CHECK (one),
  CONSTRAINT "released_pkey" PRIMARY KEY ("one"));
CREATE TABLE "journal"."mention" ("item" bytea NOT NULL,
  "event" uuid NOT NULL,
  CONSTRAINT "mention_pkey" PRIMARY KEY ("item", "event"));
CREATE TABLE "journal"."chain_note" ("n" bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  "note" text NOT NULL,
  "at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "chain_note_pkey" PRIMARY KEY ("n"));
CREATE TABLE "access"."reading" ("officer" text NOT NULL,
  "thread" uuid NOT NULL,
  "at" TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT "reading_pkey" PRIMARY KEY ("officer", "thread"));
CREATE INDEX "reading_at" ON "access"."reading"  ("officer",
  "at") ;
CREATE TABLE "access"."item_read" ("officer" text NOT NULL,
  "item" text NOT NULL,
  "at" TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT "item_read_pkey" PRIMARY KEY ("officer", "item"));
CREATE INDEX "item_read_at" ON "access"."item_read"  ("at") ;
CREATE TABLE "access"."listing" ("officer" text NOT NULL,
  "thread" uuid NOT NULL,
  "at" TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT "listing_pkey" PRIMARY KEY ("officer", "thread"));
CREATE INDEX "listing_at" ON "access"."listing"  ("at") ;
CREATE TABLE "access"."bulk_reading" ("id" bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  "officer" text NOT NULL,
  "service" text NOT NULL,
  "at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
  "threads" integer,
  "event" uuid,
  "role" text,
  "listed" integer,
  "items" integer,
  CONSTRAINT "bulk_reading_event_key" UNIQUE ("event"),
  CONSTRAINT "bulk_reading_officer_check" CHECK (officer ~ '^[a-z][a-z0-9.-]{1,31}$'),
  CONSTRAINT "bulk_reading_check" CHECK ((threads is null) <> (listed is null)),
  CONSTRAINT "bulk_reading_pkey" PRIMARY KEY ("id"));
CREATE INDEX "bulk_reading_officer" ON "access"."bulk_reading"  ("officer",
  "at") ;
CREATE INDEX "bulk_reading_at" ON "access"."bulk_reading"  ("at") ;
CREATE TABLE "journal"."witnessed" ("peer" text NOT NULL,
  "origin" text NOT NULL,
  "link_id" text NOT NULL,
  "size" bigint NOT NULL,
  "root" bytea NOT NULL,
  "note" text NOT NULL,
  "offered_at" TIMESTAMP WITH TIME ZONE NOT NULL,
  "cosigned_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "witnessed_size_check" CHECK (size >= 0),
  CONSTRAINT "witnessed_root_check" CHECK (octet_length(root) = 32),
  CONSTRAINT "witnessed_pkey" PRIMARY KEY ("peer", "origin"));
CREATE INDEX "witnessed_link_id_idx" ON "journal"."witnessed"  ("link_id") ;
CREATE TABLE "journal"."peer_checkpoint" ("peer" text NOT NULL,
  "origin" text NOT NULL,
  "size" bigint NOT NULL,
  "root" bytea NOT NULL,
  "note" text NOT NULL,
  "seen_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
  "asked_at" TIMESTAMP WITH TIME ZONE,
  "asked_size" bigint,
  CONSTRAINT "peer_checkpoint_pkey" PRIMARY KEY ("peer", "origin", "size", "root"));
CREATE TABLE "journal"."witness" ("link_id" text NOT NULL,
  "size" bigint NOT NULL DEFAULT 0,
  "prove" jsonb NOT NULL DEFAULT '[]',
  "answered_at" TIMESTAMP WITH TIME ZONE,
  CONSTRAINT "witness_pkey" PRIMARY KEY ("link_id"));
CREATE TABLE "journal"."cosignature" ("size" bigint NOT NULL,
  "witness" text NOT NULL,
  "line" text NOT NULL,
  "unix_seconds" bigint NOT NULL,
  "at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "cosignature_pkey" PRIMARY KEY ("size", "witness"));
CREATE INDEX "cosignature_witness_size_idx" ON "journal"."cosignature"  ("witness",
  "size") ;
CREATE TABLE "journal"."evidence" ("id" uuid NOT NULL,
  "peer" text NOT NULL,
  "origin" text NOT NULL,
  "code" text NOT NULL,
  "first" text NOT NULL,
  "second" text NOT NULL,
  "at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "evidence_code_check" CHECK (code in ('FORK', 'ROLLED_BACK', 'INCONSISTENT', 'UNPROVEN', 'REPLACED')),
  CONSTRAINT "evidence_pkey" PRIMARY KEY ("id"));
CREATE INDEX "evidence_peer_origin_code_at_idx" ON "journal"."evidence"  ("peer",
  "origin",
  "code",
  "at") ;
CREATE INDEX "evidence_at_idx" ON "journal"."evidence"  ("at") ;
CREATE TABLE "journal"."halt" ("id" uuid NOT NULL,
  "code" text NOT NULL,
  "at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "halt_pkey" PRIMARY KEY ("id"));
CREATE TABLE "journal"."outside_witness" ("witness" text NOT NULL,
  "key" text NOT NULL,
  "held" bigint NOT NULL DEFAULT 0,
  "size" bigint NOT NULL,
  "request" bytea NOT NULL,
  "offer" integer NOT NULL,
  "failures" integer NOT NULL DEFAULT 0,
  "made_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
  "sent_at" TIMESTAMP WITH TIME ZONE,
  "received_at" TIMESTAMP WITH TIME ZONE,
  "status" integer,
  "response" bytea,
  "failure" text,
  "judged_at" TIMESTAMP WITH TIME ZONE,
  CONSTRAINT "outside_witness_response_check" CHECK (octet_length(response) <= 65536),
  CONSTRAINT "outside_witness_request_check" CHECK (octet_length(request) <= 266240),
  CONSTRAINT "outside_witness_witness_check" CHECK (witness in ('witness1', 'witness2')),
  CONSTRAINT "outside_witness_pkey" PRIMARY KEY ("witness"));
CREATE TABLE "journal"."outside_cosignature" ("size" bigint NOT NULL,
  "witness" text NOT NULL,
  "line" text NOT NULL,
  "second" text,
  "unix_seconds" bigint NOT NULL,
  "at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "outside_cosignature_pkey" PRIMARY KEY ("size", "witness"));
CREATE INDEX "outside_cosignature_witness_size_idx" ON "journal"."outside_cosignature"  ("witness",
  "size") ;
CREATE TABLE "journal"."stamp_request" ("authority" text NOT NULL,
  "size" bigint NOT NULL,
  "request" bytea NOT NULL,
  "nonce" bytea NOT NULL,
  "made_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
  "tries" integer NOT NULL,
  "sent_at" TIMESTAMP WITH TIME ZONE,
  "received_at" TIMESTAMP WITH TIME ZONE,
  "response" bytea,
  "failure" text,
  CONSTRAINT "stamp_request_response_check" CHECK (octet_length(response) <= 65536),
  CONSTRAINT "stamp_request_request_check" CHECK (octet_length(request) <= 1024),
  CONSTRAINT "stamp_request_authority_check" CHECK (authority in ('tsa1', 'tsa2')),
  CONSTRAINT "stamp_request_pkey" PRIMARY KEY ("authority"));
CREATE TABLE "journal"."stamp_material" ("sha256" bytea NOT NULL,
  "kind" text NOT NULL,
  "der" bytea NOT NULL,
  CONSTRAINT "stamp_material_kind_check" CHECK (kind in ('certificate', 'list')),
  CONSTRAINT "stamp_material_check" CHECK (sha256 = sha256(der)),
  CONSTRAINT "stamp_material_pkey" PRIMARY KEY ("sha256"));
CREATE TABLE "journal"."stamp" ("authority" text NOT NULL,
  "size" bigint NOT NULL,
  "request" bytea NOT NULL,
  "token" bytea NOT NULL,
  "gen_time" TIMESTAMP WITH TIME ZONE NOT NULL,
  "earliest" TIMESTAMP WITH TIME ZONE NOT NULL,
  "latest" TIMESTAMP WITH TIME ZONE NOT NULL,
  "policy" text NOT NULL,
  "serial" text NOT NULL,
  "chain" bytea array NOT NULL,
  "lists" bytea array NOT NULL,
  "low_ms" bigint NOT NULL,
  "high_ms" bigint NOT NULL,
  "sent_at" TIMESTAMP WITH TIME ZONE NOT NULL,
  "received_at" TIMESTAMP WITH TIME ZONE NOT NULL,
  "event" uuid NOT NULL,
  CONSTRAINT "stamp_event_key" UNIQUE ("event"),
  CONSTRAINT "stamp_pkey" PRIMARY KEY ("authority", "size"));
CREATE INDEX "stamp_size_idx" ON "journal"."stamp"  ("size") ;
CREATE TABLE "journal"."clock" ("source" text NOT NULL,
  "kind" text NOT NULL,
  "low_ms" bigint NOT NULL,
  "high_ms" bigint NOT NULL,
  "read_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "clock_kind_check" CHECK (kind in ('stamp', 'witness')),
  CONSTRAINT "clock_pkey" PRIMARY KEY ("source"));
CREATE INDEX "clock_read_at_idx" ON "journal"."clock"  ("read_at") ;
CREATE TABLE "journal"."time_alarm" ("code" text NOT NULL,
  "since" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "time_alarm_pkey" PRIMARY KEY ("code"));
CREATE TABLE "cases"."attachment" ("dispatch" uuid NOT NULL,
  "position" smallint NOT NULL,
  "authority" text NOT NULL,
  "compartment" text NOT NULL,
  "root" text NOT NULL,
  "ciphertext_size" bigint NOT NULL,
  "key_wrapped" bytea,
  "scan" jsonb,
  CONSTRAINT "attachment_scan_check" CHECK (scan ->> 'verdict' in ('CLEAN', 'INFECTED', 'NOT_SCANNED') and octet_length(scan::text) <= 1000),
  CONSTRAINT "attachment_ciphertext_size_check" CHECK (ciphertext_size between 0 and 9007199254740991),
  CONSTRAINT "attachment_dispatch_fkey" FOREIGN KEY ("dispatch") REFERENCES "cases"."dispatch" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
  CONSTRAINT "attachment_pkey" PRIMARY KEY ("dispatch", "position"));
CREATE INDEX "attachment_root_idx" ON "cases"."attachment"  ("root") ;
CREATE TABLE "cases"."upload" ("id" uuid NOT NULL,
  "authority" text NOT NULL,
  "compartment" text NOT NULL,
  "officer" text NOT NULL,
  "root" text NOT NULL,
  "ciphertext_size" bigint NOT NULL,
  "size" bigint NOT NULL,
  "sha256" text NOT NULL,
  "sha512" text NOT NULL,
  "key_epoch" integer NOT NULL,
  "key_wrapped" bytea NOT NULL,
  "uploaded_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
  "dispatch" uuid,
  "scan" jsonb,
  CONSTRAINT "upload_scan_check" CHECK (scan ->> 'verdict' in ('CLEAN', 'INFECTED', 'NOT_SCANNED') and octet_length(scan::text) <= 1000),
  CONSTRAINT "upload_pkey" PRIMARY KEY ("id"));
CREATE INDEX "upload_epoch_idx" ON "cases"."upload"  ("compartment",
  "key_epoch") ;
CREATE INDEX "upload_uploaded_at_idx" ON "cases"."upload"  ("uploaded_at") ;
CREATE INDEX "upload_root_idx" ON "cases"."upload"  ("root") ;
CREATE TABLE "objects"."transfer" ("root" text NOT NULL,
  "link_id" text NOT NULL,
  "direction" text NOT NULL,
  "message_id" text NOT NULL,
  "chunks" integer NOT NULL,
  "ciphertext_size" bigint NOT NULL,
  "next_chunk" integer NOT NULL DEFAULT '0',
  "missing" jsonb NOT NULL DEFAULT '[]',
  "state" text NOT NULL,
  "report_after" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
  "reported" text,
  "updated_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
  "in_flight" integer NOT NULL DEFAULT '0',
  "sent_at" TIMESTAMP WITH TIME ZONE,
  "attempt" integer NOT NULL DEFAULT '0',
  CONSTRAINT "transfer_state_check" CHECK (state in ('WAITING', 'ACTIVE', 'COMPLETE', 'CORRUPT', 'REMOVED')),
  CONSTRAINT "transfer_size_check" CHECK (ciphertext_size > (chunks - 1) * 262160::bigint and ciphertext_size <= chunks * 262160::bigint),
  CONSTRAINT "transfer_next_chunk_check" CHECK (next_chunk between 0 and chunks),
  CONSTRAINT "transfer_missing_check" CHECK (jsonb_typeof(missing) = 'array'),
  CONSTRAINT "transfer_in_flight_check" CHECK (in_flight >= 0),
  CONSTRAINT "transfer_direction_check" CHECK (direction in ('OUT', 'IN')),
  CONSTRAINT "transfer_chunks_check" CHECK (chunks between 1 and 8192),
  CONSTRAINT "transfer_attempt_check" CHECK (attempt >= 0),
  CONSTRAINT "transfer_pkey" PRIMARY KEY ("root", "link_id", "direction"));
CREATE TABLE "cases"."token" ("authority" text NOT NULL,
  "compartment" text NOT NULL,
  "type" text NOT NULL,
  "token" bytea NOT NULL,
  "thread" uuid NOT NULL,
  "dispatch" uuid NOT NULL,
  CONSTRAINT "token_token_check" CHECK (octet_length(token) = 8),
  CONSTRAINT "token_pkey" PRIMARY KEY ("authority", "compartment", "type", "token", "dispatch"));
CREATE INDEX "token_dispatch_idx" ON "cases"."token"  ("dispatch") ;
CREATE TABLE "mailbox"."link" ("link_id" text NOT NULL,
  "peer" text NOT NULL,
  "directory_sent" integer NOT NULL DEFAULT '0',
  "directory_sent_at" TIMESTAMP WITH TIME ZONE,
  "directory_wanted" integer,
  "directory_asked_at" TIMESTAMP WITH TIME ZONE,
  "gaps_asked_at" TIMESTAMP WITH TIME ZONE,
  "protocol" integer NOT NULL DEFAULT '0',
  "protocol_entry" integer NOT NULL DEFAULT '-1',
  "voids_told_at" TIMESTAMP WITH TIME ZONE,
  "claim_told_at" TIMESTAMP WITH TIME ZONE,
  CONSTRAINT "link_pkey" PRIMARY KEY ("link_id"));
CREATE TABLE "mailbox"."link_numbers" ("link_id" text NOT NULL,
  "last_seq" bigint NOT NULL DEFAULT 0,
  "last_envelope" text,
  CONSTRAINT "link_numbers_pkey" PRIMARY KEY ("link_id"));
CREATE TABLE "mailbox"."link_receipts" ("link_id" text NOT NULL,
  "last_rseq" bigint NOT NULL DEFAULT 0,
  CONSTRAINT "link_receipts_pkey" PRIMARY KEY ("link_id"));
CREATE TABLE "mailbox"."link_heard" ("link_id" text NOT NULL,
  "rack_in" bigint NOT NULL DEFAULT 0,
  "rack_out" bigint NOT NULL DEFAULT 0,
  "peer_checkpoint" jsonb,
  CONSTRAINT "link_heard_pkey" PRIMARY KEY ("link_id"));
CREATE TABLE "mailbox"."link_sight" ("link_id" text NOT NULL,
  "up" boolean NOT NULL,
  "up_at" TIMESTAMP WITH TIME ZONE,
  "looked_at" TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT "link_sight_pkey" PRIMARY KEY ("link_id"));
CREATE TABLE "mailbox"."refusals" ("link_id" text NOT NULL,
  "day" date NOT NULL,
  "kind" text NOT NULL,
  "peer" text NOT NULL,
  "kept" integer NOT NULL,
  "kept_bytes" bigint NOT NULL,
  "counted" bigint NOT NULL,
  "counted_bytes" bigint NOT NULL,
  "told" bigint NOT NULL,
  "told_at" TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT "refusals_kind_check" CHECK (kind in ('SEALED', 'OPENED', 'ALARM')),
  CONSTRAINT "refusals_pkey" PRIMARY KEY ("link_id", "day", "kind"));
CREATE TABLE "mailbox"."void_due" ("link_id" text NOT NULL,
  "seq" bigint NOT NULL,
  CONSTRAINT "void_due_pkey" PRIMARY KEY ("link_id", "seq"));
CREATE TABLE "mailbox"."outbox" ("id" bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  "link_id" text NOT NULL,
  "peer" text NOT NULL,
  "statement" boolean NOT NULL,
  "state" text NOT NULL,
  "thread" uuid,
  "dispatch" uuid,
  "priority" smallint NOT NULL,
  "message_id" text,
  "seq" bigint,
  "ciphertext" bytea,
  "ciphertext_sha256" text,
  "envelope_sha256" text,
  "session_key" bytea,
  "intent_event" uuid,
  "outcome" text,
  "code" text,
  "attempt" integer NOT NULL DEFAULT '0',
  "next_attempt_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
  "queued_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
  "sealed_at" TIMESTAMP WITH TIME ZONE,
  "relayed_at" TIMESTAMP WITH TIME ZONE,
  "closed_at" TIMESTAMP WITH TIME ZONE,
  "signed_event" uuid,
  "waits_for" text,
  "envelope" bytea,
  "envelope_signature" bytea,
  "document_sha256" text,
  "formal_until" TIMESTAMP WITH TIME ZONE,
  CONSTRAINT "outbox_message_id_key" UNIQUE ("message_id"),
  CONSTRAINT "outbox_link_id_seq_key" UNIQUE ("link_id", "seq"),
  CONSTRAINT "outbox_dispatch_key" UNIQUE ("dispatch"),
  CONSTRAINT "outbox_state_check" CHECK (state in ('QUEUED', 'SEALED', 'RELAYED', 'CLOSED', 'VOID')),
  CONSTRAINT "outbox_pkey" PRIMARY KEY ("id"));
CREATE INDEX "outbox_of_thread" ON "mailbox"."outbox"  ("thread") ;
CREATE TABLE "mailbox"."delivery" ("serial" bigint NOT NULL,
  "link_id" text NOT NULL,
  "message_id" text NOT NULL,
  "peer" text NOT NULL,
  "statement" boolean NOT NULL,
  "parts" smallint NOT NULL,
  "state" text NOT NULL,
  "waits_for" text,
  "try_after" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
  "ciphertext" bytea,
  "kept" bytea,
  "session_key" bytea,
  "ciphertext_sha256" text,
  "ciphertext_sha512" text,
  "size" integer,
  "event" uuid,
  "dispatch" uuid,
  "received_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
  "opened_at" TIMESTAMP WITH TIME ZONE,
  "lane" smallint,
  CONSTRAINT "delivery_state_check" CHECK (state in ('PARTIAL', 'RECEIVED', 'WAITING', 'OPENED', 'QUARANTINED')),
  CONSTRAINT "delivery_pkey" PRIMARY KEY ("link_id", "message_id"));
CREATE TABLE "mailbox"."delivery_part" ("link_id" text NOT NULL,
  "message_id" text NOT NULL,
  "part" smallint NOT NULL,
  "ciphertext" bytea NOT NULL,
  CONSTRAINT "delivery_part_pkey" PRIMARY KEY ("link_id", "message_id", "part"));
CREATE TABLE "mailbox"."accepted" ("origin" text NOT NULL,
  "document_id" uuid NOT NULL,
  "message_id" text NOT NULL,
  "document_sha256" text NOT NULL,
  "accepted_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "accepted_origin_message_id_key" UNIQUE ("origin", "message_id"),
  CONSTRAINT "accepted_pkey" PRIMARY KEY ("origin", "document_id"));
CREATE TABLE "mailbox"."chain" ("link_id" text NOT NULL,
  "direction" text NOT NULL,
  "seq" bigint NOT NULL,
  "message_id" text NOT NULL,
  "envelope_sha256" text NOT NULL,
  "prev" text,
  "outcome" text NOT NULL,
  "noted_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "chain_direction_check" CHECK (direction in ('OUT', 'IN')),
  CONSTRAINT "chain_pkey" PRIMARY KEY ("link_id", "direction", "seq"));
CREATE TABLE "mailbox"."quarantine" ("id" uuid NOT NULL,
  "link_id" text NOT NULL,
  "message_id" text,
  "statement" boolean NOT NULL,
  "code" text NOT NULL,
  "detail" text,
  "evidence" bytea NOT NULL,
  "evidence_sha256" text NOT NULL,
  "evidence_sha512" text NOT NULL,
  "evidence_size" integer NOT NULL,
  "event" uuid NOT NULL,
  "at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "quarantine_at_check" CHECK (at < '10000-01-01Z'),
  CONSTRAINT "quarantine_evidence_sha256_check" CHECK (evidence_sha256 ~ '^[0-9a-f]{64}$'),
  CONSTRAINT "quarantine_message_id_check" CHECK (message_id ~ '^[0-9a-f]{32}$'),
  CONSTRAINT "quarantine_link_id_check" CHECK (link_id ~ '^[0-9a-f]{32}$'),
  CONSTRAINT "quarantine_pkey" PRIMARY KEY ("id"));
CREATE INDEX "quarantine_at_idx" ON "mailbox"."quarantine"  ("at") ;
CREATE TABLE "mailbox"."receipt_due" ("link_id" text NOT NULL,
  "message_id" text NOT NULL,
  "stage" text NOT NULL,
  "code" text,
  "ciphertext_sha256" text NOT NULL,
  "at" TIMESTAMP WITH TIME ZONE NOT NULL,
  "event" uuid NOT NULL,
  "rseq" bigint,
  "priority" smallint NOT NULL DEFAULT 2,
  "told_by" text,
  CONSTRAINT "receipt_due_pkey" PRIMARY KEY ("link_id", "message_id", "stage", "event"));
CREATE TABLE "mailbox"."receipt_out" ("link_id" text NOT NULL,
  "rseq" bigint NOT NULL,
  "message_id" text NOT NULL,
  "stage" text NOT NULL,
  "receipt" bytea NOT NULL,
  "size" bigint NOT NULL,
  "attempts" integer NOT NULL DEFAULT '0',
  "send_after" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
  "priority" smallint NOT NULL DEFAULT 2,
  CONSTRAINT "receipt_out_pkey" PRIMARY KEY ("link_id", "rseq"));
CREATE TABLE "mailbox"."receipt_in" ("link_id" text NOT NULL,
  "rseq" bigint NOT NULL,
  "message_id" text NOT NULL,
  "stage" text NOT NULL,
  "code" text,
  "at" TIMESTAMP WITH TIME ZONE NOT NULL,
  "receipt" bytea NOT NULL,
  "statement_sha256" text NOT NULL,
  "verified_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "receipt_in_pkey" PRIMARY KEY ("link_id", "rseq"));
CREATE INDEX "receipt_in_message_id_idx" ON "mailbox"."receipt_in"  ("message_id") ;
CREATE TABLE "mailbox"."statement_in" ("sha256" text NOT NULL,
  "link_id" text NOT NULL,
  "statement" bytea NOT NULL,
  "signature" bytea NOT NULL,
  "verified_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "statement_in_pkey" PRIMARY KEY ("sha256"));
CREATE TABLE "mailbox"."statement_out" ("sha256" text NOT NULL,
  "link_id" text NOT NULL,
  "statement" bytea NOT NULL,
  "signature" bytea NOT NULL,
  "signed_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "statement_out_pkey" PRIMARY KEY ("sha256"));
CREATE TABLE "mailbox"."statement_due" ("link_id" text NOT NULL,
  "kind" text NOT NULL,
  "body" jsonb NOT NULL,
  "at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "statement_due_pkey" PRIMARY KEY ("link_id", "kind"));
CREATE TABLE "mailbox"."statement_heard" ("link_id" text NOT NULL,
  "kind" text NOT NULL,
  "peer" text NOT NULL,
  "issued_at" TIMESTAMP WITH TIME ZONE NOT NULL,
  "body" jsonb NOT NULL,
  "heard_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
  "statement_sha256" text,
  "statement" bytea,
  "signature" bytea,
  CONSTRAINT "statement_heard_pkey" PRIMARY KEY ("link_id", "kind"));
CREATE TABLE "ops"."quiet_subkey" ("fingerprint" text NOT NULL,
  "since" TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT "quiet_subkey_fingerprint_check" CHECK (fingerprint ~ '^[0-9A-F]{40,64}$'),
  CONSTRAINT "quiet_subkey_pkey" PRIMARY KEY ("fingerprint"));
CREATE TABLE "ops"."subkey_failure" ("key" text NOT NULL,
  "code" text NOT NULL,
  "since" TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT "subkey_failure_pkey" PRIMARY KEY ("key"));
CREATE TABLE "ops"."held_subkey" ("fingerprint" text NOT NULL,
  "key" text NOT NULL,
  CONSTRAINT "held_subkey_key_check" CHECK (key ~ '^[0-9A-F]{40,64}$'),
  CONSTRAINT "held_subkey_fingerprint_check" CHECK (fingerprint ~ '^[0-9A-F]{40,64}$'),
  CONSTRAINT "held_subkey_pkey" PRIMARY KEY ("fingerprint"));
CREATE TABLE "journal"."erasure" ("n" bigint NOT NULL,
  "thread" uuid NOT NULL,
  "record" bytea NOT NULL,
  "record_sha256" text NOT NULL,
  "digests" text array NOT NULL,
  "keys" text array NOT NULL,
  "at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "erasure_thread_key" UNIQUE ("thread"),
  CONSTRAINT "erasure_n_check" CHECK (n > 0),
  CONSTRAINT "erasure_pkey" PRIMARY KEY ("n"));
CREATE TABLE "cases"."erasure_stop" ("thread" uuid NOT NULL,
  "ground" text NOT NULL,
  "since" TIMESTAMP WITH TIME ZONE NOT NULL,
  "look_at" TIMESTAMP WITH TIME ZONE NOT NULL,
  "stands" boolean NOT NULL DEFAULT true,
  "at" TIMESTAMP WITH TIME ZONE NOT NULL,
  "event" uuid NOT NULL,
  CONSTRAINT "erasure_stop_event_key" UNIQUE ("event"),
  CONSTRAINT "erasure_stop_ground_check" CHECK (ground in ('PACKAGE_HANDED', 'FORMAL_REQUESTED', 'CONSENT_GRANTED')),
  CONSTRAINT "erasure_stop_thread_fkey" FOREIGN KEY ("thread") REFERENCES "cases"."thread" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
  CONSTRAINT "erasure_stop_pkey" PRIMARY KEY ("thread"));
CREATE TABLE "ops"."storage_epoch" ("compartment" text NOT NULL,
  "epoch" integer NOT NULL,
  "emptied_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "storage_epoch_compartment_check" CHECK (compartment in ('ENFORCEMENT', 'PROTECTION', 'DATA_PROTECTION')),
  CONSTRAINT "storage_epoch_pkey" PRIMARY KEY ("compartment", "epoch"));
CREATE TABLE "journal"."reconciliation" ("link_id" text NOT NULL,
  "day" date NOT NULL,
  "part" integer NOT NULL,
  "phase" text NOT NULL,
  "own" jsonb NOT NULL,
  "peer" jsonb,
  "report" text,
  "differences" integer,
  "own_statement" text,
  "peer_statement" text,
  "started_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
  "updated_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "reconciliation_phase_check" CHECK (phase in ('OPEN', 'ANSWER', 'SHOW', 'REPORT', 'SIGNED')),
  CONSTRAINT "reconciliation_pkey" PRIMARY KEY ("link_id", "day", "part"));
CREATE TABLE "journal"."request" ("event" uuid NOT NULL,
  "composed_at" TIMESTAMP WITH TIME ZONE NOT NULL,
  "peer" text NOT NULL,
  CONSTRAINT "request_pkey" PRIMARY KEY ("event"));
CREATE TABLE "cases"."note" ("id" uuid NOT NULL,
  "thread" uuid NOT NULL,
  "authority" text NOT NULL,
  "compartment" text NOT NULL,
  "officer" text NOT NULL,
  "content" bytea,
  "written_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "note_thread_fkey" FOREIGN KEY ("thread") REFERENCES "cases"."thread" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
  CONSTRAINT "note_pkey" PRIMARY KEY ("id"));
CREATE INDEX "note_thread_written_at_id_idx" ON "cases"."note"  ("thread",
  "written_at",
  "id") ;
CREATE TABLE "cases"."alert" ("thread" uuid NOT NULL,
  "authority" text NOT NULL,
  "compartment" text NOT NULL,
  "alert" text NOT NULL,
  "level" smallint NOT NULL,
  "minutes" integer,
  "at" TIMESTAMP WITH TIME ZONE NOT NULL,
  "event" uuid NOT NULL,
  CONSTRAINT "alert_event_key" UNIQUE ("event"),
  CONSTRAINT "alert_alert_check" CHECK (alert in ('ESCALATED', 'EXPIRED', 'RECALL_OWED', 'NOTICE_OWED', 'TERM_ENDING', 'TERM_ENDED')),
  CONSTRAINT "alert_thread_fkey" FOREIGN KEY ("thread") REFERENCES "cases"."thread" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
  CONSTRAINT "alert_pkey" PRIMARY KEY ("thread", "authority", "alert", "level"));
CREATE TABLE "mailbox"."silence_due" ("dispatch" uuid NOT NULL,
  "due_at" TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT "silence_due_pkey" PRIMARY KEY ("dispatch"));
CREATE INDEX "silence_due_due_at_idx" ON "mailbox"."silence_due"  ("due_at") ;
CREATE TABLE "mailbox"."silence" ("dispatch" uuid NOT NULL,
  "stage" text NOT NULL,
  "since" TIMESTAMP WITH TIME ZONE NOT NULL,
  "at" TIMESTAMP WITH TIME ZONE NOT NULL,
  "event" uuid NOT NULL,
  CONSTRAINT "silence_event_key" UNIQUE ("event"),
  CONSTRAINT "silence_stage_check" CHECK (stage in ('NOT_RELAYED', 'NOT_DELIVERED', 'NOT_RETRIEVED')),
  CONSTRAINT "silence_pkey" PRIMARY KEY ("dispatch", "stage"));
CREATE TABLE "cases"."recall" ("document" uuid NOT NULL,
  "thread" uuid NOT NULL,
  "authority" text NOT NULL,
  "compartment" text NOT NULL,
  "direction" text NOT NULL,
  "act" text NOT NULL,
  "items" uuid array NOT NULL,
  "filed_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
  "look_at" TIMESTAMP WITH TIME ZONE,
  CONSTRAINT "recall_items_check" CHECK (cardinality(items) between 1 and 32),
  CONSTRAINT "recall_direction_check" CHECK (direction in ('OUT', 'IN')),
  CONSTRAINT "recall_act_check" CHECK (act in ('RECALL', 'NARROW', 'CORRECT')),
  CONSTRAINT "recall_document_fkey" FOREIGN KEY ("document") REFERENCES "cases"."dispatch" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
  CONSTRAINT "recall_thread_fkey" FOREIGN KEY ("thread") REFERENCES "cases"."thread" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
  CONSTRAINT "recall_pkey" PRIMARY KEY ("document"));
CREATE INDEX "recall_thread_filed_at_document_idx" ON "cases"."recall"  ("thread",
  "filed_at",
  "document") ;
CREATE INDEX "recall_authority_filed_at_document_idx" ON "cases"."recall"  ("authority",
  "filed_at",
  "document") ;
CREATE TABLE "cases"."recall_answer" ("recall" uuid NOT NULL,
  "document" uuid NOT NULL,
  "authority" text NOT NULL,
  "compartment" text NOT NULL,
  "outcome" text NOT NULL,
  "at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
  "unheard" smallint NOT NULL DEFAULT 0,
  CONSTRAINT "recall_answer_document_key" UNIQUE ("document"),
  CONSTRAINT "recall_answer_unheard_check" CHECK (unheard >= 0),
  CONSTRAINT "recall_answer_outcome_check" CHECK (outcome in ('COMPLIED', 'CANNOT')),
  CONSTRAINT "recall_answer_recall_fkey" FOREIGN KEY ("recall") REFERENCES "cases"."recall" ("document") ON DELETE NO ACTION ON UPDATE NO ACTION,
  CONSTRAINT "recall_answer_document_fkey" FOREIGN KEY ("document") REFERENCES "cases"."dispatch" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
  CONSTRAINT "recall_answer_pkey" PRIMARY KEY ("recall"));
CREATE TABLE "cases"."withheld" ("item" uuid NOT NULL,
  "recall" uuid NOT NULL,
  "authority" text NOT NULL,
  "compartment" text NOT NULL,
  "at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "withheld_item_fkey" FOREIGN KEY ("item") REFERENCES "cases"."dispatch" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
  CONSTRAINT "withheld_recall_fkey" FOREIGN KEY ("recall") REFERENCES "cases"."recall" ("document") ON DELETE NO ACTION ON UPDATE NO ACTION,
  CONSTRAINT "withheld_pkey" PRIMARY KEY ("item"));
CREATE INDEX "withheld_recall_idx" ON "cases"."withheld"  ("recall") ;
CREATE TABLE "cases"."release" ("request" uuid NOT NULL,
  "thread" uuid NOT NULL,
  "authority" text NOT NULL,
  "compartment" text NOT NULL,
  "direction" text NOT NULL,
  "item" uuid NOT NULL,
  "asked_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "release_direction_check" CHECK (direction in ('OUT', 'IN')),
  CONSTRAINT "release_request_fkey" FOREIGN KEY ("request") REFERENCES "cases"."dispatch" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
  CONSTRAINT "release_thread_fkey" FOREIGN KEY ("thread") REFERENCES "cases"."thread" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
  CONSTRAINT "release_item_fkey" FOREIGN KEY ("item") REFERENCES "cases"."dispatch" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
  CONSTRAINT "release_pkey" PRIMARY KEY ("request"));
CREATE INDEX "release_thread_asked_at_request_idx" ON "cases"."release"  ("thread",
  "asked_at",
  "request") ;
CREATE INDEX "release_authority_asked_at_request_idx" ON "cases"."release"  ("authority",
  "asked_at",
  "request") ;
CREATE TABLE "cases"."release_answer" ("request" uuid NOT NULL,
  "document" uuid NOT NULL,
  "authority" text NOT NULL,
  "compartment" text NOT NULL,
  "outcome" text NOT NULL,
  "at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "release_answer_document_key" UNIQUE ("document"),
  CONSTRAINT "release_answer_outcome_check" CHECK (outcome in ('GRANTED', 'REFUSED')),
  CONSTRAINT "release_answer_request_fkey" FOREIGN KEY ("request") REFERENCES "cases"."release" ("request") ON DELETE NO ACTION ON UPDATE NO ACTION,
  CONSTRAINT "release_answer_document_fkey" FOREIGN KEY ("document") REFERENCES "cases"."dispatch" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
  CONSTRAINT "release_answer_pkey" PRIMARY KEY ("request"));
CREATE TABLE "cases"."forwarded" ("forward" uuid NOT NULL,
  "item" uuid NOT NULL,
  "thread" uuid NOT NULL,
  "authority" text NOT NULL,
  "compartment" text NOT NULL,
  "direction" text NOT NULL,
  CONSTRAINT "forwarded_direction_check" CHECK (direction in ('OUT', 'IN')),
  CONSTRAINT "forwarded_forward_fkey" FOREIGN KEY ("forward") REFERENCES "cases"."dispatch" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
  CONSTRAINT "forwarded_thread_fkey" FOREIGN KEY ("thread") REFERENCES "cases"."thread" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
  CONSTRAINT "forwarded_pkey" PRIMARY KEY ("forward", "item"));
CREATE INDEX "forwarded_thread_idx" ON "cases"."forwarded"  ("thread") ;
CREATE INDEX "forwarded_item_idx" ON "cases"."forwarded"  ("item") ;
CREATE TABLE "cases"."likeness" ("compartment" text NOT NULL,
  "type" text NOT NULL,
  "token" bytea NOT NULL,
  "authority" text NOT NULL,
  "opened_at" TIMESTAMP WITH TIME ZONE NOT NULL,
  "thread" uuid NOT NULL,
  CONSTRAINT "likeness_token_check" CHECK (octet_length(token) = 8),
  CONSTRAINT "likeness_pkey" PRIMARY KEY ("compartment", "type", "token", "authority", "opened_at", "thread"));
CREATE INDEX "likeness_thread_idx" ON "cases"."likeness"  ("thread") ;
CREATE TABLE "cases"."duplicate_check" ("id" uuid NOT NULL,
  "authority" text NOT NULL,
  "compartment" text NOT NULL,
  "officer" text,
  "thread" uuid,
  "types" text array,
  "tokens" bytea array,
  "at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
  "told_at" TIMESTAMP WITH TIME ZONE,
  "asked" bytea,
  "other_desk" boolean,
  CONSTRAINT "duplicate_check_asked_check" CHECK (octet_length(asked) = 8),
  CONSTRAINT "duplicate_check_pkey" PRIMARY KEY ("id"));
CREATE TABLE "cases"."duplicate_notice" ("event" uuid NOT NULL,
  "thread" uuid NOT NULL,
  "authority" text NOT NULL,
  "compartment" text NOT NULL,
  "notice" text NOT NULL,
  "at" TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT "duplicate_notice_notice_check" CHECK (notice in ('ASKED_ABOUT', 'OTHER_DESK')),
  CONSTRAINT "duplicate_notice_thread_fkey" FOREIGN KEY ("thread") REFERENCES "cases"."thread" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
  CONSTRAINT "duplicate_notice_pkey" PRIMARY KEY ("event"));
CREATE INDEX "duplicate_notice_thread_idx" ON "cases"."duplicate_notice"  ("thread") ;
CREATE TABLE "cases"."stop" ("id" uuid NOT NULL,
  "thread" uuid NOT NULL,
  "authority" text NOT NULL,
  "compartment" text NOT NULL,
  "raised_by" text NOT NULL,
  "raised_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
  "content" bytea,
  "withdrawal" uuid,
  "proposed_by" text,
  "proposed_at" TIMESTAMP WITH TIME ZONE,
  "lift_text" bytea,
  "lifted_by" text,
  "lifted_at" TIMESTAMP WITH TIME ZONE,
  CONSTRAINT "stop_check2" CHECK (lifted_by is null or (proposed_by is not null and proposed_by <> lifted_by)),
  CONSTRAINT "stop_check1" CHECK ((proposed_by is null) = (proposed_at is null)),
  CONSTRAINT "stop_check" CHECK ((lifted_by is null) = (lifted_at is null)),
  CONSTRAINT "stop_thread_fkey" FOREIGN KEY ("thread") REFERENCES "cases"."thread" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
  CONSTRAINT "stop_withdrawal_fkey" FOREIGN KEY ("withdrawal") REFERENCES "cases"."dispatch" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
  CONSTRAINT "stop_pkey" PRIMARY KEY ("id"));
CREATE INDEX "stop_thread_raised_at_id_idx" ON "cases"."stop"  ("thread",
  "raised_at",
  "id") ;
CREATE TABLE "cases"."broadcast" ("thread" uuid NOT NULL,
  "broadcast" uuid NOT NULL,
  "authority" text NOT NULL,
  "compartment" text NOT NULL,
  "peer" text NOT NULL,
  "peer_authority" text NOT NULL,
  CONSTRAINT "broadcast_thread_fkey" FOREIGN KEY ("thread") REFERENCES "cases"."thread" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
  CONSTRAINT "broadcast_pkey" PRIMARY KEY ("thread"));
CREATE INDEX "broadcast_members" ON "cases"."broadcast"  ("broadcast",
  "authority") ;
CREATE TABLE "cases"."stop_word" ("thread" uuid NOT NULL,
  "halt" text NOT NULL,
  "act" text NOT NULL,
  "direction" text NOT NULL,
  "message_id" text,
  "attempt" integer NOT NULL DEFAULT '0',
  "said_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
  "confirmed_at" TIMESTAMP WITH TIME ZONE,
  "confirmed_by" text,
  CONSTRAINT "stop_word_direction_check" CHECK (direction in ('OUT', 'IN')),
  CONSTRAINT "stop_word_act_check" CHECK (act in ('HALTED', 'LIFTED')),
  CONSTRAINT "stop_word_thread_fkey" FOREIGN KEY ("thread") REFERENCES "cases"."thread" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
  CONSTRAINT "stop_word_pkey" PRIMARY KEY ("thread", "halt", "act"));
CREATE TABLE "cases"."exculpatory_mark" ("item" uuid NOT NULL,
  "thread" uuid NOT NULL,
  "authority" text NOT NULL,
  "compartment" text NOT NULL,
  "direction" text NOT NULL,
  "notice" uuid,
  "marked_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "exculpatory_mark_direction_check" CHECK (direction in ('OUT', 'IN')),
  CONSTRAINT "exculpatory_mark_item_fkey" FOREIGN KEY ("item") REFERENCES "cases"."dispatch" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
  CONSTRAINT "exculpatory_mark_thread_fkey" FOREIGN KEY ("thread") REFERENCES "cases"."thread" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
  CONSTRAINT "exculpatory_mark_notice_fkey" FOREIGN KEY ("notice") REFERENCES "cases"."dispatch" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
  CONSTRAINT "exculpatory_mark_pkey" PRIMARY KEY ("item", "direction"));
CREATE INDEX "exculpatory_mark_thread_idx" ON "cases"."exculpatory_mark"  ("thread") ;
CREATE TABLE "journal"."formal_acts" ("one" boolean NOT NULL DEFAULT true,
  "obstacles" text array NOT NULL,
  "at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "formal_acts_one_check" CHECK (one),
  CONSTRAINT "formal_acts_obstacles_check" CHECK (cardinality(obstacles) <= 16),
  CONSTRAINT "formal_acts_pkey" PRIMARY KEY ("one"));
CREATE TABLE "cases"."roster" ("thread" uuid NOT NULL,
  "officer" text NOT NULL,
  "authority" text NOT NULL,
  "compartment" text NOT NULL,
  "reason" text NOT NULL,
  "added_by" text NOT NULL,
  "at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
  "until" TIMESTAMP WITH TIME ZONE,
  CONSTRAINT "roster_thread_fkey" FOREIGN KEY ("thread") REFERENCES "cases"."thread" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
  CONSTRAINT "roster_pkey" PRIMARY KEY ("thread", "officer"));
CREATE TABLE "cases"."broken_glass" ("id" uuid NOT NULL,
  "thread" uuid NOT NULL,
  "authority" text NOT NULL,
  "compartment" text NOT NULL,
  "officer" text NOT NULL,
  "reason" text NOT NULL,
  "content" bytea,
  "at" TIMESTAMP WITH TIME ZONE NOT NULL,
  "until" TIMESTAMP WITH TIME ZONE NOT NULL,
  "event" uuid NOT NULL,
  CONSTRAINT "broken_glass_event_key" UNIQUE ("event"),
  CONSTRAINT "broken_glass_thread_fkey" FOREIGN KEY ("thread") REFERENCES "cases"."thread" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
  CONSTRAINT "broken_glass_pkey" PRIMARY KEY ("id"));
CREATE INDEX "broken_glass_officer_at_idx" ON "cases"."broken_glass"  ("officer",
  "at") ;
CREATE TABLE "cases"."glass_there" ("id" uuid NOT NULL,
  "thread" uuid NOT NULL,
  "authority" text NOT NULL,
  "compartment" text NOT NULL,
  "link_id" text NOT NULL,
  "message_id" text NOT NULL,
  "way" text array NOT NULL,
  "state" text NOT NULL,
  "alert" text NOT NULL,
  "reason" text,
  "at" TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT "glass_there_way_check" CHECK (cardinality(way) between 1 and 4),
  CONSTRAINT "glass_there_check" CHECK (state = way[1]),
  CONSTRAINT "glass_there_alert_check" CHECK (alert in ('GLASS_BROKEN_THERE', 'GLASS_BROKEN_BEYOND')),
  CONSTRAINT "glass_there_thread_fkey" FOREIGN KEY ("thread") REFERENCES "cases"."thread" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
  CONSTRAINT "glass_there_pkey" PRIMARY KEY ("id"));
CREATE INDEX "glass_there_message_id_way_at_idx" ON "cases"."glass_there"  ("message_id",
  "way",
  "at") ;
CREATE INDEX "glass_there_link_id_at_idx" ON "cases"."glass_there"  ("link_id",
  "at") ;
CREATE TABLE "cases"."copy" ("thread" uuid NOT NULL,
  "authority" text NOT NULL,
  "compartment" text NOT NULL,
  "contact_point" text,
  "at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
  "dispatch" uuid NOT NULL,
  "kind" text NOT NULL,
  "by_release" boolean NOT NULL DEFAULT false,
  CONSTRAINT "copy_kind_check" CHECK (kind in ('request', 'spontaneous-information', 'response', 'forward', 'clarification', 'correction')),
  CONSTRAINT "copy_thread_fkey" FOREIGN KEY ("thread") REFERENCES "cases"."thread" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
  CONSTRAINT "copy_dispatch_fkey" FOREIGN KEY ("dispatch") REFERENCES "cases"."dispatch" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
  CONSTRAINT "copy_pkey" PRIMARY KEY ("dispatch"));
CREATE INDEX "copy_of_thread" ON "cases"."copy"  ("thread") ;
CREATE TABLE "cases"."taken_over" ("event" uuid NOT NULL,
  "thread" uuid NOT NULL,
  "authority" text NOT NULL,
  "compartment" text NOT NULL,
  "officer" text NOT NULL,
  "taken_by" text NOT NULL,
  "reason" text NOT NULL,
  "at" TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT "taken_over_reason_check" CHECK (reason in ('RISK_TO_LIFE', 'HOLDER_UNREACHABLE', 'STAND_IN')),
  CONSTRAINT "taken_over_thread_fkey" FOREIGN KEY ("thread") REFERENCES "cases"."thread" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
  CONSTRAINT "taken_over_pkey" PRIMARY KEY ("event"));
CREATE TABLE "cases"."subject_search" ("id" uuid NOT NULL,
  "officer" text NOT NULL,
  "authority" text NOT NULL,
  "at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "subject_search_pkey" PRIMARY KEY ("id"));
CREATE INDEX "subject_search_officer_at_idx" ON "cases"."subject_search"  ("officer",
  "at") ;
CREATE TABLE "cases"."package" ("id" uuid NOT NULL,
  "thread" uuid NOT NULL,
  "authority" text NOT NULL,
  "compartment" text NOT NULL,
  "year" smallint NOT NULL,
  "number" integer NOT NULL,
  "exhibit" text NOT NULL,
  "officer" text NOT NULL,
  "purpose" text NOT NULL,
  "variant" jsonb,
  "supersedes" text,
  "supersede_reason" text,
  "asked_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
  "state" text NOT NULL,
  "state_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
  "failure" text,
  "thread_key" bytea,
  "key_epoch" integer NOT NULL,
  "own_key" bytea,
  "gathered_event" uuid,
  "gathered_at" TIMESTAMP WITH TIME ZONE,
  "record" bytea,
  "index" bytea,
  "policy" text,
  "checkpoint" bytea,
  "second" bytea,
  "asks" jsonb,
  "seal" text,
  "sealed_sha256" text,
  "cms_seal" bytea,
  "report_before" bytea,
  "report_after" bytea,
  "root" text,
  "package_key" bytea,
  "size" bigint,
  "sha256" text,
  "sha512" text,
  "exit" smallint,
  "delivered_at" TIMESTAMP WITH TIME ZONE,
  CONSTRAINT "package_number_key" UNIQUE ("authority", "year", "number"),
  CONSTRAINT "package_exhibit_key" UNIQUE ("exhibit"),
  CONSTRAINT "package_supersedes_check" CHECK ((supersedes is null) = (supersede_reason is null)),
  CONSTRAINT "package_number_check" CHECK (number between 1 and 999999999),
  CONSTRAINT "package_variant_check" CHECK (octet_length(variant::text) <= 65536),
  CONSTRAINT "package_thread_key_check" CHECK (thread_key is null or state not in ('BUILT', 'FAILED')),
  CONSTRAINT "package_failure_check" CHECK ((state = 'FAILED') = (failure is not null)),
  CONSTRAINT "package_state_check" CHECK (state in ('ASKED', 'GATHERING', 'WAITING_FOR_CHECKPOINT', 'SEALING', 'BUILT', 'FAILED')),
  CONSTRAINT "package_thread_fkey" FOREIGN KEY ("thread") REFERENCES "cases"."thread" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
  CONSTRAINT "package_pkey" PRIMARY KEY ("id"));
CREATE INDEX "package_officer_idx" ON "cases"."package"  ("officer",
  "asked_at") ;
CREATE INDEX "package_thread_idx" ON "cases"."package"  ("thread") ;
CREATE TABLE "cases"."package_answer" ("package" uuid NOT NULL,
  "ask" text NOT NULL,
  "part" smallint NOT NULL,
  "statement" bytea NOT NULL,
  "signature" bytea NOT NULL,
  CONSTRAINT "package_answer_size_check" CHECK (octet_length(statement) <= 229376),
  CONSTRAINT "package_answer_part_check" CHECK (part between 0 and 170),
  CONSTRAINT "package_answer_package_fkey" FOREIGN KEY ("package") REFERENCES "cases"."package" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
  CONSTRAINT "package_answer_pkey" PRIMARY KEY ("package", "ask", "part"));
CREATE TABLE "journal"."package_stamp" ("authority" text NOT NULL,
  "package" uuid NOT NULL,
  "request" bytea NOT NULL,
  "nonce" bytea NOT NULL,
  "made_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
  "tries" integer NOT NULL,
  "sent_at" TIMESTAMP WITH TIME ZONE,
  "received_at" TIMESTAMP WITH TIME ZONE,
  "response" bytea,
  "failure" text,
  CONSTRAINT "package_stamp_response_check" CHECK (octet_length(response) <= 65536),
  CONSTRAINT "package_stamp_request_check" CHECK (octet_length(request) <= 1024),
  CONSTRAINT "package_stamp_authority_check" CHECK (authority in ('tsa1', 'tsa2')),
  CONSTRAINT "package_stamp_pkey" PRIMARY KEY ("authority"));
CREATE TABLE "cases"."package_rest" ("package" uuid NOT NULL,
  "kind" text NOT NULL,
  "document" uuid NOT NULL,
  "signer" text,
  "signed_at" TIMESTAMP WITH TIME ZONE,
  "until" TIMESTAMP WITH TIME ZONE,
  CONSTRAINT "package_rest_signer_check" CHECK ((signer is null) = (signed_at is null) and (signer is null or kind = 'ITEM')),
  CONSTRAINT "package_rest_kind_check" CHECK (kind in ('ITEM', 'CONSENT', 'RECALL')),
  CONSTRAINT "package_rest_package_fkey" FOREIGN KEY ("package") REFERENCES "cases"."package" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
  CONSTRAINT "package_rest_pkey" PRIMARY KEY ("package", "kind", "document"));
CREATE INDEX "package_rest_signer_idx" ON "cases"."package_rest"  ("signer") ;
CREATE INDEX "package_rest_document_idx" ON "cases"."package_rest"  ("document") ;
CREATE TABLE "cases"."package_key" ("package" uuid NOT NULL,
  "key" text NOT NULL,
  "until" TIMESTAMP WITH TIME ZONE,
  "shown_end" TIMESTAMP WITH TIME ZONE,
  CONSTRAINT "package_key_package_fkey" FOREIGN KEY ("package") REFERENCES "cases"."package" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
  CONSTRAINT "package_key_pkey" PRIMARY KEY ("package", "key"));
CREATE INDEX "package_key_key_idx" ON "cases"."package_key"  ("key") ;
CREATE TABLE "cases"."package_concern" ("package" uuid NOT NULL,
  "number" smallint NOT NULL,
  "thread" uuid NOT NULL,
  "code" text NOT NULL,
  "cause" text NOT NULL,
  "at" TIMESTAMP WITH TIME ZONE NOT NULL,
  "event" uuid NOT NULL,
  CONSTRAINT "package_concern_event_key" UNIQUE ("event"),
  CONSTRAINT "package_concern_cause_key" UNIQUE ("package", "code", "cause"),
  CONSTRAINT "package_concern_number_check" CHECK (number between 1 and 256),
  CONSTRAINT "package_concern_package_fkey" FOREIGN KEY ("package") REFERENCES "cases"."package" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
  CONSTRAINT "package_concern_thread_fkey" FOREIGN KEY ("thread") REFERENCES "cases"."thread" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
  CONSTRAINT "package_concern_pkey" PRIMARY KEY ("package", "number"));
CREATE INDEX "package_concern_thread_idx" ON "cases"."package_concern"  ("thread") ;
CREATE TABLE "cases"."package_handed" ("id" uuid NOT NULL,
  "package" uuid NOT NULL,
  "thread" uuid NOT NULL,
  "officer" text NOT NULL,
  "handed_at" TIMESTAMP WITH TIME ZONE NOT NULL,
  "way" text NOT NULL,
  "recipient" bytea,
  "recorded_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
  "event" uuid NOT NULL,
  CONSTRAINT "package_handed_event_key" UNIQUE ("event"),
  CONSTRAINT "package_handed_package_fkey" FOREIGN KEY ("package") REFERENCES "cases"."package" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
  CONSTRAINT "package_handed_thread_fkey" FOREIGN KEY ("thread") REFERENCES "cases"."thread" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
  CONSTRAINT "package_handed_pkey" PRIMARY KEY ("id"));
CREATE INDEX "package_handed_thread_idx" ON "cases"."package_handed"  ("thread") ;
CREATE INDEX "package_handed_package_idx" ON "cases"."package_handed"  ("package") ;
CREATE TABLE "cases"."package_certificate" ("id" uuid NOT NULL,
  "package" uuid NOT NULL,
  "thread" uuid NOT NULL,
  "number" smallint NOT NULL,
  "officer" text NOT NULL,
  "role" text NOT NULL,
  "given_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
  "state" text NOT NULL DEFAULT 'GIVEN',
  "state_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
  "failure" text,
  "content" bytea,
  "thread_key" bytea,
  "key_epoch" integer NOT NULL,
  "size" bigint,
  "sha256" text,
  "sha512" text,
  "office" bytea,
  "cer01" text,
  "cer02" text,
  "report" bytea,
  CONSTRAINT "package_certificate_number_key" UNIQUE ("package", "number"),
  CONSTRAINT "package_certificate_size_check" CHECK (octet_length(content) <= 393216),
  CONSTRAINT "package_certificate_made_check" CHECK ((state = 'MADE') = (sha512 is not null)),
  CONSTRAINT "package_certificate_key_check" CHECK (thread_key is null or state = 'GIVEN'),
  CONSTRAINT "package_certificate_failure_check" CHECK ((state = 'REFUSED') = (failure is not null)),
  CONSTRAINT "package_certificate_state_check" CHECK (state in ('GIVEN', 'MADE', 'REFUSED')),
  CONSTRAINT "package_certificate_number_check" CHECK (number between 1 and 16),
  CONSTRAINT "package_certificate_package_fkey" FOREIGN KEY ("package") REFERENCES "cases"."package" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
  CONSTRAINT "package_certificate_thread_fkey" FOREIGN KEY ("thread") REFERENCES "cases"."thread" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
  CONSTRAINT "package_certificate_pkey" PRIMARY KEY ("id"));
CREATE INDEX "package_certificate_thread_idx" ON "cases"."package_certificate"  ("thread") ;
CREATE TABLE "cases"."package_stayed" ("event" uuid NOT NULL,
  "package" uuid NOT NULL,
  "thread" uuid NOT NULL,
  "officer" text NOT NULL,
  "at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "package_stayed_package_fkey" FOREIGN KEY ("package") REFERENCES "cases"."package" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
  CONSTRAINT "package_stayed_thread_fkey" FOREIGN KEY ("thread") REFERENCES "cases"."thread" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
  CONSTRAINT "package_stayed_pkey" PRIMARY KEY ("event"));
CREATE INDEX "package_stayed_package_idx" ON "cases"."package_stayed"  ("package",
  "at") ;
CREATE TABLE "cases"."package_told" ("handed" uuid NOT NULL,
  "concerns" smallint NOT NULL,
  "officer" text NOT NULL,
  "told_at" TIMESTAMP WITH TIME ZONE NOT NULL,
  "way" text NOT NULL,
  "recorded_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
  "event" uuid NOT NULL,
  CONSTRAINT "package_told_event_key" UNIQUE ("event"),
  CONSTRAINT "package_told_concerns_check" CHECK (concerns between 1 and 256),
  CONSTRAINT "package_told_handed_fkey" FOREIGN KEY ("handed") REFERENCES "cases"."package_handed" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
  CONSTRAINT "package_told_pkey" PRIMARY KEY ("handed", "concerns"));
CREATE TABLE "cases"."waiver" ("id" uuid NOT NULL,
  "thread" uuid NOT NULL,
  "authority" text NOT NULL,
  "compartment" text NOT NULL,
  "rule" text NOT NULL,
  "profile" text NOT NULL,
  "reason" text NOT NULL,
  "officer" text NOT NULL,
  "waived_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
  "ended_at" TIMESTAMP WITH TIME ZONE,
  "ended_by" text,
  "end_reason" text,
  CONSTRAINT "waiver_rule_check" CHECK (rule !~ '^(INT|LOG)-' and rule <> 'CON-01'),
  CONSTRAINT "waiver_check1" CHECK ((ended_at is null) = (end_reason is null)),
  CONSTRAINT "waiver_check" CHECK ((ended_at is null) = (ended_by is null)),
  CONSTRAINT "waiver_thread_fkey" FOREIGN KEY ("thread") REFERENCES "cases"."thread" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
  CONSTRAINT "waiver_pkey" PRIMARY KEY ("id"));
CREATE INDEX "waiver_thread_idx" ON "cases"."waiver"  ("thread",
  "waived_at",
  "id") ;


create function journal.may_sign(typ text, service text) returns boolean
  language sql immutable strict set search_path = pg_catalog
  return coalesce('{"case.opened":["requests","opener"],"case.copied":["requests","inbox","opener"],"case.copy.withheld":["requests","inbox","opener"],"case.claimed":["inbox"],"case.assigned":["inbox"],"case.handover":["inbox"],"case.released":["inbox"],"case.transferred":["sealer","opener"],"case.noted":["requests","inbox"],"case.stopped":["requests","inbox"],"case.stop.proposed":["requests","inbox"],"case.stop.lifted":["requests","inbox"],"case.roster.added":["requests","inbox"],"case.roster.removed":["requests","inbox"],"case.glass.broken":["requests","inbox"],"case.glass.told":["opener"],"case.closed":["requests","inbox","opener"],"case.escalated":["sealer"],"duplicates.checked":["requests","inbox"],"duplicates.passed":["requests","inbox"],"duplicates.noticed":["sealer"],"subject.searched":["requests"],"msg.signed":["requests","inbox"],"msg.refused":["requests","inbox","sealer"],"msg.send.intent":["sealer"],"msg.sent":["exchange"],"msg.send.abandoned":["sealer"],"msg.received":["exchange","opener"],"msg.accepted":["opener"],"msg.rejected":["exchange","opener"],"msg.receipt.logged":["opener"],"msg.silence":["sealer"],"msg.expired":["sealer"],"term.ending":["sealer"],"term.ended":["sealer"],"term.extended":["requests","inbox","opener"],"link.alarm":["exchange","opener"],"item.decrypted":["opener"],"item.viewed":["requests","inbox"],"item.uploaded":["requests","inbox"],"item.arrived":["exchange"],"item.infected":["requests","inbox"],"item.discarded":["requests"],"item.recalled":["requests","inbox","opener"],"item.withheld":["requests","inbox","opener"],"recall.answered":["requests","inbox","opener"],"recall.owed":["sealer"],"release.asked":["requests","inbox","opener"],"release.answered":["requests","inbox","opener"],"item.forwarded":["requests","inbox","opener"],"halt.told":["sealer"],"halt.heard":["opener"],"halt.confirmed":["opener"],"consent.requested":["requests","inbox","opener"],"consent.granted":["requests","inbox","opener"],"consent.refused":["requests","inbox","opener"],"consent.withdrawn":["requests","inbox","opener"],"pkg.gathered":["evidence"],"pkg.built":["evidence"],"pkg.delivered":["requests","inbox"],"certificate.made":["evidence"],"custody.given":["sealer"],"custody.withheld":["sealer"],"custody.taken":["evidence"],"rule.waived":["requests","inbox"],"waiver.withdrawn":["requests","inbox"],"pkg.handed":["requests","inbox"],"pkg.touched":["sealer"],"pkg.stayed":["requests","inbox"],"pkg.told":["requests","inbox"],"item.exculpatory":["requests","inbox"],"notice.exculpatory":["requests","inbox","opener"],"ca.informed":["requests","inbox","opener"],"ca.owed":["sealer"],"formal.requested":["requests","inbox","opener"],"formal.answered":["requests","inbox","opener"],"item.exported":["requests","inbox"],"key.enrolled":["requests","sealer","audit"],"key.revoked":["requests","sealer","audit"],"key.rotated":["requests","opener"],"session.opened":["requests"],"session.closed":["requests"],"access.denied":["requests","inbox","audit"],"access.bulk":["audit"],"hold.set":["requests"],"hold.lifted":["requests"],"retention.due":["sealer"],"retention.reviewed":["requests","inbox"],"quarantine.discarded":["sealer"],"erasure.stopped":["sealer"],"erasure.done":["sealer"],"admin.change":["requests","opener","audit"],"witness.cosigned":["audit"],"tsa.stamped":["audit"],"system.health":["audit"],"clock.alarm":["audit"],"log.fork.detected":["audit"],"recon.report":["audit"],"audit.query":["audit"]}'::jsonb -> typ ? service, true);

-- Added by somebody, or by breaking a glass that is still open.
create function cases.was_added(asking text, asked uuid) returns boolean language sql stable return
  exists (select from cases.roster r
    where r.thread = asked and r.officer = asking and (r.until is null or r.until > now()));
grant execute on function cases.was_added(text, uuid) to liaise_requests, liaise_inbox, liaise_sealer, liaise_opener;

-- Rule of who reads a thread; the same as \`standingOf\` of the product. The planner puts it in its place: a function with
-- a query in it, such as the one above, is called, and only where nothing else lets the officer in.
create function cases.reads(asking text, asked uuid, side text, priority smallint, holder text, left_holder text,
    owner text) returns boolean language sql stable return
  priority = 0
  or (side = 'ASKED' and coalesce(holder, left_holder) is null)
  or coalesce(owner, holder, left_holder, '') = asking
  or cases.was_added(asking, asked);
grant execute on function cases.reads(text, uuid, text, smallint, text, text, text)
  to liaise_requests, liaise_inbox, liaise_sealer, liaise_opener;

-- Rule for the officer of the session. A step acts for no officer; row-level security bounds it by itself. Data
-- protection officers of an authority stand in for each other: their compartment has no roster.
create function cases.on_roster(asked uuid, side text, priority smallint, holder text, left_holder text,
    owner text) returns boolean language sql stable return
  coalesce(current_setting('liaise.authority', true), '') = ''
  or current_setting('liaise.compartments', true) = 'DATA_PROTECTION'
  or cases.reads(current_setting('liaise.officer', true), asked, side, priority, holder, left_holder, owner);
grant execute on function cases.on_roster(uuid, text, smallint, text, text, text)
  to liaise_requests, liaise_inbox, liaise_sealer, liaise_opener;

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
-- has ended meanwhile. Signs of life of one service follow on each other, since all of them write its row of \`ops.service\`.
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

-- TypeORM writes a key in the order of the columns; each chain is read within its root.
alter table trust.entry drop constraint entry_pkey, add constraint entry_pkey primary key (state, chain, root, version);
select pg_temp.insert_only('trust.entry');
grant select, insert on trust.entry to liaise_requests, liaise_opener;
grant select on trust.entry to liaise_inbox, liaise_sealer, liaise_exchange, liaise_audit;

select pg_temp.insert_only('trust.certificate');
grant select, insert on trust.certificate to liaise_requests;
grant select on trust.certificate to liaise_inbox, liaise_sealer, liaise_opener, liaise_exchange, liaise_audit;

grant select on trust.freshness to liaise_requests, liaise_sealer;
grant select, insert, update on trust.freshness to liaise_opener;

select pg_temp.insert_only('access.enrolment');
grant select, insert on access.enrolment to liaise_requests;

grant select, insert, delete on access.login to liaise_requests;

grant select, insert, update (seen_at, closed_at) on access.session to liaise_requests;
grant select on access.session to liaise_inbox, liaise_audit;

select pg_temp.wall('cases.thread', 'liaise_requests, liaise_inbox', 'liaise_sealer, liaise_opener');
-- An order names a thread; who takes it must know that there is one, and for whom.
create policy orders on cases.thread for select to liaise_requests
  using (current_setting('liaise.step', true) = 'append-entry');
create policy desk_marks on cases.thread for select to current_user using (true);
-- Only the step that shows copies sees what a file says to whom its roster does not let read.
create policy copied on cases.thread for select to liaise_inbox
  using (compartment = any (string_to_array(current_setting('liaise.compartments', true), ','))
    and current_setting('liaise.step', true) = 'read-copy' and exists (
      select from cases.copy c where c.thread = id
        and (c.contact_point = current_setting('liaise.authority', true) and c.authority <> c.contact_point)));
create policy openings on cases.thread as restrictive for select to liaise_requests using (
  side <> 'ASKING' or coalesce(current_setting('liaise.openings', true), '') = ''
    or request_type = any (string_to_array(current_setting('liaise.openings', true), ',')));
create index thread_authority_side_due_at_id_idx on cases.thread (authority, side, due_at, id) where due_at is not null;
create index thread_authority_side_opened_at_id_idx on cases.thread (authority, side, opened_at desc, id);
create index thread_epoch on cases.thread (compartment, key_epoch) where key_wrapped is not null;
create index thread_erase_at on cases.thread (erase_at) where key_wrapped is not null;
create index thread_erased on cases.thread (erased_at) where erased_at is not null;
create index thread_held on cases.thread (authority, holder, opened_at desc, id) where holder is not null;
create index thread_life on cases.thread (id) where priority = 0
  and state not in ('ANSWERED', 'REFUSED', 'WITHDRAWN', 'CLOSED');
create index thread_life_desk on cases.thread (authority, side, opened_at desc, id)
  where priority = 0 and state not in ('ANSWERED', 'REFUSED', 'WITHDRAWN', 'CLOSED');
create index thread_moving on cases.thread (id) where moving_to is not null or moved_by is not null;
create index thread_open_desk on cases.thread (authority, side, opened_at desc, id desc)
  where state not in ('ANSWERED', 'REFUSED', 'WITHDRAWN', 'CLOSED');
create index thread_owned on cases.thread (authority, owner, opened_at desc, id) where owner is not null;
create index thread_received_asks on cases.thread (link_id)
  where compartment = 'DATA_PROTECTION' and side = 'ASKED';
create index thread_retention on cases.thread (retention_rule) where key_wrapped is not null;
create index thread_review_coming on cases.thread (review_at)
  where key_wrapped is not null and review_due_at is null;
create index thread_review_due on cases.thread (authority, side, review_due_at, id)
  where key_wrapped is not null and review_due_at is not null;
create index thread_unclaimed on cases.thread (authority, opened_at desc, id)
  where side = 'ASKED' and holder is null and state not in ('ANSWERED', 'REFUSED', 'WITHDRAWN', 'CLOSED');
create index thread_unclaimed_due on cases.thread (authority, due_at, id)
  where side = 'ASKED' and holder is null and due_at is not null;
-- A risk to life that nobody has in hand comes first, by the quarter of an hour in which it must be taken.
create index thread_untaken_desk on cases.thread (authority, side, take_by, id)
  where priority = 0 and state not in ('ANSWERED', 'REFUSED', 'WITHDRAWN', 'CLOSED') and not taken;
create index thread_watch_at_idx on cases.thread (watch_at) where watch_at is not null;
grant select, insert, update (state, updated_at, due_at, watch_at, signed_months, retention_rule, kept_until,
  erasure_wanted_at, kept_at, kept_erase_at, take_by, taken) on cases.thread to liaise_requests;
grant select, update (state, holder, updated_at, due_at, moving_to, watch_at, left_state, left_holder, signed_months,
  retention_rule, kept_until, erasure_wanted_at, kept_at, kept_erase_at, take_by, taken) on cases.thread to
  liaise_inbox;
grant select, update (authority, state, holder, key_epoch, key_wrapped, summary, updated_at, erased_at, due_at,
  former_authorities, moving_to, watch_at, left_state, left_holder, moved_by, retention_rule, ended_at, review_at,
  erase_at, review_due_at) on cases.thread to liaise_sealer;
grant select, insert, update (peer_authority, state, updated_at, due_at, former_authorities, watch_at, signed_months,
  retention_rule, take_by, taken) on cases.thread to liaise_opener;

select pg_temp.wall('cases.dispatch', 'liaise_requests, liaise_inbox', 'liaise_sealer, liaise_opener',
  pg_temp.roster_of('dispatch'));
create policy desk_marks on cases.dispatch for select to current_user using (true);
-- A release names one authority: the contact point is shown that the document is there, and no word of it.
create policy copied on cases.dispatch for select to liaise_inbox
  using (compartment = any (string_to_array(current_setting('liaise.compartments', true), ','))
    and current_setting('liaise.step', true) = 'read-copy' and exists (
      select from cases.copy c where c.dispatch = id and (
        c.contact_point = current_setting('liaise.authority', true) and c.authority <> c.contact_point and not c.by_release
        or c.contact_point is null and c.authority = current_setting('liaise.authority', true))));
create index dispatch_assessed on cases.dispatch (thread, composed_at, id) where assessed_until is not null;
create index dispatch_clock on cases.dispatch (thread, clock_act, delivered_at, id) where clock_act is not null;
create index dispatch_evidence on cases.dispatch (thread, kind) where kind in ('evidence-consent-request',
  'evidence-consent', 'exculpatory-notice', 'central-authority-notice', 'formal-request-draft', 'formal-request',
  'formal-answer');
create index dispatch_halts on cases.dispatch (thread) where kind in ('halt', 'resume');
create index dispatch_notice on cases.dispatch (notice_at) where notice_at is not null;
create index dispatch_opening on cases.dispatch (authority, officer, id) where in_reply_to is null;
grant select, insert on cases.dispatch to liaise_requests, liaise_inbox;
grant select, update (authority, message_id, content, clock_act, clock_question, clock_until, notice_at) on
  cases.dispatch to liaise_sealer;
grant select, insert, update (delivered_at, clock_act, clock_question, clock_until, heard_at) on cases.dispatch
  to liaise_opener;

select pg_temp.wall('cases.crossing', '', '');
-- Seen by whoever sees the document.
create policy officers on cases.crossing for select to liaise_requests, liaise_inbox
  using (exists (select from cases.dispatch d where d.id = crossing.dispatch));
create policy steps on cases.crossing for insert to liaise_sealer, liaise_opener
  with check (current_setting('liaise.step', true) in ('seal-outbox', 'open-delivery'));
select pg_temp.insert_only('cases.crossing');
grant select on cases.crossing to liaise_requests, liaise_inbox;
grant insert on cases.crossing to liaise_sealer, liaise_opener;

-- The type that a leaf states, in the canonical form of one; null for other bytes.
create function journal.type_of(leaf bytea) returns text
  language sql immutable strict set search_path = pg_catalog
  return substring(encode(substring(leaf from greatest(1, octet_length(leaf) - 79)), 'escape') from '"typ":"([a-z.]{1,60})","v":1}$');

-- Whoever took over one service speaks for that one alone, and of what that one does. The owner is bound by the signatures in the leaves.
create function journal.check_signer() returns trigger language plpgsql as $$
declare
  said text := journal.type_of(new.leaf);
begin
  if current_user = 'liaise_' || new.service
     and (said <> new.typ or not journal.may_sign(new.typ, new.service)) then
    raise exception 'LIAISE_EVENT_SIGNER: % signs no event of this type', new.service using errcode = '42501';
  end if;
  return new;
end $$;
grant execute on function journal.type_of(bytea), journal.may_sign(text, text)
  to liaise_requests, liaise_inbox, liaise_sealer, liaise_opener, liaise_exchange, liaise_audit, liaise_evidence;

create function journal.check_service() returns trigger language plpgsql as $$
begin
  if current_user = any (array['liaise_requests', 'liaise_inbox', 'liaise_sealer', 'liaise_opener', 'liaise_exchange', 'liaise_audit',
      'liaise_evidence'])
     and current_user <> 'liaise_' || new.service then
    raise exception 'LIAISE_EVENT_SERVICE: % records no event of %', current_user, new.service using errcode = '42501';
  end if;
  return new;
end $$;

-- Time of the database beside that of the leaf, five seconds from it at most. A service that stood still for longer gets LT005 and runs its transaction again.
create function journal.check_time() returns trigger language plpgsql as $$
begin
  new.recorded_at := clock_timestamp();
  if abs(extract(epoch from new.recorded_at - new.at)) > 5 then
    raise exception 'LIAISE_LEAF_TIME: leaf time is more than 5 s off' using errcode = 'LT005';
  end if;
  return new;
end $$;

-- The items that a leaf names: document and message ids (16 bytes), SHA-256 of objects (32), a State (2). Read from
-- the leaf itself, so that no service can keep an event out of an answer. Bytes that are no leaf name nothing.
create function journal.items_of(leaf bytea) returns setof bytea
  language plpgsql immutable strict set search_path = pg_catalog as $$
declare
  said jsonb;
begin
  said := convert_from(leaf, 'UTF8')::jsonb;
  return query
    select distinct decode(replace(x.hex, '-', ''), 'hex') from (
      select said #>> '{data,document}' as hex
      union all select said #>> '{data,messageId}'
      union all select said #>> '{data,documentSha256}'
      union all select o ->> 'sha256' from jsonb_array_elements(said -> 'obj') o) x
    where x.hex ~ '^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32}|[0-9a-f]{64})$'
    union
    select convert_to(said #>> '{prev,chan,peer}', 'UTF8')
    where said #>> '{prev,chan,peer}' ~ '^[A-Z]{2}$';
exception when data_exception then
  return;
end $$;

-- With the rights of the owner: no service can enter a mention by itself. All rows of a statement at once, which is
-- many times faster; one by one only when bytes that are no leaf are among them.
create function journal.note_mentions() returns trigger
  language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into journal.mention
    select x.item, e.id from recorded e
      cross join lateral (select convert_from(e.leaf, 'UTF8')::jsonb as said offset 0) s
      cross join lateral (
        select decode(replace(i.hex, '-', ''), 'hex') as item from (
          select s.said #>> '{data,document}' as hex
          union all select s.said #>> '{data,messageId}'
          union all select s.said #>> '{data,documentSha256}'
          union all select o ->> 'sha256' from jsonb_array_elements(s.said -> 'obj') o) i
        where i.hex is not null
        union all
        select convert_to(s.said #>> '{prev,chan,peer}', 'UTF8') where s.said #> '{prev,chan}' is not null) x
    on conflict do nothing;
  return null;
exception when data_exception then
  insert into journal.mention select i, e.id from recorded e, journal.items_of(e.leaf) i;
  return null;
end $$;

-- A tile grows, and keeps what it held.
create function journal.check_tile() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and (new.level, new.index) = (old.level, old.index)
     and substring(new.hashes for octet_length(old.hashes)) = old.hashes then
    return new;
  end if;
  raise exception 'LIAISE_INSERT_ONLY: a tile only grows' using errcode = '42501';
end $$;

create function journal.check_released() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and new.size >= old.size then
    return new;
  end if;
  raise exception 'LIAISE_INSERT_ONLY: what was released stays released' using errcode = '42501';
end $$;

-- A quiet log has old checkpoints too: it stands still when something has waited as long. Only a log without a young
-- checkpoint is asked what waits, so that a busy one costs one look into an index.
create function journal.stands_still(longest interval) returns boolean
  language sql stable security definer set search_path = pg_catalog
  return case
    when (select at from journal.checkpoint order by size desc limit 1) > clock_timestamp() - longest then false
    else exists (
      select from (select event from journal.pending order by position limit 1) p
        join journal.event e on e.id = p.event
      where e.recorded_at < clock_timestamp() - longest)
  end;
grant execute on function journal.stands_still(interval) to liaise_requests, liaise_inbox;

-- Link and reason of an alarm, from its leaf. Bytes that are no leaf say nothing: whoever can write such a row must
-- not keep the others from being counted.
create function journal.alarm_of(leaf bytea) returns table (link_id text, reason text)
  language plpgsql immutable strict set search_path = pg_catalog as $$
declare
  said jsonb;
begin
  said := convert_from(leaf, 'UTF8')::jsonb;
  return query select said #>> '{prev,chan,link}', coalesce(said ->> 'reason', '')
    where said #>> '{prev,chan,link}' is not null;
exception when data_exception then
  return;
end $$;
grant execute on function journal.alarm_of(bytea) to liaise_audit;

-- The outside times that are in the log itself.
create index event_at_idx on journal.event (at) where typ = 'witness.cosigned';
create index event_chain_note on journal.event (at) where typ = 'admin.change' and service = 'audit';
create index event_change on journal.event (at desc, id desc)
  where typ in ('admin.change', 'hold.set', 'hold.lifted') and service = 'requests';
create index event_erasure_done on journal.event (at) where typ = 'erasure.done';
-- Keys of this machine that the log knows: read by the service that told of them.
create index event_keys on journal.event (service, id) where typ in ('key.enrolled', 'key.revoked');
create index event_link_alarm on journal.event (at)
  where typ in ('link.alarm', 'log.fork.detected');
create index event_message_id_idx on journal.event (message_id) where message_id is not null;
create index event_officer on journal.event (officer, id) where officer is not null;
create index event_recorded_at_idx on journal.event using brin (recorded_at);
create index event_thread on journal.event (thread, id) where thread is not null;
create index event_thread_messages on journal.event (thread, message_id)
  where thread is not null and message_id is not null;
select pg_temp.insert_only('journal.event');
create trigger journal_event_mentions after insert on journal.event
  referencing new table as recorded for each statement execute function journal.note_mentions();
create trigger journal_event_service before insert on journal.event
  for each row execute function journal.check_service();
create trigger journal_event_signer before insert on journal.event
  for each row execute function journal.check_signer();
create trigger journal_event_time before insert on journal.event
  for each row execute function journal.check_time();
grant insert on journal.event to liaise_requests, liaise_inbox, liaise_opener, liaise_exchange;
grant select, insert on journal.event to liaise_sealer, liaise_audit;
-- The sealer and the auditors' service read the whole log. Officers hear of the threads that their lists show: an entry about
-- one is behind the walls of that thread. Of what no officer hears, such as who read what, the service sees nothing either.
alter table journal.event enable row level security;
create policy recording on journal.event for insert to liaise_requests, liaise_inbox, liaise_sealer, liaise_opener,
  liaise_exchange, liaise_audit with check (current_user = 'liaise_' || service);
create policy reading on journal.event for select to liaise_sealer, liaise_audit
  using (current_user in ('liaise_sealer', 'liaise_audit'));
create policy hearing on journal.event for select to liaise_requests
  using (current_setting('liaise.step', true) = 'hear-events' and exists (select from cases.thread t where t.id = event.thread)
    and typ in (
    'case.opened', 'case.claimed', 'case.assigned', 'case.handover', 'case.released', 'case.transferred',
    'case.escalated', 'msg.expired', 'case.closed', 'msg.accepted', 'msg.signed', 'msg.send.abandoned', 'msg.silence',
    'case.noted', 'case.stopped', 'case.stop.proposed', 'case.stop.lifted', 'case.roster.added',
    'case.roster.removed', 'case.glass.broken', 'duplicates.noticed', 'item.recalled', 'recall.answered',
    'recall.owed', 'item.withheld', 'release.asked', 'release.answered', 'halt.heard', 'halt.confirmed',
    'consent.requested', 'consent.granted', 'consent.refused', 'consent.withdrawn', 'notice.exculpatory',
    'ca.informed', 'ca.owed', 'formal.requested', 'formal.answered', 'pkg.touched', 'retention.due', 'erasure.stopped',
    'term.ending',
    'term.ended', 'term.extended'));
grant select (id, typ, leaf, at, thread) on journal.event to liaise_requests;

select pg_temp.no_truncate('journal.disclosure');
grant insert on journal.disclosure to liaise_requests, liaise_inbox, liaise_opener;
grant select, insert, delete on journal.disclosure to liaise_sealer;

select pg_temp.no_truncate('journal.pending');
grant insert on journal.pending to liaise_requests, liaise_inbox, liaise_sealer, liaise_opener, liaise_exchange;
grant select, insert, delete on journal.pending to liaise_audit;

grant select, insert, update on journal.head to liaise_requests, liaise_inbox, liaise_sealer, liaise_opener,
  liaise_exchange, liaise_audit;

select pg_temp.insert_only('journal.leaf');
grant select on journal.leaf to liaise_requests, liaise_inbox, liaise_sealer, liaise_exchange;
grant select, insert on journal.leaf to liaise_audit;

select pg_temp.no_truncate('journal.tile');
create trigger journal_tile_grows before update or delete on journal.tile
  for each row execute function journal.check_tile();
grant select on journal.tile to liaise_sealer;
grant select, insert, update on journal.tile to liaise_audit;

select pg_temp.insert_only('journal.checkpoint');
grant select on journal.checkpoint to liaise_requests, liaise_inbox, liaise_sealer, liaise_opener, liaise_exchange;
grant select, insert on journal.checkpoint to liaise_audit;

insert into journal.released (size) values (0);
select pg_temp.no_truncate('journal.released');
create trigger journal_released_grows before update or delete on journal.released
  for each row execute function journal.check_released();
grant select on journal.released to liaise_requests, liaise_inbox, liaise_sealer, liaise_opener, liaise_exchange;
grant select, update on journal.released to liaise_audit;

select pg_temp.insert_only('journal.mention');
grant select on journal.mention to liaise_audit;

create trigger ops_service_own before insert or update on ops.service
  for each row execute function journal.check_service();
create trigger ops_failure_own before insert or update on ops.failure
  for each row execute function journal.check_service();

-- With the rights of the owner: no service can take back what it has noticed.
-- Forty cases or fifty items within an hour are noticed, and within the same hour every doubling of either.
create function access.note_reading() returns trigger
  language plpgsql security definer set search_path = pg_catalog as $$
declare
  who record;
  much integer;
  single integer;
  -- One moment for all rows of the statement: a case that is shown twice is one case.
  moment timestamptz := clock_timestamp();
begin
  for who in select distinct officer, service from recorded where officer is not null and typ in ('item.viewed', 'item.exported') and thread is not null order by officer loop
    -- Two reads at once would each count without the other, and delete what the other has just renewed.
    perform pg_advisory_xact_lock(hashtextextended('access.reading ' || who.officer, 0));
    insert into access.reading as r (officer, thread, at)
      select distinct who.officer, e.thread, moment from recorded e where e.officer = who.officer and typ in ('item.viewed', 'item.exported') and thread is not null
      on conflict (officer, thread) do update set at = excluded.at where r.at < excluded.at - interval '1 minute';
    insert into access.item_read as r (officer, item, at)
      select distinct who.officer, i.item, moment
      from recorded e
        cross join lateral (select convert_from(e.leaf, 'UTF8')::jsonb as said offset 0) s
        cross join lateral (select case e.typ when 'item.exported' then s.said #>> '{obj,0,sha256}'
          else s.said #>> '{data,document}' end as item offset 0) i
      where e.officer = who.officer and typ in ('item.viewed', 'item.exported') and thread is not null and i.item is not null
      on conflict (officer, item) do update set at = excluded.at where r.at < excluded.at - interval '1 minute';
    delete from access.reading where officer = who.officer and at < moment - interval '1 hour';
    delete from access.item_read where officer = who.officer and at < moment - interval '1 hour';
    select count(*) into much from access.reading where officer = who.officer;
    select count(*) into single from access.item_read where officer = who.officer;
    if (much >= 40 and not exists (select from access.bulk_reading b where b.officer = who.officer
          and b.at > moment - interval '1 hour' and b.threads * 2 > much))
        or (single >= 50 and not exists (select from access.bulk_reading b where b.officer = who.officer
          and b.at > moment - interval '1 hour' and b.items * 2 > single)) then
      insert into access.bulk_reading (officer, service, threads, items, role)
        select who.officer, who.service, much, nullif(single, 0), convert_from(e.leaf, 'UTF8')::jsonb #>> '{actor,role}'
        from recorded e
        where e.officer = who.officer and e.service = who.service and typ in ('item.viewed', 'item.exported') and thread is not null
        order by e.id desc limit 1;
    end if;
  end loop;
  return null;
end $$;

-- With the rights of the owner: no service can take back what it has noticed. Different cases count: who looks at
-- the same page again and again is shown nothing more. Five hundred within an hour are noticed, and every doubling
-- until 4,000; beyond that nothing is new.
create function access.note_listing(as_role text, shown uuid[]) returns void
  language plpgsql security definer set search_path = pg_catalog as $$
declare
  who text := current_setting('liaise.officer', true);
  moment timestamptz := clock_timestamp();
  much integer;
begin
  -- A list that is looked at again costs this look, and writes nothing.
  if coalesce(who, '') = '' or not exists (select from unnest(shown) as s (thread)
      where coalesce((select l.at from access.listing l where l.officer = who and l.thread = s.thread), '-infinity')
        <= moment - interval '30 minutes') then
    return;
  end if;
  -- Two lists at once would each count without the other.
  perform pg_advisory_xact_lock(hashtextextended('access.listing ' || who, 0));
  delete from access.listing where officer = who and at < moment - interval '1 hour';
  select count(*) into much from access.listing where officer = who;
  if much >= 4000 then
    return;
  end if;
  insert into access.listing (officer, thread, at)
    select distinct who, s.thread, moment from unnest(shown) as s (thread)
    on conflict (officer, thread) do update set at = excluded.at;
  select count(*) into much from access.listing where officer = who;
  if much >= 500 and not exists (select from access.bulk_reading b
      where b.officer = who and b.at > moment - interval '1 hour' and b.listed * 2 > much) then
    insert into access.bulk_reading (officer, service, listed, role)
      values (who, replace(session_user, 'liaise_', ''), much, as_role);
  end if;
end $$;
grant execute on function access.note_listing(text, uuid[]) to liaise_requests, liaise_inbox;

-- With the rights of the owner: whoever calls it can take back nothing that still counts. A list that is being shown
-- is passed over, so that neither waits for the other; what is left goes at the next call.
create function access.forget_listings() returns void
  language sql security definer set search_path = pg_catalog
  begin atomic
    with old as materialized (
      select officer, thread from access.listing where at < statement_timestamp() - interval '1 hour'
      limit 4000 for update skip locked)
    delete from access.listing l using old where l.officer = old.officer and l.thread = old.thread;
    with old as materialized (
      select officer, item from access.item_read where at < statement_timestamp() - interval '1 hour'
      limit 4000 for update skip locked)
    delete from access.item_read l using old where l.officer = old.officer and l.item = old.item;
  end;
grant execute on function access.forget_listings() to liaise_audit;

-- Whether the log says that a note of the heads is kept outside the database.
create function journal.keeps_chain_note() returns boolean
  language sql stable security definer set search_path = pg_catalog
  return exists (select from journal.event where typ = 'admin.change' and service = 'audit'
    and convert_from(leaf, 'UTF8')::jsonb #>> '{data,change}' = 'chain-note:kept');
grant execute on function journal.keeps_chain_note()
  to liaise_requests, liaise_inbox, liaise_sealer, liaise_opener, liaise_exchange, liaise_audit, liaise_evidence;

-- Newest changes by administrators, for services that read no other event.
create function journal.newest_changes() returns setof bytea
  language sql stable security definer set search_path = pg_catalog
  begin atomic
    select leaf from journal.event where typ in ('admin.change', 'hold.set', 'hold.lifted') and service = 'requests'
    order by at desc, id desc limit 256;
  end;
grant execute on function journal.newest_changes()
  to liaise_requests, liaise_inbox, liaise_sealer, liaise_opener, liaise_exchange, liaise_audit, liaise_evidence;

select pg_temp.insert_only('journal.chain_note');
grant insert on journal.chain_note to liaise_audit;

alter table access.item_read set unlogged;
alter table access.listing set unlogged;

create index bulk_reading_new on access.bulk_reading (id) where event is null;
grant select, update (event) on access.bulk_reading to liaise_audit;

create trigger journal_event_reading after insert on journal.event
  referencing new table as recorded for each statement execute function access.note_reading();

create function journal.check_witnessed() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and new.origin = old.origin and new.peer = old.peer
     and (new.size > old.size or (new.size = old.size and new.root = old.root)) then
    return new;
  end if;
  raise exception 'LIAISE_INSERT_ONLY: what was cosigned stays cosigned' using errcode = '42501';
end $$;

select pg_temp.no_truncate('journal.witnessed');
create trigger journal_witnessed_grows before update or delete on journal.witnessed
  for each row execute function journal.check_witnessed();
grant select on journal.witnessed to liaise_requests, liaise_inbox, liaise_sealer, liaise_opener, liaise_exchange;
grant select, insert, update on journal.witnessed to liaise_audit;

grant select, insert on journal.peer_checkpoint to liaise_opener;
grant select, update (asked_at, asked_size), delete on journal.peer_checkpoint to liaise_audit;

grant select, insert, update on journal.witness to liaise_audit;

select pg_temp.insert_only('journal.cosignature');
grant select, insert on journal.cosignature to liaise_audit;

select pg_temp.insert_only('journal.evidence');
grant select, insert on journal.evidence to liaise_audit;

select pg_temp.insert_only('journal.halt');
grant select, insert on journal.halt to liaise_audit;

grant select, update (sent_at, received_at, status, response, failure) on journal.outside_witness to liaise_exchange;
grant select, insert, update on journal.outside_witness to liaise_audit;

select pg_temp.insert_only('journal.outside_cosignature');
grant select, insert on journal.outside_cosignature to liaise_audit;

grant select, update (sent_at, received_at, response, failure) on journal.stamp_request to liaise_exchange;
grant select, insert, update, delete on journal.stamp_request to liaise_audit;

select pg_temp.insert_only('journal.stamp_material');
grant select, insert on journal.stamp_material to liaise_audit;

select pg_temp.insert_only('journal.stamp');
grant select, insert on journal.stamp to liaise_audit;

grant select on journal.clock to liaise_requests, liaise_inbox, liaise_sealer, liaise_opener, liaise_exchange;
grant select, insert, update on journal.clock to liaise_audit;

grant select, insert, delete on journal.time_alarm to liaise_audit;

select pg_temp.wall('cases.attachment', 'liaise_requests, liaise_inbox', 'liaise_sealer, liaise_opener',
  'exists (select from cases.dispatch d where d.id = attachment.dispatch)');
grant select, insert, update (scan) on cases.attachment to liaise_requests, liaise_inbox;
grant select, update (authority, key_wrapped) on cases.attachment to liaise_sealer;
grant select, insert on cases.attachment to liaise_opener;

select pg_temp.wall('cases.upload', 'liaise_requests, liaise_inbox', '');
-- The sweep acts for no officer: it sees uploads of all authorities, in its own step alone.
select pg_temp.see_and_write('cases.upload', 'sweep', 'liaise_requests',
  $$current_setting('liaise.step', true) = 'sweep-uploads'$$);
create policy erasing on cases.upload to liaise_sealer using (current_setting('liaise.step', true) = 'erase-threads');
create policy counting on cases.upload for select to liaise_sealer
  using (current_setting('liaise.step', true) = 'rewrap-threads');
grant select, insert, update (dispatch), delete on cases.upload to liaise_requests;
grant select, update (dispatch) on cases.upload to liaise_inbox;
grant select, delete on cases.upload to liaise_sealer;

create index transfer_to_report on objects.transfer (link_id, report_after)
  where direction = 'IN';
create index transfer_to_send on objects.transfer (link_id, updated_at)
  where direction = 'OUT' and state = 'ACTIVE';
grant select on objects.transfer to liaise_requests, liaise_inbox;
grant select, update (missing, state, report_after, reported, updated_at, in_flight, attempt) on objects.transfer to
  liaise_sealer;
grant select, insert, update on objects.transfer to liaise_opener;
grant select, update on objects.transfer to liaise_exchange;

select pg_temp.wall('cases.token', 'liaise_requests, liaise_inbox', 'liaise_sealer, liaise_opener');
create policy of_subject on cases.token for select to current_user using (true);
create index token_threads on cases.token (authority, compartment, type, token, thread) include (dispatch);
grant select, insert on cases.token to liaise_requests, liaise_inbox, liaise_opener;
grant select, update (authority), delete on cases.token to liaise_sealer;

grant select, insert, update on mailbox.link to liaise_sealer;
grant select, update on mailbox.link to liaise_opener;
grant select on mailbox.link to liaise_audit;

grant select, insert, update on mailbox.link_numbers to liaise_sealer;
grant select on mailbox.link_numbers to liaise_opener;

grant select, insert, update on mailbox.link_receipts to liaise_sealer;
grant select on mailbox.link_receipts to liaise_opener;

grant select, insert on mailbox.link_heard to liaise_sealer;
grant select, update on mailbox.link_heard to liaise_opener;
grant select on mailbox.link_heard to liaise_audit;

grant select, insert, update (up, up_at, looked_at) on mailbox.link_sight to liaise_exchange;

create index refusals_untold on mailbox.refusals (told_at) where counted > told;
grant select, insert, update (kept, kept_bytes, counted, counted_bytes, told) on mailbox.refusals to liaise_opener;
grant select, insert, update (kept, kept_bytes, counted, counted_bytes, told, told_at) on mailbox.refusals
  to liaise_exchange;
grant select on mailbox.refusals to liaise_audit;

grant select, delete on mailbox.void_due to liaise_sealer;
grant select, insert on mailbox.void_due to liaise_opener;

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

-- Else whoever took over the opener would let go of the entry or of the state first, and then of the row.
create function mailbox.check_delivery() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and old.event is null and old.state in ('RECEIVED', 'WAITING') then return old; end if;
  if tg_op = 'UPDATE' and (old.event is null or new.event is not distinct from old.event)
    and (old.state in ('RECEIVED', 'WAITING') or new.state not in ('RECEIVED', 'WAITING')) then
    return new;
  end if;
  raise exception 'LIAISE_INSERT_ONLY: what was recorded or opened of a neighbour stays'
    using errcode = '42501';
end $$;

-- Evidence of a refused message goes by the rule after a month; its hash, and that it was there, stay.
create function mailbox.check_quarantine() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and new.evidence = '' and old.at < clock_timestamp() - interval '1 month'
     and to_jsonb(new) - 'evidence' = to_jsonb(old) - 'evidence' then
    return new;
  end if;
  raise exception 'LIAISE_INSERT_ONLY: what is in quarantine stays as it came for a month at least'
    using errcode = '42501';
end $$;

-- TypeORM writes an identity only as the key of a table.
alter table mailbox.delivery alter serial add generated always as identity;
select pg_temp.wall('mailbox.delivery', '', 'liaise_sealer, liaise_opener, liaise_exchange, liaise_audit');
select pg_temp.see_and_write('mailbox.delivery', 'officers', 'liaise_requests, liaise_inbox',
  'exists (select from cases.dispatch d where d.id = delivery.dispatch)');
-- From a dispatch to the message that brought it.
create index delivery_dispatch on mailbox.delivery (dispatch) where dispatch is not null;
create index delivery_due on mailbox.delivery (link_id, statement desc, lane, serial)
  where state in ('RECEIVED', 'WAITING');
create trigger mailbox_delivery_stays before update of event, state or delete on mailbox.delivery
  for each row execute function mailbox.check_delivery();
-- All but the session key. The opener puts that there and does not read it; the sealer names it when it is destroyed.
grant select (serial, link_id, message_id, peer, statement, parts, state, waits_for, try_after, ciphertext, kept,
    ciphertext_sha256, ciphertext_sha512, size, event, dispatch, received_at, opened_at, lane) on mailbox.delivery
  to liaise_requests, liaise_inbox, liaise_opener, liaise_exchange, liaise_audit;
grant select, update (ciphertext, kept, session_key) on mailbox.delivery to liaise_sealer;
grant update (state, waits_for, try_after, ciphertext, kept, session_key, event, dispatch, opened_at, lane), delete on
  mailbox.delivery to liaise_opener;
grant insert, update (event) on mailbox.delivery to liaise_exchange;

grant select, insert, delete on mailbox.delivery_part to liaise_exchange;

select pg_temp.insert_only('mailbox.accepted');
grant select, insert on mailbox.accepted to liaise_opener;

grant select, insert on mailbox.chain to liaise_sealer, liaise_opener;
grant select on mailbox.chain to liaise_audit;

create index quarantine_glasses on mailbox.quarantine (link_id, at) where code = 'GLASSES_TOO_MANY';
create index quarantine_kept on mailbox.quarantine (at) where evidence <> '';
select pg_temp.no_truncate('mailbox.quarantine');
create trigger mailbox_quarantine_kept before update or delete on mailbox.quarantine
  for each row execute function mailbox.check_quarantine();
grant select (id, link_id, evidence, evidence_sha256, evidence_sha512, evidence_size, at), update (evidence) on mailbox.quarantine to liaise_sealer;
grant select, insert on mailbox.quarantine to liaise_opener, liaise_exchange;
grant select on mailbox.quarantine to liaise_audit;

-- TypeORM needs a key. Rows have two, by stage: the unique indexes below.
alter table mailbox.receipt_due drop constraint receipt_due_pkey;
select pg_temp.wall('mailbox.receipt_due', '', 'liaise_sealer, liaise_opener, liaise_exchange');
select pg_temp.see_and_write('mailbox.receipt_due', 'officers', 'liaise_requests, liaise_inbox',
  'exists (select from mailbox.delivery d where d.link_id = receipt_due.link_id and d.message_id = receipt_due.message_id)');
create unique index receipt_due_event on mailbox.receipt_due (event)
  where stage in ('BREAK_GLASS', 'BREAK_GLASS_ONWARD');
create index receipt_due_onward on mailbox.receipt_due (link_id, message_id, told_by, at)
  where stage = 'BREAK_GLASS_ONWARD';
create index receipt_due_open on mailbox.receipt_due (link_id, message_id) where rseq is null;
create unique index receipt_due_stage on mailbox.receipt_due (link_id, message_id, stage)
  where stage not in ('BREAK_GLASS', 'BREAK_GLASS_ONWARD');
grant select, insert on mailbox.receipt_due to liaise_requests, liaise_inbox, liaise_exchange;
grant select, update (rseq) on mailbox.receipt_due to liaise_sealer;
grant select, insert, update (priority) on mailbox.receipt_due to liaise_opener;

create unique index receipt_out_stage on mailbox.receipt_out (link_id, message_id, stage)
  where stage not in ('BREAK_GLASS', 'BREAK_GLASS_ONWARD');
grant select, insert, update on mailbox.receipt_out to liaise_sealer;
grant select, update (send_after) on mailbox.receipt_out to liaise_opener, liaise_exchange;
grant select on mailbox.receipt_out to liaise_audit;

select pg_temp.wall('mailbox.receipt_in', '', 'liaise_sealer, liaise_opener, liaise_audit');
select pg_temp.see_and_write('mailbox.receipt_in', 'officers', 'liaise_requests, liaise_inbox',
  'mailbox.of_sent(receipt_in.link_id, receipt_in.message_id)');
create policy beyond on mailbox.receipt_in for select to current_user using (true);
select pg_temp.insert_only('mailbox.receipt_in');
grant select on mailbox.receipt_in to liaise_requests, liaise_inbox, liaise_sealer, liaise_audit;
grant select, insert on mailbox.receipt_in to liaise_opener;

select pg_temp.insert_only('mailbox.statement_in');
grant select, insert on mailbox.statement_in to liaise_opener;
grant select on mailbox.statement_in to liaise_audit;

select pg_temp.insert_only('mailbox.statement_out');
grant select, insert on mailbox.statement_out to liaise_sealer;
grant select on mailbox.statement_out to liaise_audit;

-- Of each kind the service sees and says its own: whoever took one over neither forges nor drops what others say of the logs.
alter table mailbox.statement_due enable row level security, force row level security;
create policy signing on mailbox.statement_due to liaise_sealer
  using (kind in ('checkpoint-offer', 'cosignature', 'reconciliation', 'package-ask'));
create policy logs on mailbox.statement_due to liaise_audit
  using (kind in ('checkpoint-offer', 'cosignature', 'reconciliation'));
create policy packing on mailbox.statement_due to liaise_evidence using (kind = 'package-ask');
grant select, delete on mailbox.statement_due to liaise_sealer;
grant select, insert, update on mailbox.statement_due to liaise_audit, liaise_evidence;

alter table mailbox.statement_heard enable row level security, force row level security;
create policy hearing on mailbox.statement_heard to liaise_opener
  using (kind in ('checkpoint-offer', 'cosignature', 'reconciliation', 'package-ask', 'package-answer'));
create policy logs on mailbox.statement_heard to liaise_audit
  using (kind in ('checkpoint-offer', 'cosignature', 'reconciliation'));
create policy answering on mailbox.statement_heard to liaise_sealer using (kind = 'package-ask');
create policy packing on mailbox.statement_heard to liaise_evidence using (kind = 'package-answer');
grant select, insert, update on mailbox.statement_heard to liaise_opener;
grant select, delete on mailbox.statement_heard to liaise_audit, liaise_sealer, liaise_evidence;

grant select, insert, delete on ops.held_subkey to liaise_opener;

-- A package of the thread was handed over before a moment.
create function cases.was_handed(asked uuid, before timestamptz) returns boolean
  language sql stable security definer set search_path = pg_catalog
  return exists (select from cases.package_handed h where h.thread = asked and h.recorded_at < before);
grant execute on function cases.was_handed(uuid, timestamptz) to liaise_sealer;

-- The key of a thread goes only when its erasure is on record: of one of which a package was handed over, with a decision on hold.
-- A hand-over that is younger than the line outside the database does not undo what was decided without it.
create function cases.check_erased() returns trigger language plpgsql as $$
begin
  if old.key_wrapped is not null and new.key_wrapped is null
     and exists (select from journal.erasure r cross join lateral (select convert_from(r.record, 'UTF8')::jsonb as line) l
       where r.thread = old.id and not l.line ? 'decision'
         and cases.was_handed(old.id, coalesce((l.line ->> 'at')::timestamptz, 'infinity'))) then
    raise exception 'LIAISE_INSERT_ONLY: a package was handed over: the key of its thread goes with a decision on hold on record'
      using errcode = '42501';
  end if;
  if old.key_wrapped is not null and new.key_wrapped is null
     and not exists (select from journal.erasure where thread = old.id) then
    raise exception 'LIAISE_INSERT_ONLY: the key of a thread goes with its erasure on record'
      using errcode = '42501';
  end if;
  if old.key_wrapped is null and new.key_wrapped is not null then
    raise exception 'LIAISE_INSERT_ONLY: an erased thread stays erased' using errcode = '42501';
  end if;
  return new;
end $$;

-- A disclosure goes only when the erasure of its thread is on record.
create function journal.check_disclosure() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and exists (select from journal.event e join journal.erasure r on r.thread = e.thread
      where e.id = old.event) then
    return old;
  end if;
  raise exception 'LIAISE_INSERT_ONLY: a disclosure goes with the erasure of its thread on record'
    using errcode = '42501';
end $$;

-- The one row of the log that every service must see at its start, and no more of it.
create function journal.last_erasure() returns bytea
  language sql stable security definer set search_path = pg_catalog
  return (select leaf from journal.event where typ = 'erasure.done' and service = 'sealer'
    order by at desc limit 1);
grant execute on function journal.last_erasure() to liaise_requests, liaise_inbox, liaise_sealer;

-- Entries of threads by which their cases are open or not, oldest first: what they say, without who and for whom.
create function journal.acts_of(asked uuid[]) returns table (thread uuid, typ text, at timestamptz, said jsonb)
  language sql stable security definer set search_path = pg_catalog
  begin atomic
    select e.thread, e.typ, e.at, convert_from(e.leaf, 'UTF8')::jsonb -> 'data' from journal.event e
    where e.thread = any (asked) and e.typ in ('pkg.handed', 'consent.requested', 'consent.granted', 'consent.withdrawn',
      'formal.requested', 'formal.answered', 'item.recalled')
    order by e.at, e.id;
  end;
grant execute on function journal.acts_of(uuid[]) to liaise_requests, liaise_inbox, liaise_sealer;

-- Erasures that wait for a decision on hold: seen with their thread.
alter table cases.erasure_stop enable row level security;
alter table cases.erasure_stop force row level security;
create policy officers on cases.erasure_stop for select to liaise_requests, liaise_inbox
  using (exists (select from cases.thread t where t.id = erasure_stop.thread));
create policy steps on cases.erasure_stop to liaise_sealer
  using (current_setting('liaise.step', true) in ('erase-threads', 'watch-retention'))
  with check (current_setting('liaise.step', true) = 'erase-threads');
-- A stop is one that an entry of the log states: its thread, ground, time of the act, and when it was recorded. Whether the case is open,
-- and whether the day of the thread has come, the sealer alone knows: it reckons both from what documents say.
create function cases.is_stop_said(entry uuid, of_thread uuid, of_ground text, of_since timestamptz, of_at timestamptz) returns boolean
  language sql stable security definer set search_path = pg_catalog
  return exists (select from journal.event e cross join lateral (select convert_from(e.leaf, 'UTF8')::jsonb -> 'data' as said) l
    where e.id = entry and e.typ = 'erasure.stopped' and e.thread = of_thread and e.at = of_at
      and l.said ->> 'ground' = of_ground and (l.said ->> 'since')::timestamptz = of_since);
grant execute on function cases.is_stop_said(uuid, uuid, text, timestamptz, timestamptz) to liaise_sealer;
create function cases.check_stop() returns trigger language plpgsql as $$
begin
  if current_user <> 'liaise_sealer' or tg_op = 'UPDATE' and (old.thread, old.ground, old.since, old.at, old.event)
      is not distinct from (new.thread, new.ground, new.since, new.at, new.event) then
    return new;
  end if;
  if cases.is_stop_said(new.event, new.thread, new.ground, new.since, new.at) then
    return new;
  end if;
  raise exception 'LIAISE_ENTRY_MISSING: no entry of the log states that this erasure was stopped' using errcode = '42501';
end $$;
create trigger cases_erasure_stop_said before insert or update on cases.erasure_stop
  for each row execute function cases.check_stop();

grant select on cases.erasure_stop to liaise_requests, liaise_inbox;
grant select, insert, update (ground, since, look_at, stands, at, event) on cases.erasure_stop to liaise_sealer;
create index erasure_stop_stands on cases.erasure_stop (thread) where stands;

select pg_temp.insert_only('journal.erasure');
grant select (n, thread, record_sha256) on journal.erasure to liaise_requests, liaise_inbox;
grant select, insert on journal.erasure to liaise_sealer;

grant select, insert, delete on ops.storage_epoch to liaise_sealer;

create trigger cases_thread_erased before update of key_wrapped on cases.thread
  for each row execute function cases.check_erased();

create trigger journal_disclosure_erased before update or delete on journal.disclosure
  for each row execute function journal.check_disclosure();

-- Else a phase set back, or a number of differences made smaller, would let another report follow.
create function journal.check_reconciliation() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and (new.link_id, new.day, new.part) = (old.link_id, old.day, old.part)
     and (old.phase <> 'SIGNED' or (
       (new.phase, new.own, new.peer, new.report, new.differences, new.started_at)
         is not distinct from (old.phase, old.own, old.peer, old.report, old.differences, old.started_at)
       and (old.peer_statement is null or new.peer_statement = old.peer_statement)
       -- Said again, because it did not arrive, it is signed again: both statements are kept.
       and (old.own_statement is null or new.own_statement is not null))) then
    return new;
  end if;
  raise exception 'LIAISE_INSERT_ONLY: a signed report stays' using errcode = '42501';
end $$;

select pg_temp.no_truncate('journal.reconciliation');
create trigger journal_reconciliation_stays before update or delete on journal.reconciliation
  for each row execute function journal.check_reconciliation();
grant select, update (own_statement) on journal.reconciliation to liaise_sealer;
grant select, insert, update on journal.reconciliation to liaise_audit;

-- One by one: bytes that are no leaf are no request, and take away none of those beside them. Nor is what the figures
-- could not read, or what is too long for the index: one captured service would end them for the State.
create function journal.request_of(leaf bytea) returns table (composed_at timestamptz, peer text)
  language plpgsql stable strict set search_path = pg_catalog as $$
declare
  said jsonb;
begin
  said := convert_from(leaf, 'UTF8')::jsonb -> 'data';
  if said ->> 'composedAt' ~ '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$' and said ->> 'peer' ~ '^[A-Z]{2}$'
    and said ->> 'side' in ('ASKING', 'ASKED') and jsonb_typeof(said -> 'urgent') = 'boolean'
    and jsonb_typeof(said -> 'requestType') = 'string' and length(said ->> 'requestType') <= 64 then
    composed_at := (said ->> 'composedAt')::timestamptz;
    peer := said ->> 'peer';
    -- A database takes also 24:00:00 and a second 60, which no document has.
    if to_char(composed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') = said ->> 'composedAt' then
      return next;
    end if;
  end if;
exception when data_exception then
  return;
end $$;

-- What a leaf says; of bytes that are no leaf nothing. A row that one captured service writes beside a request must not end the
-- figures of all.
create function journal.said_in(leaf bytea) returns jsonb
  language plpgsql stable strict set search_path = pg_catalog as $$
begin
  return convert_from(leaf, 'UTF8')::jsonb -> 'data';
exception when data_exception then
  return null;
end $$;
grant execute on function journal.said_in(bytea) to liaise_audit;

-- With the rights of the owner and from the leaf itself: no service can keep a request out of the figures.
create function journal.note_requests() returns trigger
  language plpgsql security definer set search_path = pg_catalog as $$
    begin

insert into journal.request
  select e.id, r.composed_at, r.peer from recorded e cross join lateral journal.request_of(e.leaf) r
  where e.typ = 'case.opened' and e.id::text ~ '^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab]' and e.thread::text ~ '^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab]';
      return null;
    end $$;

create index request_composed on journal.request (composed_at, event) include (peer);
select pg_temp.insert_only('journal.request');
grant select on journal.request to liaise_audit;

create trigger journal_event_requests after insert on journal.event
  referencing new table as recorded for each statement execute function journal.note_requests();

select pg_temp.wall('cases.note', 'liaise_requests, liaise_inbox', 'liaise_sealer', pg_temp.roster_of('note'));
grant select, insert on cases.note to liaise_requests, liaise_inbox;
grant select (id, thread, content, written_at), update (content) on cases.note to liaise_sealer;

select pg_temp.wall('cases.alert', '', 'liaise_sealer');
-- Seen with its thread, wherever that is.
create policy officers on cases.alert for select to liaise_requests, liaise_inbox
  using (exists (select from cases.thread t where t.id = thread));
create index alert_authority_at_event_idx on cases.alert (authority, at desc, event desc);
select pg_temp.insert_only('cases.alert');
grant select on cases.alert to liaise_requests, liaise_inbox;
grant select, insert on cases.alert to liaise_sealer;

select pg_temp.wall('mailbox.silence_due', '', 'liaise_sealer');
select pg_temp.see_and_write('mailbox.silence_due', 'officers', 'liaise_requests, liaise_inbox',
  'exists (select from cases.dispatch d where d.id = silence_due.dispatch)');
grant insert on mailbox.silence_due to liaise_requests, liaise_inbox;
grant select, update (due_at), delete on mailbox.silence_due to liaise_sealer;

select pg_temp.wall('mailbox.silence', '', 'liaise_sealer');
select pg_temp.see_and_write('mailbox.silence', 'officers', 'liaise_requests, liaise_inbox',
  'exists (select from cases.dispatch d where d.id = silence.dispatch)');
select pg_temp.insert_only('mailbox.silence');
grant select on mailbox.silence to liaise_requests, liaise_inbox;
grant select, insert on mailbox.silence to liaise_sealer;

-- Forwards of what a recall names by other desks of the State, whose holder has not complied with as much. Only of a
-- recall that the session's own desk has. Nothing is owed of a forward that never left, or that its receiver refused for
-- another reason than having it or having had it. A narrowing is told by its handling alone, so none counts here by its
-- time; a word that was kept back or refused settles nothing.
create function cases.owed_by_others(asked uuid) returns table (forward uuid, authority text)
  language sql stable security definer set search_path = pg_catalog
  begin atomic
    select f.forward, f.authority
    from cases.recall r join cases.forwarded f on f.item = any (r.items) and f.direction = 'OUT'
    where r.document = asked and r.direction = 'IN' and f.authority <> r.authority
      and r.authority = current_setting('liaise.authority', true)
      and r.compartment = any (string_to_array(current_setting('liaise.compartments', true), ','))
      and not exists (
        select from cases.recall t join cases.recall_answer a on a.recall = t.document
        where t.thread = f.thread and t.direction = 'OUT' and f.forward = any (t.items)
          and a.outcome = 'COMPLIED' and not exists (
            select from mailbox.outbox q where q.dispatch = t.document and (q.state = 'VOID'
              or q.outcome = 'REJECTED' and coalesce(q.code, '') not in (
                'DOCUMENT_REPLAYED', 'RECALL_ANSWERED', 'RELEASE_ANSWERED', 'EVIDENCE_ANSWERED', 'CONTENT_ERASED')))
          and (t.act = 'RECALL'
            or r.act = 'CORRECT' and t.act = 'CORRECT' and t.filed_at >= r.filed_at))
      and not exists (
        select from mailbox.outbox o where o.dispatch = f.forward and (
          (o.state = 'VOID' and o.sealed_at is null)
          or ((select coalesce(i.code, '') from mailbox.receipt_in i
                where i.message_id = o.message_id and i.link_id = o.link_id and i.stage = 'REJECTED'
                order by (i.stage = o.outcome and i.code is not distinct from o.code) is not true, i.rseq
                limit 1) not in (
                  'DOCUMENT_REPLAYED', 'RECALL_ANSWERED', 'RELEASE_ANSWERED', 'EVIDENCE_ANSWERED', 'CONTENT_ERASED')
            and not exists (select from mailbox.receipt_in i
              where i.message_id = o.message_id and i.link_id = o.link_id
                and i.stage in ('OPENED', 'RETRIEVED')))));
  end;
grant execute on function cases.owed_by_others(uuid) to liaise_requests, liaise_inbox;

-- Of a narrowing that the session's own desk has: what other desks still owe its holders by the table alone, with the
-- bytes at rest by which the service judges it. With each narrowing with which its holder has complied, the oldest first.
create function cases.narrowed_by_others(asked uuid) returns table (forward uuid, item uuid, thread uuid,
    authority text, side text, compartment text, key_epoch integer, key_wrapped bytea, content bytea, narrowings uuid[],
    narrowed bytea[])
  language sql stable security definer set search_path = pg_catalog
  begin atomic
    select f.forward, f.item, t.id, t.authority, t.side, t.compartment, t.key_epoch, t.key_wrapped, d.content,
      coalesce(k.documents, '{}'), coalesce(k.contents, '{}')
    from cases.recall r
    join cases.owed_by_others(asked) o on true
    join cases.forwarded f on f.forward = o.forward and f.item = any (r.items) and f.direction = 'OUT'
    join cases.thread t on t.id = f.thread
    join cases.dispatch d on d.id = f.forward
    left join lateral (
      select c.document, a.outcome
      from cases.recall c left join cases.recall_answer a on a.recall = c.document
      where c.thread = f.thread and c.direction = 'OUT' and c.act = 'NARROW' and f.forward = any (c.items)
        and not exists (
          select from mailbox.outbox q where q.dispatch = c.document and (q.state = 'VOID'
            or q.outcome = 'REJECTED' and coalesce(q.code, '') not in (
              'DOCUMENT_REPLAYED', 'RECALL_ANSWERED', 'RELEASE_ANSWERED', 'EVIDENCE_ANSWERED', 'CONTENT_ERASED')))
      order by c.filed_at desc, c.document desc limit 1) n on true
    left join lateral (
      select array_agg(c.document order by c.filed_at, c.document) as documents,
        array_agg(m.content order by c.filed_at, c.document) as contents
      from cases.recall c join cases.recall_answer a on a.recall = c.document
      join cases.dispatch m on m.id = c.document
      where c.thread = f.thread and c.direction = 'OUT' and c.act = 'NARROW' and f.forward = any (c.items)
        and a.outcome = 'COMPLIED' and m.content is not null and not exists (
          select from mailbox.outbox q where q.dispatch = c.document and (q.state = 'VOID'
            or q.outcome = 'REJECTED' and coalesce(q.code, '') not in (
              'DOCUMENT_REPLAYED', 'RECALL_ANSWERED', 'RELEASE_ANSWERED', 'EVIDENCE_ANSWERED', 'CONTENT_ERASED')))) k on true
    where r.document = asked and r.act = 'NARROW' and t.key_wrapped is not null and d.content is not null
      and (n.document is null or (n.outcome = 'COMPLIED' and n.document = any (k.documents)))
      and not exists (select from cases.withheld w where w.item = f.forward)
      and not exists (
        select from cases.recall c
        where c.thread = f.thread and c.direction = 'OUT' and c.act = 'RECALL' and f.forward = any (c.items)
          and not exists (
            select from mailbox.outbox q where q.dispatch = c.document and (q.state = 'VOID'
              or q.outcome = 'REJECTED' and coalesce(q.code, '') not in (
                'DOCUMENT_REPLAYED', 'RECALL_ANSWERED', 'RELEASE_ANSWERED', 'EVIDENCE_ANSWERED', 'CONTENT_ERASED'))));
  end;
grant execute on function cases.narrowed_by_others(uuid) to liaise_requests, liaise_inbox;

select pg_temp.wall('cases.recall', 'liaise_requests, liaise_inbox', 'liaise_sealer, liaise_opener');
create policy told on cases.recall for select to current_user using (true);
create policy copied on cases.recall for select to liaise_inbox
  using (current_setting('liaise.step', true) = 'read-copy' and exists (
    select from cases.copy c where c.dispatch = any (items)
      and c.contact_point = current_setting('liaise.authority', true) and c.authority <> c.contact_point));
create policy unanswered on cases.recall as restrictive for update to liaise_opener
  using (recall.direction = 'IN' and not exists (
    select from cases.recall_answer a where a.recall = recall.document))
  with check (recall.direction = 'IN' and recall.look_at <= clock_timestamp());
create index recall_look_at_idx on cases.recall (look_at) where look_at is not null;
grant select, insert on cases.recall to liaise_requests, liaise_inbox;
grant select, update (authority, look_at) on cases.recall to liaise_sealer;
grant select, insert, update (look_at) on cases.recall to liaise_opener;

select pg_temp.wall('cases.recall_answer', 'liaise_requests, liaise_inbox', 'liaise_sealer, liaise_opener');
create policy told on cases.recall_answer for select to current_user using (true);
create policy copied on cases.recall_answer for select to liaise_inbox
  using (current_setting('liaise.step', true) = 'read-copy' and exists (
    select from cases.recall r where r.document = recall_answer.recall));
create policy refused on cases.recall_answer as restrictive for delete to liaise_opener using (exists (
  select from mailbox.outbox o where o.dispatch = recall_answer.document and o.outcome = 'REJECTED'));
grant select, insert on cases.recall_answer to liaise_requests, liaise_inbox;
grant select, update (authority), delete on cases.recall_answer to liaise_sealer;
grant select, insert, delete on cases.recall_answer to liaise_opener;

select pg_temp.wall('cases.withheld', 'liaise_requests, liaise_inbox', 'liaise_sealer, liaise_opener');
create policy of_subject on cases.withheld for select to current_user using (true);
-- Recalled, a document is not shown any more, nor is the subject line of a thread that it opened.
create policy copied on cases.withheld for select to liaise_inbox
  using (current_setting('liaise.step', true) = 'read-copy' and exists (
    select from cases.copy c where (c.dispatch = item or c.thread = item)
      and (c.contact_point = current_setting('liaise.authority', true) and c.authority <> c.contact_point)));
grant select, insert on cases.withheld to liaise_requests, liaise_inbox;
grant select, update (authority) on cases.withheld to liaise_sealer;
grant select on cases.withheld to liaise_opener;

select pg_temp.wall('cases.release', 'liaise_requests, liaise_inbox', 'liaise_sealer, liaise_opener',
  'exists (select from cases.dispatch d where d.id = release.request)');
grant select, insert on cases.release to liaise_requests, liaise_inbox, liaise_opener;
grant select, update (authority) on cases.release to liaise_sealer;

select pg_temp.wall('cases.release_answer', 'liaise_requests, liaise_inbox', 'liaise_sealer, liaise_opener');
create policy refused on cases.release_answer as restrictive for delete to liaise_opener using (exists (
  select from mailbox.outbox o where o.dispatch = release_answer.document and o.outcome = 'REJECTED'));
grant select, insert on cases.release_answer to liaise_requests, liaise_inbox;
grant select, update (authority), delete on cases.release_answer to liaise_sealer;
grant select, insert, delete on cases.release_answer to liaise_opener;

select pg_temp.wall('cases.forwarded', 'liaise_requests, liaise_inbox', 'liaise_sealer, liaise_opener');
create policy handed_on on cases.forwarded for select to current_user using (true);
grant select, insert on cases.forwarded to liaise_requests, liaise_inbox, liaise_opener;
grant select, update (authority) on cases.forwarded to liaise_sealer;

-- All that the service of an officer learns of other authorities: yes or no, in the compartments of the session
-- alone; what was recalled is found no more, as at the desk itself. Every token is looked up, before and after the own
-- authority in the index: neither what the own one has nor which token it was is seen in the time.
create function cases.another_desk_has(asked text, types text[], tokens bytea[]) returns boolean
  language sql stable security definer set search_path = pg_catalog
  return (
    select coalesce(bool_or((
      select true from cases.likeness l
      where l.compartment = asked and l.type = m.type and l.token = m.token
        and l.authority < current_setting('liaise.authority', true)
        and l.opened_at > now() - interval '90 days'
        and not exists (select from cases.withheld w where w.item = l.thread)
      order by l.authority desc, l.opened_at desc limit 1) is not null or (
      select true from cases.likeness l
      where l.compartment = asked and l.type = m.type and l.token = m.token
        and l.authority > current_setting('liaise.authority', true)
        and l.opened_at > now() - interval '90 days'
        and not exists (select from cases.withheld w where w.item = l.thread)
      order by l.authority desc, l.opened_at desc limit 1) is not null), false)
    from unnest(types, tokens) as m (type, token)
    where asked = any (string_to_array(current_setting('liaise.compartments', true), ',')));
grant execute on function cases.another_desk_has(text, text[], bytea[]) to liaise_requests;

select pg_temp.wall('cases.likeness', 'liaise_requests, liaise_inbox', 'liaise_sealer, liaise_opener');
create policy another_desk on cases.likeness for select to current_user using (
  compartment = any (string_to_array(current_setting('liaise.compartments', true), ',')));
grant select, insert on cases.likeness to liaise_requests;
grant select on cases.likeness to liaise_inbox;
grant select, update (authority), delete on cases.likeness to liaise_sealer;
grant insert on cases.likeness to liaise_opener;

select pg_temp.wall('cases.duplicate_check', 'liaise_requests', 'liaise_sealer, liaise_opener');
create index duplicate_check_at_id_idx on cases.duplicate_check (at, id) where told_at is null;
create index duplicate_check_at_idx on cases.duplicate_check (at) where told_at is not null;
create index duplicate_check_officer_at_idx on cases.duplicate_check (officer, at) where officer is not null;
grant select (officer, at, asked, other_desk), insert on cases.duplicate_check to liaise_requests;
grant select, insert, update (types, tokens, told_at), delete on cases.duplicate_check to liaise_sealer;
grant insert on cases.duplicate_check to liaise_opener;

select pg_temp.wall('cases.duplicate_notice', 'liaise_requests, liaise_inbox', 'liaise_sealer');
create index duplicate_notice_authority_at_event_idx on cases.duplicate_notice (authority, at desc, event desc)
  where notice = 'ASKED_ABOUT';
select pg_temp.insert_only('cases.duplicate_notice');
grant select on cases.duplicate_notice to liaise_requests, liaise_inbox;
grant select, insert on cases.duplicate_notice to liaise_sealer;

select pg_temp.wall('cases.stop', 'liaise_requests, liaise_inbox', 'liaise_sealer, liaise_opener',
  pg_temp.roster_of('stop'));
create policy desk_marks on cases.stop for select to current_user using (true);
create unique index stop_open on cases.stop (thread) where lifted_at is null;
grant select, insert, update (proposed_by, proposed_at, lift_text, lifted_by, lifted_at) on cases.stop to
  liaise_requests, liaise_inbox;
grant select, update (authority, content, lift_text) on cases.stop to liaise_sealer;
grant select on cases.stop to liaise_opener;

select pg_temp.wall('cases.broadcast', 'liaise_requests', '');
create policy steps on cases.broadcast for select to liaise_sealer
  using (current_setting('liaise.step', true) = 'carry-stop-words');
create policy stop_words on cases.broadcast for select to current_user using (true);
select pg_temp.insert_only('cases.broadcast');
grant select, insert on cases.broadcast to liaise_requests;
grant select on cases.broadcast to liaise_sealer;

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

select pg_temp.wall('cases.exculpatory_mark', 'liaise_requests, liaise_inbox', 'liaise_sealer, liaise_opener',
  pg_temp.roster_of('exculpatory_mark'));
grant select, insert on cases.exculpatory_mark to liaise_requests, liaise_inbox, liaise_opener;
grant select, update (authority) on cases.exculpatory_mark to liaise_sealer;

grant select on journal.formal_acts to liaise_requests, liaise_inbox, liaise_sealer;
grant select, insert, update on journal.formal_acts to liaise_audit;

select pg_temp.wall('cases.roster', 'liaise_requests, liaise_inbox', 'liaise_sealer, liaise_opener');
create index roster_officer_at_idx on cases.roster (officer, at desc);
grant select, insert, update (reason, added_by, at, until), delete on cases.roster to liaise_requests, liaise_inbox;
grant select, delete on cases.roster to liaise_sealer;
grant select on cases.roster to liaise_opener;

select pg_temp.wall('cases.broken_glass', 'liaise_requests, liaise_inbox', 'liaise_sealer');
create index broken_glass_authority_at_event_idx on cases.broken_glass (authority, at desc, event desc);
create index broken_glass_thread_at_idx on cases.broken_glass (thread, at desc);
grant select, insert on cases.broken_glass to liaise_requests, liaise_inbox;
grant select (id, thread, content), update (content) on cases.broken_glass to liaise_sealer;

select pg_temp.wall('cases.glass_there', 'liaise_requests, liaise_inbox', 'liaise_sealer, liaise_opener');
create index glass_there_authority_at_id_idx on cases.glass_there (authority, at desc, id desc);
create index glass_there_thread_state_at_idx on cases.glass_there (thread, state, at desc);
grant select on cases.glass_there to liaise_requests, liaise_inbox;
grant select (thread), update (authority) on cases.glass_there to liaise_sealer;
grant select, insert on cases.glass_there to liaise_opener;

select pg_temp.wall('cases.copy', 'liaise_requests, liaise_inbox', 'liaise_sealer, liaise_opener');
-- Of other authorities: its own is read by the roster, and is no copy.
create policy contact_point on cases.copy for select to liaise_requests, liaise_inbox
  using (contact_point = current_setting('liaise.authority', true) and authority <> contact_point
    and compartment = any (string_to_array(current_setting('liaise.compartments', true), ',')));
create policy of_subject on cases.copy for select to current_user using (true);
create index copy_shown on cases.copy (contact_point, at, dispatch) where contact_point is not null;
create index copy_withheld on cases.copy (authority, at, dispatch) where contact_point is null;
grant select (contact_point, dispatch, by_release), insert on cases.copy to liaise_requests, liaise_opener;
grant select, insert on cases.copy to liaise_inbox;
grant select, update (authority) on cases.copy to liaise_sealer;

select pg_temp.wall('cases.taken_over', 'liaise_inbox', '');
create index taken_over_authority_officer_at_event_idx on cases.taken_over (authority, officer, at desc, event desc);
select pg_temp.insert_only('cases.taken_over');
grant select, insert on cases.taken_over to liaise_inbox;

-- TypeORM has no name for this type. The database writes the column, \`of_subject\` reads it.
alter table cases.subject_search add transaction xid8 not null default pg_current_xact_id();
select pg_temp.wall('cases.subject_search', '', '');
select pg_temp.see_and_write('cases.subject_search', 'officers', 'liaise_requests',
  $$officer = current_setting('liaise.officer', true) and authority = current_setting('liaise.authority', true)$$);
create policy of_subject on cases.subject_search for select to current_user using (true);
select pg_temp.insert_only('cases.subject_search');
grant select (officer, at), insert on cases.subject_search to liaise_requests;

-- A package goes with its thread: the authority that has the thread opens it, and says who has it.
alter table cases.package enable row level security;
alter table cases.package force row level security;
create policy officers on cases.package for select to liaise_requests, liaise_inbox
  using (exists (select from cases.thread t where t.id = package.thread));
create policy asking on cases.package for insert to liaise_requests, liaise_inbox
  with check (authority = current_setting('liaise.authority', true) and exists (
    select from cases.thread t where t.id = package.thread and t.compartment = package.compartment));
create policy giving on cases.package for update to liaise_requests, liaise_inbox
  using (exists (select from cases.thread t where t.id = package.thread))
  with check (exists (select from cases.thread t where t.id = package.thread));
create policy made on cases.package to liaise_evidence
  using (current_setting('liaise.step', true) = 'build-package')
  with check (current_setting('liaise.step', true) = 'build-package');
-- The sealer destroys the wrapped key of a thread that is erased while its package is made, and those of its packages.
create policy erasing on cases.package to liaise_sealer using (current_setting('liaise.step', true) = 'erase-threads');
create policy counting on cases.package for select to current_user using (true);
create index package_open on cases.package (asked_at, id) where state not in ('BUILT', 'FAILED');

-- No number of an authority is given again: it counts those, too, that went to another one with their thread.
create function cases.next_package_number(of_authority text, of_year smallint) returns integer
  language sql stable security definer set search_path = pg_catalog
  return (select coalesce(max(p.number), 0) + 1 from cases.package p where p.authority = of_authority and p.year = of_year);
grant execute on function cases.next_package_number(text, smallint) to liaise_requests, liaise_inbox;

-- Bytes of a package were given out since a moment, as the log states: the entry names the very file.
create function cases.is_delivered_said(of_package uuid, since timestamptz) returns boolean
  language sql stable security definer set search_path = pg_catalog
  return exists (select from cases.package p join journal.event e on e.thread = p.thread and e.typ = 'pkg.delivered'
    where p.id = of_package and p.sha512 is not null and (since is null or e.at >= date_trunc('milliseconds', since))
      and convert_from(e.leaf, 'UTF8')::jsonb @> jsonb_build_object('data', jsonb_build_object('exhibit', p.exhibit),
        'obj', jsonb_build_array(jsonb_build_object('role', 'package', 'sha512', p.sha512))));
-- An officer has stated since then that it stayed with the State.
create function cases.package_stayed_since(of_package uuid, since timestamptz) returns timestamptz
  language sql stable security definer set search_path = pg_catalog
  return (select max(s.at) from cases.package_stayed s where s.package = of_package and s.at >= since);
grant execute on function cases.is_delivered_said(uuid, timestamptz), cases.package_stayed_since(uuid, timestamptz)
  to liaise_requests, liaise_inbox;

-- A package goes one way. Whoever took over a service of officers asks for packages and makes none.
create function cases.check_package() returns trigger language plpgsql as $$
declare
  stayed timestamptz;
begin
  -- Asked within: a role that only updates may see none of these columns.
  if tg_op = 'INSERT' and new.supersedes is not null then
    if not exists (select from cases.package p where p.exhibit = new.supersedes and p.thread = new.thread and p.state = 'BUILT'
        and p.variant ->> 'reader' is not distinct from new.variant ->> 'reader') then
      raise exception 'LIAISE_NOT_SUPERSEDED: it takes the place of one of its thread and reader that was made' using errcode = '42501';
    end if;
  end if;
  if tg_op = 'INSERT' and new.state = 'ASKED' and new.record is null and new.package_key is null then
    return new;
  end if;
  if tg_op = 'UPDATE' and old.delivered_at is distinct from new.delivered_at then
    stayed := cases.package_stayed_since(old.id, old.delivered_at);
    if old.delivered_at is not null and stayed is null then
      raise exception 'LIAISE_INSERT_ONLY: since when a package is given out stays' using errcode = '42501';
    end if;
    if current_user in ('liaise_requests', 'liaise_inbox') then
      if not cases.is_delivered_said(old.id, stayed) then
        raise exception 'LIAISE_ENTRY_MISSING: no entry of the log states that it was given out' using errcode = '42501';
      end if;
      new.delivered_at := clock_timestamp();
    end if;
  end if;
  if tg_op = 'UPDATE' and (old.id, old.thread, old.exhibit, old.authority, old.officer, old.key_epoch, old.own_key, old.variant,
        old.supersedes, old.supersede_reason)
      is not distinct from (new.id, new.thread, new.exhibit, new.authority, new.officer, new.key_epoch, new.own_key, new.variant,
        new.supersedes, new.supersede_reason)
     and (old.state = new.state or (old.state, new.state) in (('ASKED', 'GATHERING'), ('ASKED', 'FAILED'),
       ('GATHERING', 'WAITING_FOR_CHECKPOINT'), ('GATHERING', 'FAILED'), ('WAITING_FOR_CHECKPOINT', 'SEALING'),
       ('WAITING_FOR_CHECKPOINT', 'FAILED'), ('SEALING', 'BUILT'), ('SEALING', 'FAILED')))
     and (old.record is null or (old.record, old.checkpoint, old.second)
       is not distinct from (new.record, new.checkpoint, new.second))
     and (old.report_before is null or old.report_before is not distinct from new.report_before)
     and (old.sha512 is null or (old.sha512, old.report_after) is not distinct from (new.sha512, new.report_after)) then
    return new;
  end if;
  raise exception 'LIAISE_INSERT_ONLY: what was gathered, sealed or numbered of a package stays' using errcode = '42501';
end $$;
create trigger cases_package_stays before insert or update or delete on cases.package
  for each row execute function cases.check_package();
select pg_temp.no_truncate('cases.package');
grant select (id, thread, authority, compartment, year, number, exhibit, officer, purpose, variant, asked_at, state,
    state_at, failure, root, package_key, own_key, asks, size, sha256, sha512, exit, report_before, report_after,
    supersedes, supersede_reason, delivered_at),
  insert (id, thread, authority, compartment, year, number, exhibit, officer, purpose, variant, state, thread_key, key_epoch,
    own_key, supersedes, supersede_reason), update (delivered_at)
  on cases.package to liaise_requests, liaise_inbox;
grant select, update (state, state_at, failure, thread_key, gathered_event, gathered_at, record, index, policy,
  checkpoint, second, asks, seal, sealed_sha256, cms_seal, report_before, report_after, root, package_key, size, sha256, sha512, exit)
  on cases.package to liaise_evidence;
grant select (id, thread, exhibit, state, supersedes, thread_key, package_key, own_key, root, delivered_at, state_at), update (thread_key, package_key)
  on cases.package to liaise_sealer;
create policy watching on cases.package for select to liaise_sealer using (current_setting('liaise.step', true) = 'watch-packages');
create index package_supersedes on cases.package (supersedes) where supersedes is not null;

-- Concerns of a package, hand-overs, and who was told: seen with their thread, wherever that is, and said by officers of its roster.
alter table cases.package_concern enable row level security;
alter table cases.package_concern force row level security;
create policy officers on cases.package_concern for select to liaise_requests, liaise_inbox
  using (exists (select from cases.thread t where t.id = package_concern.thread));
create policy watching on cases.package_concern to liaise_sealer
  using (current_setting('liaise.step', true) = 'watch-packages') with check (current_setting('liaise.step', true) = 'watch-packages');
select pg_temp.insert_only('cases.package_concern');
create policy counting on cases.package_concern for select to current_user using (true);
grant select on cases.package_concern to liaise_requests, liaise_inbox;
grant select, insert on cases.package_concern to liaise_sealer;

alter table cases.package_handed enable row level security;
alter table cases.package_handed force row level security;
select pg_temp.see_and_write('cases.package_handed', 'officers', 'liaise_requests, liaise_inbox',
  'exists (select from cases.thread t where t.id = package_handed.thread)');
create policy counting on cases.package_handed for select to current_user using (true);
create policy steps on cases.package_handed to liaise_sealer
  using (current_setting('liaise.step', true) in ('watch-packages', 'erase-threads'));
-- The entry of a hand-over names it, and a package of that thread that was made.
create function cases.is_handed_said(entry uuid, handed uuid, of_package uuid, of_thread uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog
  return exists (select from journal.event e join cases.package p on p.id = of_package and p.thread = of_thread and p.state = 'BUILT'
    where e.id = entry and e.typ = 'pkg.handed' and e.thread = of_thread and (convert_from(e.leaf, 'UTF8')::jsonb -> 'data')
      @> jsonb_build_object('handed', handed::text, 'exhibit', p.exhibit));
-- The entry of a telling names hand-over and concerns, of which the package has so many.
create function cases.is_told_said(entry uuid, of_handed uuid, concerns smallint) returns boolean
  language sql stable security definer set search_path = pg_catalog
  return exists (select from journal.event e join cases.package_handed h on h.id = of_handed and h.thread = e.thread
    where e.id = entry and e.typ = 'pkg.told' and (convert_from(e.leaf, 'UTF8')::jsonb -> 'data')
        @> jsonb_build_object('handed', of_handed::text, 'concerns', concerns)
      and concerns <= (select max(c.number) from cases.package_concern c where c.package = h.package));
grant execute on function cases.is_handed_said(uuid, uuid, uuid, uuid), cases.is_told_said(uuid, uuid, smallint)
  to liaise_requests, liaise_inbox;

-- Whoever took over a service of officers states nothing here without an entry in the log.
create function cases.check_handed() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if current_user not in ('liaise_requests', 'liaise_inbox') then
      return new;
    end if;
    if cases.is_handed_said(new.event, new.id, new.package, new.thread) then
      return new;
    end if;
    raise exception 'LIAISE_ENTRY_MISSING: no entry of the log states this hand-over' using errcode = '42501';
  end if;
  -- The recipient goes with the content of the thread, whose erasure is on record.
  if tg_op = 'UPDATE' and new.recipient is null
     and (to_jsonb(old) - 'recipient') = (to_jsonb(new) - 'recipient')
     and exists (select from journal.erasure r where r.thread = old.thread) then
    return new;
  end if;
  raise exception 'LIAISE_INSERT_ONLY: who received a package stays on record' using errcode = '42501';
end $$;
create trigger cases_package_handed_stays before insert or update or delete on cases.package_handed
  for each row execute function cases.check_handed();
select pg_temp.no_truncate('cases.package_handed');
grant select, insert (id, package, thread, officer, handed_at, way, recipient, event) on cases.package_handed to liaise_requests, liaise_inbox;
grant select (id, package, thread, recorded_at, recipient), update (recipient) on cases.package_handed to liaise_sealer;

alter table cases.package_told enable row level security;
alter table cases.package_told force row level security;
select pg_temp.see_and_write('cases.package_told', 'officers', 'liaise_requests, liaise_inbox',
  'exists (select from cases.package_handed h where h.id = package_told.handed)');
create policy watching on cases.package_told for select to liaise_sealer
  using (current_setting('liaise.step', true) = 'watch-packages');
select pg_temp.insert_only('cases.package_told');
create function cases.check_told() returns trigger language plpgsql as $$
begin
  if current_user not in ('liaise_requests', 'liaise_inbox') then
    return new;
  end if;
  if cases.is_told_said(new.event, new.handed, new.concerns) then
    return new;
  end if;
  raise exception 'LIAISE_ENTRY_MISSING: no entry of the log states that this recipient was told' using errcode = '42501';
end $$;
create trigger cases_package_told_said before insert on cases.package_told
  for each row execute function cases.check_told();
grant select, insert (handed, concerns, officer, told_at, way, event) on cases.package_told to liaise_requests, liaise_inbox;
grant select on cases.package_told to liaise_sealer;

-- That a package stayed with the State: seen with its thread, and said by officers of its roster.
alter table cases.package_stayed enable row level security;
alter table cases.package_stayed force row level security;
select pg_temp.see_and_write('cases.package_stayed', 'officers', 'liaise_requests, liaise_inbox',
  'exists (select from cases.thread t where t.id = package_stayed.thread)');
create policy counting on cases.package_stayed for select to current_user using (true);
create policy watching on cases.package_stayed for select to liaise_sealer
  using (current_setting('liaise.step', true) = 'watch-packages');
select pg_temp.insert_only('cases.package_stayed');
-- The entry names the package, which was given out, and nobody is on record who has it.
create function cases.is_stayed_said(entry uuid, of_package uuid, of_thread uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog
  return exists (select from journal.event e
      join cases.package p on p.id = of_package and p.thread = of_thread and p.delivered_at is not null
    where e.id = entry and e.typ = 'pkg.stayed' and e.thread = of_thread and e.at >= date_trunc('milliseconds', p.delivered_at)
      and (convert_from(e.leaf, 'UTF8')::jsonb -> 'data') @> jsonb_build_object('exhibit', p.exhibit)
      and not exists (select from cases.package_handed h where h.package = p.id));
grant execute on function cases.is_stayed_said(uuid, uuid, uuid) to liaise_requests, liaise_inbox;
create function cases.check_stayed() returns trigger language plpgsql as $$
begin
  if current_user not in ('liaise_requests', 'liaise_inbox') then
    return new;
  end if;
  if cases.is_stayed_said(new.event, new.package, new.thread) then
    new.at := clock_timestamp();
    return new;
  end if;
  raise exception 'LIAISE_ENTRY_MISSING: no entry of the log states that this package stayed' using errcode = '42501';
end $$;
create trigger cases_package_stayed_said before insert on cases.package_stayed
  for each row execute function cases.check_stayed();
grant select, insert (package, thread, officer, event) on cases.package_stayed to liaise_requests, liaise_inbox;
grant select on cases.package_stayed to liaise_sealer;

-- Certificates of a package: given by an officer of its roster as bytes, judged by the service that makes packages, once.
alter table cases.package_certificate enable row level security;
alter table cases.package_certificate force row level security;
select pg_temp.see_and_write('cases.package_certificate', 'officers', 'liaise_requests, liaise_inbox',
  'exists (select from cases.thread t where t.id = package_certificate.thread)');
create policy judging on cases.package_certificate to liaise_evidence
  using (current_setting('liaise.step', true) = 'build-package')
  with check (current_setting('liaise.step', true) = 'build-package');
create policy erasing on cases.package_certificate to liaise_sealer using (current_setting('liaise.step', true) = 'erase-threads');
create function cases.check_certificate() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' and new.state = 'GIVEN' and new.office is null and new.report is null then
    return new;
  end if;
  if tg_op = 'UPDATE' and (old.id, old.package, old.thread, old.number, old.officer, old.role, old.given_at, old.key_epoch)
      is not distinct from (new.id, new.package, new.thread, new.number, new.officer, new.role, new.given_at, new.key_epoch)
     and (old.content is not distinct from new.content or new.content is null)
     and (old.thread_key is not distinct from new.thread_key or new.thread_key is null)
     and (old.state = 'GIVEN' and new.state in ('MADE', 'REFUSED')
       or (old.state, old.state_at, old.failure, old.size, old.sha256, old.sha512, old.cer01, old.cer02, old.report)
         is not distinct from (new.state, new.state_at, new.failure, new.size, new.sha256, new.sha512, new.cer01, new.cer02, new.report)
       and (old.office is not distinct from new.office or new.office is null)) then
    return new;
  end if;
  raise exception 'LIAISE_INSERT_ONLY: a certificate stays as it was given and judged' using errcode = '42501';
end $$;
create trigger cases_package_certificate_stays before insert or update or delete on cases.package_certificate
  for each row execute function cases.check_certificate();
select pg_temp.no_truncate('cases.package_certificate');
grant select (id, package, thread, number, officer, given_at, state, state_at, failure, content, size, sha256, sha512, office, cer01,
    cer02, report), insert (id, package, thread, number, officer, role, content, thread_key, key_epoch)
  on cases.package_certificate to liaise_requests, liaise_inbox;
grant select, update (state, state_at, failure, thread_key, size, sha256, sha512, office, cer01, cer02, report)
  on cases.package_certificate to liaise_evidence;
grant select (id, thread, thread_key, content, office), update (thread_key, content, office)
  on cases.package_certificate to liaise_sealer;
create index package_certificate_waiting on cases.package_certificate (given_at, id) where state = 'GIVEN';

-- What a neighbour told for a package: the service that makes it keeps that until it is made, or is not.
alter table cases.package_answer enable row level security, force row level security;
create policy made on cases.package_answer to liaise_evidence
  using (current_setting('liaise.step', true) = 'build-package')
  with check (current_setting('liaise.step', true) = 'build-package');
grant select, insert, delete on cases.package_answer to liaise_evidence;

-- Documents that a package rests on: frozen with it, looked at before it is called made, and watched after.
alter table cases.package_rest enable row level security;
alter table cases.package_rest force row level security;
create policy making on cases.package_rest to liaise_evidence
  using (current_setting('liaise.step', true) = 'build-package')
  with check (current_setting('liaise.step', true) = 'build-package');
create policy watching on cases.package_rest for select to liaise_sealer
  using (current_setting('liaise.step', true) = 'watch-packages');
select pg_temp.insert_only('cases.package_rest');
grant select, insert on cases.package_rest to liaise_evidence;
grant select on cases.package_rest to liaise_sealer;

-- Keys of machines under a package: the same.
alter table cases.package_key enable row level security;
alter table cases.package_key force row level security;
create policy making on cases.package_key to liaise_evidence
  using (current_setting('liaise.step', true) = 'build-package')
  with check (current_setting('liaise.step', true) = 'build-package');
create policy watching on cases.package_key for select to liaise_sealer
  using (current_setting('liaise.step', true) = 'watch-packages');
select pg_temp.insert_only('cases.package_key');
grant select, insert on cases.package_key to liaise_evidence;
grant select on cases.package_key to liaise_sealer;

grant select, update (sent_at, received_at, response, failure) on journal.package_stamp to liaise_exchange;
grant select, insert, update, delete on journal.package_stamp to liaise_evidence;

-- How many of the State wait, of this thread, of this officer: an officer's service counts past its own desk.
create function cases.packages_of(asked uuid, asking text)
  returns table (waiting bigint, under_way boolean, today bigint, of_thread bigint)
  language sql stable security definer set search_path = pg_catalog
  begin atomic
    select count(*) filter (where p.state not in ('BUILT', 'FAILED')),
      coalesce(bool_or(p.thread = asked and p.state not in ('BUILT', 'FAILED')), false),
      count(*) filter (where p.officer = asking and p.asked_at > statement_timestamp() - interval '1 day'),
      count(*) filter (where p.thread = asked)
    from cases.package p
    where p.state not in ('BUILT', 'FAILED') or p.thread = asked
      or p.officer = asking and p.asked_at > statement_timestamp() - interval '1 day';
  end;
grant execute on function cases.packages_of(uuid, text) to liaise_requests, liaise_inbox;

-- What the service that makes packages sees of files, mail and log: threads of which one is being made, and no other.
create policy packed on cases.thread for select to liaise_evidence using (
  exists (select from cases.package p where p.thread = thread.id and p.thread_key is not null));
grant select (id, authority, compartment, side, peer, link_id, erased_at) on cases.thread to liaise_evidence;
create policy packed on cases.dispatch for select to liaise_evidence using (
  exists (select from cases.thread t where t.id = dispatch.thread));
grant select (id, thread, direction, kind, message_id, document_sha256, content) on cases.dispatch to liaise_evidence;
create policy packed on cases.crossing for select to liaise_evidence using (
  exists (select from cases.dispatch d where d.id = crossing.dispatch));
grant select (dispatch, envelope, envelope_signature) on cases.crossing to liaise_evidence;
create policy packed on cases.attachment for select to liaise_evidence using (
  exists (select from cases.dispatch d where d.id = attachment.dispatch));
grant select (dispatch, position, root, key_wrapped) on cases.attachment to liaise_evidence;
-- A recall of what is being packed is seen before the package is called made.
create policy packed on cases.recall for select to liaise_evidence using (
  exists (select from cases.thread t where t.id = recall.thread));
grant select (document, thread, act, items) on cases.recall to liaise_evidence;
create policy packed on cases.withheld for select to liaise_evidence using (
  exists (select from cases.dispatch d where d.id = withheld.item));
grant select (item) on cases.withheld to liaise_evidence;
create policy packed on mailbox.outbox for select to liaise_evidence using (
  exists (select from cases.dispatch d where d.id = outbox.dispatch));
grant select (link_id, dispatch, message_id, ciphertext) on mailbox.outbox to liaise_evidence;
create policy packed on mailbox.delivery for select to liaise_evidence using (
  exists (select from cases.dispatch d where d.id = delivery.dispatch));
grant select (link_id, dispatch, message_id, kept) on mailbox.delivery to liaise_evidence;
create policy packed on mailbox.receipt_in for select to liaise_evidence using (
  exists (select from mailbox.outbox o where o.link_id = receipt_in.link_id and o.message_id = receipt_in.message_id));
grant select (link_id, rseq, message_id, stage, receipt, statement_sha256) on mailbox.receipt_in to liaise_evidence;

-- The statement that brought a receipt names others of the link: the service sees those of messages that it packs.
create function mailbox.packed_statement(sha256 text) returns bytea
  language sql stable security definer set search_path = pg_catalog
  begin atomic
    select s.statement from mailbox.statement_in s where s.sha256 = packed_statement.sha256 and exists (
      select from mailbox.receipt_in r join mailbox.outbox o on o.link_id = r.link_id and o.message_id = r.message_id
        join cases.package p on p.thread = o.thread
      where r.statement_sha256 = s.sha256 and p.thread_key is not null);
  end;
grant execute on function mailbox.packed_statement(text) to liaise_evidence;

-- Values behind digests of entries of such a thread, for a reader to whom they are shown.
create function journal.packed_values(asked uuid[]) returns table (event uuid, digest text, content bytea)
  language sql stable security definer set search_path = pg_catalog
  begin atomic
    select d.event, d.digest, d.content from journal.disclosure d join journal.event e on e.id = d.event
    where d.event = any (asked) and exists (
      select from cases.package p where p.thread = e.thread and p.thread_key is not null)
    order by d.event, d.digest;
  end;
grant execute on function journal.packed_values(uuid[]) to liaise_evidence;

-- Entries of such a thread, of its messages, of outside times, and its own.
create policy packed on journal.event for select to liaise_evidence using (
  -- Comparisons of a link, alarms about logs, and how the services were: they name no case.
  typ in ('tsa.stamped', 'recon.report', 'log.fork.detected', 'system.health') or service = 'evidence'
    or exists (select from cases.thread t where t.id = event.thread)
    or exists (select from cases.dispatch d where d.message_id = event.message_id));
grant select (id, typ, service, leaf, at, thread, message_id), insert on journal.event to liaise_evidence;
create policy packing on journal.event for insert to liaise_evidence with check (service = 'evidence');
grant insert on journal.pending to liaise_evidence;
-- The office of who certifies, behind a digest of the entry about a certificate.
grant insert on journal.disclosure to liaise_evidence;
grant select, insert, update on journal.head to liaise_evidence;
create index event_recon_report on journal.event (at) where typ = 'recon.report';
create index event_system_health on journal.event (at) where typ = 'system.health';
grant select (link_id, day, part, phase, own, peer, report, differences) on journal.reconciliation to liaise_evidence;
grant select on journal.leaf, journal.tile, journal.checkpoint, journal.released, journal.cosignature,
  journal.outside_cosignature, journal.clock, journal.witnessed, journal.stamp, journal.stamp_material to liaise_evidence;
grant select on trust.entry, trust.certificate to liaise_evidence;
grant select (n, thread, record_sha256) on journal.erasure to liaise_evidence;
grant execute on function journal.last_erasure() to liaise_evidence;

select pg_temp.wall('cases.waiver', 'liaise_requests, liaise_inbox', 'liaise_sealer', pg_temp.roster_of('waiver'));
create unique index waiver_in_force on cases.waiver (thread, rule, profile) where ended_at is null;

-- A waiver ends once. What was waived, by whom and why stays, though it moves with its thread.
create function cases.check_waiver() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' and new.ended_at is null then
    return new;
  end if;
  if tg_op = 'UPDATE' and (old.id, old.thread, old.rule, old.profile, old.reason, old.officer, old.waived_at)
      is not distinct from (new.id, new.thread, new.rule, new.profile, new.reason, new.officer, new.waived_at)
     and (old.ended_at is null or (old.ended_at, old.ended_by, old.end_reason)
       is not distinct from (new.ended_at, new.ended_by, new.end_reason)) then
    return new;
  end if;
  raise exception 'LIAISE_INSERT_ONLY: a waiver ends, and nothing else of it changes' using errcode = '42501';
end $$;
create trigger cases_waiver_stays before insert or update or delete on cases.waiver
  for each row execute function cases.check_waiver();
select pg_temp.no_truncate('cases.waiver');

grant select, insert, update (ended_at, ended_by, end_reason) on cases.waiver to liaise_requests, liaise_inbox;
grant select, update (authority) on cases.waiver to liaise_sealer;

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

-- Sight of the link of a thread of the session's own desk: the requests service reads no other row.
create function mailbox.sight_of(asked text) returns table (up boolean, up_at timestamptz, looked_at timestamptz)
  language sql stable security definer set search_path = pg_catalog
  begin atomic
    select s.up, s.up_at, s.looked_at from mailbox.link_sight s where s.link_id = asked
      and exists (select from cases.thread t where t.link_id = asked
        and t.authority = current_setting('liaise.authority', true)
        and t.compartment = any (string_to_array(current_setting('liaise.compartments', true), ',')));
  end;
grant execute on function mailbox.sight_of(text) to liaise_requests;

-- Documents, of files of any authority, in which all tokens of one part stand: of \`most\` files, the newest first, and of
-- each the document that opened it, then the newest, \`of_one\` at most. A row of before a restore may bear the number of
-- this transaction, but not its time. Authorities are jumped over in the index, one look for each.
create function cases.of_subject(parts integer[], compartments text[], types text[], tokens bytea[], before uuid,
    most integer, of_one integer, of_all integer)
  returns table (id uuid, authority text, compartment text, side text, request_type text, peer text,
    peer_authority text, former_authorities text[], state text, key_epoch integer, key_wrapped bytea,
    opened_at timestamptz, updated_at timestamptz, ended_at timestamptz, review_at timestamptz,
    erase_at timestamptz, dispatch uuid, direction text, recalled boolean, contact_point text,
    forwarded_to text[], content bytea, never_left boolean)
  language sql stable security definer set search_path = pg_catalog
  begin atomic
    with recursive desk (authority) as (
      select min(k.authority) from cases.token k
      union all
      select (select min(k.authority) from cases.token k where k.authority > d.authority)
      from desk d where d.authority is not null),
    needle as materialized (
      select n.*, count(*) over (partition by n.part, n.compartment) as wanted
      from unnest(parts, compartments, types, tokens) as n (part, compartment, type, token)
      where n.compartment = any (string_to_array(current_setting('liaise.compartments', true), ','))
        and current_setting('liaise.step', true) = 'search-subject'
        and exists (select from cases.subject_search s
          where s.officer = current_setting('liaise.officer', true)
            and s.transaction = pg_current_xact_id_if_assigned() and s.at >= now())),
    named as (
      select distinct m.thread, m.dispatch from (
        select k.thread, k.dispatch from needle n
        join desk d on d.authority is not null
        join cases.token k on k.authority = d.authority and k.compartment = n.compartment
          and k.type = n.type and k.token = n.token
        where before is null or k.thread < before
        group by n.part, n.compartment, k.thread, k.dispatch
        having count(distinct n.token) = max(n.wanted)) m),
    -- Counted off in one order: a join of a common word with the files of a page compares each with each.
    counted as (select n.thread, n.dispatch, dense_rank() over (order by n.thread desc) as file from named n),
    placed as (
      select c.thread, c.dispatch, row_number() over (
        partition by c.thread order by c.dispatch <> c.thread, c.dispatch desc) as place
      from counted c where c.file <= most),
    -- Before anything is looked up of them.
    shown as (select p.* from placed p where p.place <= of_one order by p.thread desc, p.place limit of_all)
    select t.id, t.authority, t.compartment, t.side, t.request_type, t.peer,
      t.peer_authority, t.former_authorities, t.state, t.key_epoch, t.key_wrapped,
      t.opened_at, t.updated_at, t.ended_at, t.review_at, t.erase_at,
      d.id, d.direction,
      exists (select from cases.withheld w where w.item = d.id),
      (select c.contact_point from cases.copy c where c.dispatch = d.id),
      array (select distinct o.peer || '/' || o.peer_authority
        from cases.forwarded f join cases.thread o on o.id = f.thread
        where f.item = d.id and f.direction = 'OUT'),
      d.content,
      exists (select from mailbox.outbox o where o.dispatch = d.id and o.state = 'VOID' and o.sealed_at is null)
    from shown s join cases.thread t on t.id = s.thread join cases.dispatch d on d.id = s.dispatch
    order by t.id desc, s.place;
  end;
grant execute on function cases.of_subject(integer[], text[], text[], bytea[], uuid, integer, integer, integer)
  to liaise_requests;
`;
