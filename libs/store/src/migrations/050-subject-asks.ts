import type { MigrationInterface, QueryRunner } from 'typeorm';

const known = `check (compartment in ('ENFORCEMENT', 'PROTECTION', 'DATA_PROTECTION'))`;

/**
 * What data protection officers ask each other is in a compartment of its own, with its own storage and index keys: the policies
 * of before keep every desk out of it. It has no roster: the officers of an authority with that role stand in for each other, and
 * the service gives the compartment alone, so whoever sees a row by it may read it.
 */
export class SubjectAsks1764000000050 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table cases.thread drop constraint thread_compartment_check, add ${known};
      alter table ops.storage_epoch drop constraint storage_epoch_compartment_check, add ${known};

      create or replace function cases.on_roster(asked uuid, side text, priority smallint, holder text, left_holder text,
          owner text) returns boolean language sql stable return
        coalesce(current_setting('liaise.authority', true), '') = ''
        or current_setting('liaise.compartments', true) = 'DATA_PROTECTION'
        or cases.reads(current_setting('liaise.officer', true), asked, side, priority, holder, left_holder, owner);`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('asks about persons are not undone; restore a backup instead'));
  }
}
