import type { Tx } from '#store';
import { addSignatures } from '#tlog';
import { releasedSizeSql } from './released-size.js';

/** Most rows that one page reads; how many of them fit an answer is the caller's matter. */
export const MAX_LEAVES = 1_000;
const maxTiles = 96;
const maxNotes = 1_000;

/** Exact bytes of the released leaves from an index on. Fewer when a leaf is missing: the reader stops there. */
export async function leavesFrom(tx: Tx, from: number): Promise<Buffer[]> {
  const rows = await tx.query<{ index: number; leaf: Buffer | null }>(
    `select l.index, e.leaf from journal.leaf l left join journal.event e on e.id = l.event
     where l.index >= $1 and l.index < least($1 + ${MAX_LEAVES}, ${releasedSizeSql})
     order by l.index`,
    [from],
  );
  const end = rows.findIndex(({ index, leaf }, i) => index !== from + i || leaf === null);
  const whole = end < 0 ? rows : rows.slice(0, end);
  return whole.flatMap(({ leaf }) => (leaf === null ? [] : [leaf]));
}

export interface StoredTile {
  readonly index: number;
  readonly hashes: Buffer;
}

/** Tiles of a level as stored, at the width they have now. */
export function tilesFrom(tx: Tx, level: number, from: number): Promise<StoredTile[]> {
  return tx.query<StoredTile>(
    `select index, hashes from journal.tile
     where level = $1 and index >= $2 and index < $2 + ${maxTiles} order by index`,
    [level, from],
  );
}

export interface CosignedNote {
  readonly size: number;
  readonly note: string;
}

/** Released checkpoints above a size, each with the cosignatures that came. */
export async function notesAbove(tx: Tx, size: number): Promise<CosignedNote[]> {
  const rows = await tx.query<CosignedNote & { lines: string | null }>(
    `select c.size, c.note,
       (select string_agg(s.line, '' order by s.witness) from journal.cosignature s where s.size = c.size) as lines
     from journal.checkpoint c
     where c.size > $1 and c.size <= ${releasedSizeSql} order by c.size limit ${maxNotes}`,
    [size],
  );
  return rows.map(({ size: at, note, lines }) => ({
    size: at,
    note: lines === null ? note : addSignatures(Buffer.from(note), lines).toString(),
  }));
}
