import { PostgresCluster } from '#runner';
import type { Directory } from '#capabilities/directory/trust.model';
import type { Fingerprint, StateCode } from '#kernel';
import { asAdmin, StoreError } from '#store';
import { DirectoryChain } from '#trust';
import type { SignedEntry } from '#wire';
import { mostEntries } from '../compose/entries/ceremony-file.js';
import { notRunning } from './installed.js';
import { databaseName, type Layout } from './layout.js';

interface Row {
  readonly entry: Buffer;
  readonly signatures: readonly Buffer[];
}

/**
 * Reads at most `mostEntries` entries of the State's directory, oldest first, without verifying them. More do not fit into a
 * ceremony file.
 */
export const readOwnDirectory = (layout: Layout, state: StateCode): Promise<SignedEntry[]> =>
  readEntries(layout, state, mostEntries);

export const wholeOwnDirectory = (layout: Layout, state: StateCode): Promise<SignedEntry[]> =>
  readEntries(layout, state, null);

export async function ownDirectory(
  layout: Layout,
  state: StateCode,
  root: Fingerprint,
): Promise<Directory> {
  const chain = new DirectoryChain(state, root);
  for (const signed of await readEntries(layout, state, null)) await chain.extend(signed);
  return chain.directory;
}

export const readAllEntries = (layout: Layout, state: StateCode): Promise<SignedEntry[]> =>
  readEntries(layout, state, null);

function readEntries(
  layout: Layout,
  state: StateCode,
  most: number | null,
): Promise<SignedEntry[]> {
  const cluster = new PostgresCluster(layout.postgres);
  const read = asAdmin(cluster.admin(databaseName), async (admin) => {
    const rows = (await admin.query(
      `SELECT entry, signatures FROM trust.entry WHERE state = $1 AND chain = 'directory'
        ORDER BY version LIMIT $2`,
      [state, most],
    )) as unknown as readonly Row[];
    return rows.map(({ entry, signatures }) => ({ entry, signatures }));
  });
  return read.catch((error: unknown) => {
    if (error instanceof StoreError && error.code === 'STORE_UNAVAILABLE')
      throw notRunning(layout.dir, error);
    throw error;
  });
}
