import { PostgresCluster } from '#host';
import type { StateCode } from '#model';
import { asAdmin, StoreError } from '#store';
import type { SignedEntry } from '#wire';
import { CliError } from '../errors.js';
import { mostEntries } from '../compose/ceremony-file.js';
import { databaseName, type Layout } from './layout.js';

interface Row {
  readonly entry: Buffer;
  readonly signatures: readonly Buffer[];
}

/**
 * The beginning of the State's own directory, as its running database holds it: what a neighbour takes at once, keys of
 * the State among it. The rest follows over the link. The reader verifies it.
 */
export function readOwnDirectory(layout: Layout, state: StateCode): Promise<SignedEntry[]> {
  const cluster = new PostgresCluster(layout.postgres);
  const read = asAdmin(cluster.admin(databaseName), async (admin) => {
    const rows = (await admin.query(
      `SELECT entry, signatures FROM trust.entry WHERE state = $1 AND chain = 'directory'
        ORDER BY version LIMIT ${mostEntries}`,
      [state],
    )) as unknown as readonly Row[];
    return rows.map(({ entry, signatures }) => ({ entry, signatures }));
  });
  return read.catch((error: unknown) => {
    if (error instanceof StoreError && error.code === 'STORE_UNAVAILABLE')
      throw new CliError('CLI_NOT_READY', `postgres; start it with liaise up --dir ${layout.dir}`);
    throw error;
  });
}
