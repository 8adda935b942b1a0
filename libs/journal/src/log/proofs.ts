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

/** Most leaves that are proven in one call. */
const MAX_PROOFS = 256;

/** A released checkpoint, byte for byte as signed. */
export interface ReleasedCheckpoint {
  readonly size: number;
  readonly root: Buffer;
  readonly note: Buffer;
}

/** Leaves and the one checkpoint that their proofs lead to. */
export interface LeafProofs {
  readonly size: number;
  readonly checkpoint: ReleasedCheckpoint;
  /** In the order asked for. */
  readonly leaves: readonly ProvenLeaf[];
}

/** A leaf with a proof that stands alone (c2sp.org/tlog-proof@v1). */
export interface ProofFile {
  readonly leaf: Buffer;
  readonly index: number;
  readonly proof: string;
  /** Second note of the checkpoint with its cosignatures; null where nobody cosigned one. */
  readonly second: string | null;
}

export interface ProvenLeaf {
  readonly event: string;
  /** Exact leaf bytes. */
  readonly leaf: Buffer;
  readonly index: number;
  /** Inclusion proof in the tree of the checkpoint (RFC 6962 section 2.1.1). */
  readonly hashes: readonly Uint8Array[];
}

/** Leaves below this are fixed in the signed log and outside the database; nobody uses one at or above it. */
export async function releasedSize(tx: Tx): Promise<number> {
  const [row] = await tx.query<{ size: number }>(`select ${releasedSizeSql} as size`);
  return row?.size ?? 0;
}

/** True when every one of the events is in the released log. */
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

/** A checkpoint beside one of the leaves asked for. */
interface ProvableRow extends CheckpointRow {
  readonly event: string;
  readonly leaf: Buffer;
  readonly index: number | null;
}

/** Of the size $1, or the newest. */
const checkpointSql = `select c.size, c.root, c.note from journal.checkpoint c, ${releasedSizeSql} r
  where c.size = coalesce($1::bigint, r.size) and c.size <= r.size`;

function checkpointOf(row: CheckpointRow | undefined): ReleasedCheckpoint {
  if (row === undefined) throw new JournalError('EVENT_NOT_RELEASED', 'checkpoint');
  return { size: row.size, root: row.root, note: Buffer.from(row.note) };
}

/** The newest released checkpoint, or the one of `size`. EVENT_NOT_RELEASED when there is none. */
export async function releasedCheckpoint(tx: Tx, size?: number): Promise<ReleasedCheckpoint> {
  const [row] = await tx.query<CheckpointRow>(checkpointSql, [size ?? null]);
  return checkpointOf(row);
}

/** Reads tiles in one statement. A tile that is missing reads as empty: the tree refuses it (TILE_INVALID). */
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
 * Proofs for leaves of ours against one released checkpoint, by default the newest, in the order asked for. Each tile
 * is read and hashed once, however many leaves need it.
 * @throws JournalError EVENT_UNKNOWN, EVENT_NOT_RELEASED, EVENT_INVALID above 256 events; TlogError TILE_INVALID
 */
export async function leafProofs(
  tx: Tx,
  events: readonly string[],
  size?: number,
): Promise<LeafProofs> {
  if (events.length > MAX_PROOFS)
    throw new JournalError('EVENT_INVALID', `more than ${MAX_PROOFS} proofs`);
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
 * A leaf with a proof that stands alone. It leads to the newest checkpoint that a witness has cosigned, with the
 * cosignatures, as soon as there is one that holds the leaf; until then to the newest. One that a witness outside has cosigned, too, comes
 * first. Errors as for `leafProofs`.
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

/** Proofs that the released tree of `size` leaves begins with each of the smaller ones (RFC 6962 section 2.1.2). */
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

/** Root of the first `size` leaves of this log. TILE_INVALID when it has fewer. */
export async function rootAt(tx: Tx, size: number): Promise<Uint8Array> {
  return rootFromTiles(size, await loadTiles(tx, tilesForRoot(size)));
}
