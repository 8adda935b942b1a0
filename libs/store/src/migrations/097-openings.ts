import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Duty officers hand on what came, at the desk that asks. Whoever was a liaison officer and is one of them alone now would keep
 * all that they had asked: what nobody in their roles may open is not there for them.
 */
export class Openings1764000000097 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create policy openings on cases.thread as restrictive for select to liaise_requests using (
        side <> 'ASKING' or coalesce(current_setting('liaise.openings', true), '') = ''
          or request_type = any (string_to_array(current_setting('liaise.openings', true), ',')));`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop policy openings on cases.thread;`);
  }
}
