import { phrase } from '#kernel';
import type { Tx } from './transaction.js';
import { StoreError } from './errors.js';

const durable: Readonly<Record<string, readonly string[]>> = {
  fsync: ['on'],
  full_page_writes: ['on'],
  synchronous_commit: ['on', 'local', 'remote_write', 'remote_apply'],
  data_checksums: ['on'],
};

/**
 * Asserts that the settings for this role protect committed rows in a power cut and detect damaged pages. @throws StoreError
 * STORE_UNSAFE naming each wrong setting and its value
 */
export async function checkDurability(tx: Tx): Promise<void> {
  const rows = await tx.query<{ name: string; setting: string }>(
    'SELECT name, setting FROM pg_settings WHERE name = ANY($1)',
    [Object.keys(durable)],
  );
  const found = new Map(rows.map((row) => [row.name, row.setting]));
  const wrong = Object.entries(durable).flatMap(([name, allowed]) => {
    const value = found.get(name) ?? 'unknown';
    return allowed.includes(value)
      ? []
      : [phrase`${name}: found ${value}; allowed: ${allowed.join(' or ')}`];
  });
  if (wrong.length > 0) throw new StoreError('STORE_UNSAFE', wrong.join('\n'));
}
