import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant } from './grants.js';

/** What a transfer needs to go on by itself: bounds, what is under way, and when to ask or to try again. */
export class Objects1764000000006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table objects.transfer
        drop constraint transfer_state_check,
        add constraint transfer_state_check
          check (state in ('WAITING', 'ACTIVE', 'COMPLETE', 'VERIFIED', 'CORRUPT', 'REMOVED')),
        add constraint transfer_chunks_check check (chunks between 1 and 8192),
        add constraint transfer_next_chunk_check check (next_chunk between 0 and chunks),
        add constraint transfer_size_check
          check (ciphertext_size > (chunks - 1) * 262160::bigint and ciphertext_size <= chunks * 262160::bigint),
        add constraint transfer_missing_check check (jsonb_typeof(missing) = 'array'),
        -- OUT: chunks published that the receiver has not reported yet.
        add column in_flight integer not null default 0 check (in_flight >= 0),
        -- OUT: the last publish; a report that came sooner may not know of it.
        add column sent_at timestamptz,
        -- Reports (IN) or probes (OUT) in a row without news; the wait doubles with each.
        add column attempt integer not null default 0 check (attempt >= 0);

      drop index objects.transfer_state_idx;
      create index transfer_to_send on objects.transfer (link_id, updated_at)
        where direction = 'OUT' and state = 'ACTIVE';
      create index transfer_to_report on objects.transfer (link_id, report_after)
        where direction = 'IN';`);
    await runner.query(
      grant('objects.transfer', { sealer: ['update (report_after, reported, attempt)'] }),
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('transfers are not undone; drop the database instead'));
  }
}
