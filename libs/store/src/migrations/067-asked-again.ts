import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who was to be asked and was not, because the request was kept back, may be asked again in the same broadcast: stop-words of
 * its other threads hold for no other. Who is asked already is judged under a lock, and not by the table alone.
 */
export class AskedAgain1764000000067 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'alter table cases.broadcast drop constraint broadcast_authority_broadcast_peer_peer_authority_key',
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('requests are not undone; restore a backup instead'));
  }
}
