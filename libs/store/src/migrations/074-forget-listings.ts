import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Which cases an officer was shown in lists went only when the same officer was shown another list: of whoever left, the last
 * hour was kept for ever, though nothing is counted beyond an hour.
 */
export class ForgetListings1764000000074 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index listing_at on access.listing (at);
      -- With the rights of the owner: whoever calls it can take back nothing that still counts. A list that is being shown is
      -- passed over, so that neither waits for the other; what is left goes at the next call.
      create function access.forget_listings() returns void
        language sql security definer set search_path = pg_catalog
        begin atomic
          with old as materialized (
            select officer, thread from access.listing where at < clock_timestamp() - interval '1 hour'
            limit 4000 for update skip locked)
          delete from access.listing l using old where l.officer = old.officer and l.thread = old.thread;
        end;
      revoke execute on function access.forget_listings() from public;
      grant execute on function access.forget_listings() to liaise_audit;`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('what was shown is not undone; restore a backup instead'));
  }
}
