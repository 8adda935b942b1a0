import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { HeadFile } from '#journal';
import type { Connection } from '#store';
import { leafHash, makeSigner, MemoryTree, openCheckpoint, type Signer } from '#tlog';
import { asOwner, origin } from './journal.js';
import { testKey } from './tlog.js';

export const logSigner: Signer = makeSigner(origin, testKey(Buffer.alloc(32, 21)), 'note');

export class TestHead {
  readonly folder = mkdtempSync(join(tmpdir(), 'liaise-head-'));
  readonly file = new HeadFile(join(this.folder, 'head'), logSigner.verifier);
  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

interface LeafRow {
  readonly index: number;
  readonly leaf_hash: Buffer;
  readonly leaf: Buffer;
}

/**
 * Rebuilds the whole log from the leaf bytes and compares the result with the stored log. @returns the number of leaves
 * @throws Error if an event is missing, doubled or moved, or if a checkpoint, the head file or the size in `journal.released`
 * differs
 */
export async function verifyLog(database: Connection, head: HeadFile): Promise<number> {
  const rows = await asOwner<LeafRow>(
    database,
    `select l.index, l.leaf_hash, e.leaf from journal.leaf l join journal.event e on e.id = l.event order by 1`,
  );
  const [counts] = await asOwner<{ events: number; waiting: number; released: number }>(
    database,
    `select (select count(*) from journal.event) as events, (select count(*) from journal.pending) as waiting,
       (select size from journal.released) as released`,
  );
  const expected = { events: rows.length, waiting: 0, released: rows.length };
  if (JSON.stringify(counts) !== JSON.stringify(expected))
    throw new Error(`${JSON.stringify(counts)} is not ${JSON.stringify(expected)}`);
  const hashes = rows.map(({ index, leaf, leaf_hash: stored }, at) => {
    const hash = leafHash(leaf);
    if (index !== at || Buffer.compare(hash, stored) !== 0) throw new Error(`leaf ${at}`);
    return hash;
  });
  const tree = new MemoryTree(hashes);
  const checkpoints = await asOwner<{ size: number; note: string }>(
    database,
    'select size, note from journal.checkpoint order by size',
  );
  for (const { size, note } of checkpoints) {
    const signed = openCheckpoint(Buffer.from(note), logSigner.verifier);
    if (signed.size !== size || Buffer.compare(signed.root, tree.root(size)) !== 0)
      throw new Error(`checkpoint ${size}`);
  }
  const file = await head.read();
  if (file?.size !== rows.length || Buffer.compare(file.root, tree.root()) !== 0)
    throw new Error(`the head file has ${file?.size ?? -1} of ${rows.length}`);
  if ((checkpoints.at(-1)?.size ?? 0) !== rows.length) throw new Error('last checkpoint');
  return rows.length;
}
