-- One by one: bytes that are no leaf are no request, and take away none of those beside them. Nor is what the figures
-- could not read, or what is too long for the index: one captured service would end them for the State.
create function journal.request_of(leaf bytea) returns table (composed_at timestamptz, peer text)
  language plpgsql stable strict set search_path = pg_catalog as $$
declare
  said jsonb;
begin
  said := convert_from(leaf, 'UTF8')::jsonb -> 'data';
  if said ->> 'composedAt' ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$' and said ->> 'peer' ~ '^[A-Z]{2}$'
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
