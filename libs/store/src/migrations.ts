import { createHash } from 'node:crypto';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { baseline } from './gen/baseline.js';

class Baseline implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(baseline);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('the schema is not undone; drop the database instead'));
  }
}

// Names the migration by a digest of its text, so that a database made by another text is refused. TypeORM
// demands thirteen digits.
function named(migration: typeof Baseline): typeof Baseline {
  const hash = createHash('sha256').update(baseline).digest('hex').slice(0, 15);
  const digits = String(BigInt(`0x${hash}`) % 10n ** 12n).padStart(12, '0');
  return Object.defineProperty(migration, 'name', { value: `Baseline1${digits}` });
}

/** Migrations in order. Until the first release the baseline itself is changed; afterwards migrations are added. */
export const migrations = [/* @__PURE__ */ named(Baseline)] as const;
