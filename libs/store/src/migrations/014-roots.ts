import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A State that had to make a new root begins a new chain; the old one stays beside it, so that what rests on it still
 * verifies.
 */
export class Roots1764000000014 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const rootOf = (table: string): string =>
      `coalesce((select convert_from(r.entry, 'UTF8')::jsonb -> 'body' ->> 'fingerprint' from trust.entry r
         where r.state = ${table}.state and r.chain = 'directory' and r.version = 0), '')`;
    await runner.query(`
      -- Fingerprint of the root that the chain begins with; each chain is verified from the root pinned for it.
      alter table trust.entry add column root text;
      alter table trust.entry disable trigger trust_entry_insert_only;
      update trust.entry e set root = ${rootOf('e')};
      alter table trust.entry enable trigger trust_entry_insert_only;
      alter table trust.entry alter column root set not null, drop constraint entry_pkey,
        add primary key (state, chain, root, version);

      alter table trust.freshness add column root text;
      update trust.freshness f set root = ${rootOf('f')};
      alter table trust.freshness alter column root set not null, drop constraint freshness_pkey,
        add primary key (state, root);`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('trust is not undone; drop the database instead'));
  }
}
