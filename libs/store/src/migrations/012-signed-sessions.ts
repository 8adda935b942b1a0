import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A session rests on the login its officer signed. Those opened before end: their rows show none. */
export class SignedSessions1764000000012 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      delete from access.session;
      alter table access.session
        add column login bytea not null check (octet_length(login) <= 2048),
        add column signature bytea not null check (octet_length(signature) <= 4096)`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('sessions are not undone; drop the database instead'));
  }
}
