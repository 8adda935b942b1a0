import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant } from './grants.js';

/**
 * A neighbour's junk is kept as evidence up to a number a day; the rest is counted. What comes from a neighbour beyond that number
 * is recorded and acknowledged when it has been opened, so that junk of it leaves nothing: its delivery goes again.
 */
export class Refusals1764000000101 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table mailbox.refusals (
        link_id text not null,
        -- UTC.
        day date not null,
        kind text not null check (kind in ('SEALED', 'OPENED', 'ALARM')),
        peer text not null,
        kept integer not null,
        kept_bytes bigint not null,
        counted bigint not null,
        counted_bytes bigint not null,
        -- How many of the counted the custody log tells of, and since when.
        told bigint not null,
        told_at timestamptz not null,
        primary key (link_id, day, kind)
      );
      create index refusals_untold on mailbox.refusals (told_at) where counted > told;

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
      create trigger mailbox_delivery_stays before update of event, state or delete on mailbox.delivery
        for each row execute function mailbox.check_delivery();`);
    const write = ['select', 'insert', 'update (kept, kept_bytes, counted, counted_bytes, told)'];
    await runner.query(
      [
        grant('mailbox.refusals', {
          opener: write,
          exchange: [...write, 'update (told_at)'],
          audit: ['select'],
        }),
        grant('mailbox.delivery', { opener: ['delete', 'update (event)'] }),
      ].join('\n'),
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('counts of refusals are not undone; restore a backup instead'));
  }
}
