import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The sweep of uploads acts for no officer: it may see those of all authorities, in its own step alone. */
export class SweepUploads1764000000009 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const inStep = `current_setting('liaise.step', true) = 'sweep-uploads'`;
    await runner.query(`
      create policy sweep on cases.upload to liaise_requests using (${inStep}) with check (${inStep});
      create index on cases.upload (uploaded_at)`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('the sweep is not undone; drop the database instead'));
  }
}
