import type { Tx } from '#store';
import { addSignatures, parseVerifierKey } from '#tlog';
import { nameOfKey } from '../witnesses/own-witnesses.js';
import { releasedSizeSql } from './released-size.js';

export const MAX_LEAVES = 1_000;
const maxTiles = 96;
const maxNotes = 1_000;

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
  readonly second: string | null;
}

/**
 * Returns the released checkpoints with more than `size` leaves, with their cosignatures. Leaves out cosignatures of outside
 * witnesses not in `outside`.
 */
export async function notesAbove(
  tx: Tx,
  size: number,
  outside: readonly string[],
): Promise<CosignedNote[]> {
  const rows = await tx.query<CosignedNote & { lines: string | null }>(
    `select c.size, c.note, w.lines, w.second from journal.checkpoint c left join lateral (
       select string_agg(s.line, '' order by s.witness) filter (where s.second is null) as lines,
         max(s.second) || string_agg(s.line, '' order by s.witness) filter (where s.second is not null) as second
       from (select witness, line, null as second from journal.cosignature where size = c.size
         union all select witness, line, second from journal.outside_cosignature
           where size = c.size and witness = any ($2::text[])) s) w on true
     where c.size > $1 and c.size <= ${releasedSizeSql} order by c.size limit ${maxNotes}`,
    [size, outside.map((key) => nameOfKey(parseVerifierKey(key)))],
  );
  return rows.map(({ size: at, note, lines, second }) => ({
    size: at,
    note: lines === null ? note : addSignatures(Buffer.from(note), lines).toString(),
    second,
  }));
}
