import { phrase } from '#kernel';
import type { Tx } from '#store';
import {
  addSignatures,
  formatLogProof,
  type ReadTile,
  rootFromTiles,
  TiledTree,
  type TileCoordinate,
  tilesForConsistency,
  tilesForInclusion,
  tilesForRoot,
} from '#tlog';
import { JournalError } from '../errors.js';
import type { OwnWitnesses } from '../witnesses/own-witnesses.js';
import { releasedSizeSql } from './released-size.js';

const MAX_PROOFS = 256;

export interface ReleasedCheckpoint {
  readonly size: number;
  readonly root: Buffer;
  readonly note: Buffer;
}

export interface LeafProofs {
  readonly size: number;
  readonly checkpoint: ReleasedCheckpoint;
  readonly leaves: readonly ProvenLeaf[];
}

// c2sp.org/tlog-proof@v1
export interface ProofFile {
  readonly leaf: Buffer;
  readonly index: number;
  readonly proof: string;
  readonly second: string | null;
}

export interface ProvenLeaf {
  readonly event: string;
  readonly leaf: Buffer;
  readonly index: number;
  readonly hashes: readonly Uint8Array[];
}

/** Number of leaves under the newest released checkpoint. Readers use only leaves with a smaller index. */
export async function releasedSize(tx: Tx): Promise<number> {
  const [row] = await tx.query<{ size: number }>(`select ${releasedSizeSql} as size`);
  return row?.size ?? 0;
}

export async function isReleased(tx: Tx, events: readonly string[]): Promise<boolean> {
  const wanted = new Set(events);
  const [row] = await tx.query<{ count: number }>(
    `select count(*) as count from journal.leaf
     where event = any ($1::uuid[]) and index < ${releasedSizeSql}`,
    [[...wanted]],
  );
  return row?.count === wanted.size;
}

interface CheckpointRow {
  readonly size: number;
  readonly root: Buffer;
  readonly note: string;
}

interface ProvableRow extends CheckpointRow {
  readonly event: string;
  readonly leaf: Buffer;
  readonly index: number | null;
}

const checkpointSql = `select c.size, c.root, c.note from journal.checkpoint c, ${releasedSizeSql} r
  where c.size = coalesce($1::bigint, r.size) and c.size <= r.size`;

function checkpointOf(row: CheckpointRow | undefined): ReleasedCheckpoint {
  if (row === undefined) throw new JournalError('EVENT_NOT_RELEASED', 'checkpoint');
  return { size: row.size, root: row.root, note: Buffer.from(row.note) };
}

export async function releasedCheckpoint(tx: Tx, size?: number): Promise<ReleasedCheckpoint> {
  const [row] = await tx.query<CheckpointRow>(checkpointSql, [size ?? null]);
  return checkpointOf(row);
}

export async function loadTiles(tx: Tx, wanted: readonly TileCoordinate[]): Promise<ReadTile> {
  const tiles = new Map<string, Buffer>();
  const key = ({ level, index }: { level: number; index: number }): string => `${level}/${index}`;
  const coordinates = [...new Map(wanted.map((tile) => [key(tile), tile])).values()];
  const rows = await tx.query<{ level: number; index: number; hashes: Buffer }>(
    `select level, index, hashes from journal.tile
     join unnest($1::integer[], $2::bigint[]) as w (level, index) using (level, index)`,
    [coordinates.map((tile) => tile.level), coordinates.map((tile) => tile.index)],
  );
  for (const row of rows) tiles.set(key(row), row.hashes);
  return (tile) => tiles.get(key(tile)) ?? Buffer.alloc(0);
}

/**
 * Inclusion proofs in the order of `events`, all against the released checkpoint of `size` leaves; without `size`, against
 * the newest. @throws JournalError EVENT_UNKNOWN, EVENT_NOT_RELEASED; EVENT_INVALID for more than 256 events; TlogError
 * TILE_INVALID
 */
export async function leafProofs(
  tx: Tx,
  events: readonly string[],
  size?: number,
): Promise<LeafProofs> {
  if (events.length > MAX_PROOFS)
    throw new JournalError('EVENT_INVALID', phrase`more than ${MAX_PROOFS} proofs`);
  const rows = await tx.query<ProvableRow>(
    `select c.*, e.id as event, e.leaf, l.index from (${checkpointSql}) c
     left join (journal.event e left join journal.leaf l on l.event = e.id) on e.id = any ($2::uuid[])`,
    [size ?? null, events],
  );
  const checkpoint = checkpointOf(rows[0]);
  const found = new Map(rows.map((row) => [row.event, row]));
  const placed = events.map((event) => {
    const row = found.get(event);
    if (row === undefined) throw new JournalError('EVENT_UNKNOWN');
    if (row.index === null || row.index >= checkpoint.size)
      throw new JournalError('EVENT_NOT_RELEASED');
    return { event, leaf: row.leaf, index: row.index };
  });
  const tiles = placed.flatMap(({ index }) => tilesForInclusion(index, checkpoint.size));
  const tree = new TiledTree(checkpoint.size, await loadTiles(tx, tiles));
  const leaves = placed.map((leaf) => ({ ...leaf, hashes: tree.inclusionProof(leaf.index) }));
  return { size: checkpoint.size, checkpoint, leaves };
}

/**
 * Makes a proof of one leaf, verifiable without this database. Prefers a checkpoint cosigned by neighbour and outside
 * witness, then one cosigned by a neighbour, then the newest. @throws JournalError as `leafProofs`
 */
export async function proofFor(tx: Tx, event: string, witnesses: OwnWitnesses): Promise<ProofFile> {
  const place = await tx.query<{ index: number }>(
    'select index from journal.leaf where event = $1',
    [event],
  );
  const [at] = place;
  const cosigned = at === undefined ? undefined : await witnesses.newestProvable(tx, at.index + 1);
  const { checkpoint, leaves } = await leafProofs(tx, [event], cosigned);
  const [proven] = leaves;
  if (proven === undefined) throw new JournalError('EVENT_UNKNOWN');
  const { leaf, index, hashes } = proven;
  const { lines, second } = await witnesses.notesOf(tx, checkpoint.size);
  const note = lines === '' ? checkpoint.note : addSignatures(checkpoint.note, lines);
  const text = formatLogProof({ index, hashes, checkpoint: note });
  return { leaf, index, proof: Buffer.from(text).toString(), second };
}

// RFC 6962, section 2.1.2.
export async function consistencyProofs(
  tx: Tx,
  size: number,
  olds: readonly number[],
): Promise<Uint8Array[][]> {
  const tiles = await loadTiles(
    tx,
    olds.flatMap((old) => tilesForConsistency(old, size)),
  );
  const tree = new TiledTree(size, tiles);
  return olds.map((old) => tree.consistencyProof(old));
}

export async function rootAt(tx: Tx, size: number): Promise<Uint8Array> {
  return rootFromTiles(size, await loadTiles(tx, tilesForRoot(size)));
}
