import { createHash } from 'node:crypto';
import { loadTiles } from '../../libs/journal/src/log/proofs.js';
import type { Connection, Store } from '#store';
import { appendLeaves, edgeFromTiles, signCheckpoint, type Tile, tilesForEdge } from '#tlog';
import { logSigner } from '../support/custody-log.js';
import { asOwner } from '../support/journal.js';
import { fillEvents } from '../support/many-events.js';
import { insertRow, insertRows } from '../support/rows.js';

const chunk = 1 << 16;
const batch = 64;

const notesSql = `insert into journal.checkpoint (size, root, note)
  select s, sha256(s::text::bytea), repeat('x', 260) from generate_series($1::bigint, $2::bigint, ${batch}) s`;

/**
 * Grows a log to `size` leaves with invented leaf hashes, a complete tree and a signed last checkpoint. `audit`: store of a
 * role that may read the log.
 */
export async function growLog(
  database: Connection,
  audit: Store,
  size: number,
  onProgress: (done: number) => void,
): Promise<void> {
  const [at] = await asOwner<{ size: number }>(database, 'select size from journal.released');
  const from = at?.size ?? 0;
  await fillEvents(database, from, size, onProgress);
  let edge = edgeFromTiles(
    from,
    await audit.transaction({ step: 'grow-log' }, (tx) => loadTiles(tx, tilesForEdge(from))),
  );
  let root: Uint8Array = Buffer.alloc(0);
  for (let done = from; done < size; done += chunk) {
    const hashes = Array.from({ length: Math.min(chunk, size - done) }, (_, i) =>
      createHash('sha256')
        .update(`${done + i}`)
        .digest(),
    );
    const grown = appendLeaves(edge, hashes);
    await keep(database, grown.tiles);
    ({ edge, root } = grown);
  }
  await asOwner(database, notesSql, [from + batch, size - 1]);
  const note = signCheckpoint({ origin: logSigner.verifier.name, size, root }, logSigner);
  await insertRow(database, 'journal.checkpoint', {
    ...{ size, root, note: Buffer.from(note).toString() },
  });
  for (const table of ['event', 'leaf', 'tile', 'checkpoint'])
    await asOwner(database, `vacuum analyze journal.${table}`);
}

const keep = (database: Connection, tiles: readonly Tile[]): Promise<unknown> =>
  insertRows(
    database,
    'journal.tile',
    tiles.map(({ level, index, hashes }) => ({ level, index, hashes })),
    { ifThere: 'replace' },
  );
