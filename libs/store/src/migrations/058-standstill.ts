import type { MigrationInterface, QueryRunner } from 'typeorm';
import { roleOf } from './grants.js';

/** Whether the custody log stands still: for the services that take documents, who see no event and no row that waits. */
export class Standstill1764000000058 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
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
      grant execute on function journal.stands_still(interval) to ${roleOf('requests')}, ${roleOf('inbox')};`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('the custody log is not undone'));
  }
}
