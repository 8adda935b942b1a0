import type { MigrationInterface, QueryRunner } from 'typeorm';
import { databaseServices, grant, insertOnly } from './grants.js';

/** The custody log: events as inserted, then the sequenced RFC 6962 tree with its signed checkpoints. */
export class Journal1764000000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table journal.event (
        id uuid primary key,
        typ text not null,
        service text not null,
        -- Exact leaf bytes (RFC 8785 JSON) and RFC 6962 leaf hash.
        leaf bytea not null check (octet_length(leaf) <= 4096),
        leaf_hash bytea not null check (leaf_hash = sha256('\\x00'::bytea || leaf)),
        -- Time inside the leaf, and the database's own.
        at timestamptz not null,
        recorded_at timestamptz not null default clock_timestamp(),
        -- For auditors' queries only; the leaf holds a pseudonym or a salted digest.
        thread uuid,
        message_id text,
        officer text
      );
      create index on journal.event (thread, at) where thread is not null;
      create index on journal.event (message_id) where message_id is not null;
      create index on journal.event (officer, at) where officer is not null;
      create index on journal.event using brin (recorded_at);
      ${insertOnly('journal.event')}

      create function journal.check_time() returns trigger language plpgsql as $$
      begin
        new.recorded_at := clock_timestamp();
        if abs(extract(epoch from new.recorded_at - new.at)) > 5 then
          raise exception 'LIAISE_LEAF_TIME: leaf time is more than 5 s off' using errcode = '23514';
        end if;
        return new;
      end $$;
      create trigger journal_event_time before insert on journal.event
        for each row execute function journal.check_time();

      -- Salted values behind the digests of a leaf, under the key of their thread; destroyed by lawful erasure.
      create table journal.disclosure (
        event uuid not null,
        digest text not null,
        content bytea not null,
        primary key (event, digest)
      );

      -- Baton of the sequencer: deleted when the event has its index. The position is handed out at the insert: what
      -- was committed before has a lower one, whatever the clock did. It is an order among visible rows, not a mark to
      -- read on from: a lower position may become visible later.
      create table journal.pending (
        position bigint generated always as identity primary key,
        event uuid not null unique
      );
      create trigger journal_pending_no_truncate before truncate on journal.pending
        for each statement execute function ops.refuse_change();

      -- Previous leaf of a case, a service or a channel; the row is locked while the next event is made.
      create table journal.head (
        kind text not null check (kind in ('case', 'src', 'chan')),
        key text not null,
        leaf_hash bytea,
        primary key (kind, key)
      );

      create table journal.leaf (
        index bigint primary key,
        event uuid not null unique,
        leaf_hash bytea not null
      );
      ${insertOnly('journal.leaf')}

      -- tlog-tiles of height 8; only the right edge of each level is ever rewritten, always longer.
      create table journal.tile (
        level integer not null,
        index bigint not null,
        hashes bytea not null,
        primary key (level, index)
      );
      create function journal.check_tile() returns trigger language plpgsql as $$
      begin
        if tg_op = 'UPDATE' and (new.level, new.index) = (old.level, old.index)
           and substring(new.hashes for octet_length(old.hashes)) = old.hashes then
          return new;
        end if;
        raise exception 'LIAISE_INSERT_ONLY: a tile only grows' using errcode = '42501';
      end $$;
      create trigger journal_tile_grows before update or delete on journal.tile
        for each row execute function journal.check_tile();
      create trigger journal_tile_no_truncate before truncate on journal.tile
        for each statement execute function ops.refuse_change();

      create table journal.checkpoint (
        size bigint primary key,
        root bytea not null,
        note text not null,
        at timestamptz not null default clock_timestamp()
      );
      ${insertOnly('journal.checkpoint')}

      -- Nobody uses a leaf at or above \`size\`: it is not yet fixed outside the database.
      create table journal.released (
        one boolean primary key default true check (one),
        size bigint not null
      );
      insert into journal.released (size) values (0);
      create function journal.check_released() returns trigger language plpgsql as $$
      begin
        if tg_op = 'UPDATE' and new.size >= old.size then
          return new;
        end if;
        raise exception 'LIAISE_INSERT_ONLY: what was released stays released' using errcode = '42501';
      end $$;
      create trigger journal_released_grows before update or delete on journal.released
        for each row execute function journal.check_released();
      create trigger journal_released_no_truncate before truncate on journal.released
        for each statement execute function ops.refuse_change();`);
    const recorder = (rights: readonly string[]) =>
      Object.fromEntries(databaseServices.map((service) => [service, rights]));
    const read = ['select'];
    await runner.query(
      [
        grant('journal.event', recorder(['select', 'insert'])),
        grant('journal.disclosure', recorder(['select', 'insert'])),
        grant('journal.pending', recorder(['insert'])),
        grant('journal.pending', { audit: ['select', 'delete'] }),
        grant('journal.head', recorder(['select', 'insert', 'update'])),
        grant('journal.leaf', recorder(read)),
        grant('journal.leaf', { audit: ['insert'] }),
        grant('journal.tile', {
          sealer: read,
          exchange: read,
          audit: ['select', 'insert', 'update'],
        }),
        grant('journal.checkpoint', recorder(read)),
        grant('journal.checkpoint', { audit: ['insert'] }),
        grant('journal.released', recorder(read)),
        grant('journal.released', { audit: ['update'] }),
      ].join('\n'),
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('the custody log is not undone'));
  }
}
