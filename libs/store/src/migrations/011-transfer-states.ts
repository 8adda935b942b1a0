import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A transfer is complete when every chunk was proven against the signed root: a state beyond that was never reached. */
export class TransferStates1764000000011 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table objects.transfer
        drop constraint transfer_state_check,
        add constraint transfer_state_check
          check (state in ('WAITING', 'ACTIVE', 'COMPLETE', 'CORRUPT', 'REMOVED'))`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('transfers are not undone; drop the database instead'));
  }
}
