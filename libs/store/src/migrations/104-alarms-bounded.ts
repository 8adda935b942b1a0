import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A statement that claims what is false was an entry of the log each time, and a neighbour sends as many as it likes: it is told
 * once an hour now. And whoever took over one service could say that another is well, or silence its failures.
 */
export class AlarmsBounded1764000000104 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const ownName = (table: string) => `
      create trigger ${table.replace('.', '_')}_own before insert or update on ${table}
        for each row execute function journal.check_service();`;
    await runner.query(`
      alter table mailbox.link add column claim_told_at timestamptz;
      ${ownName('ops.service')}
      ${ownName('ops.failure')}`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('bounds are not taken away; restore a backup instead'));
  }
}
