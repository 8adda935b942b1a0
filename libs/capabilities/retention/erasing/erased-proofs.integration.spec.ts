import { createPublicKey } from 'node:crypto';
import { join } from 'node:path';
import fc from 'fast-check';
import { TestArchive } from '../../../../test/support/archive.js';
import { TestFolder } from '../../../../test/support/nats.js';
import { TestPostgres } from '../../../../test/support/postgres.js';
import type { ThreadId } from '#kernel';
import { digestViews, parseLeaf, verifyLeaf } from '#journal';
import { leafHash, openCheckpoint, verifyConsistency, verifyLogProof } from '#tlog';

let postgres: TestPostgres;
let folder: TestFolder;
let archive: TestArchive;

beforeAll(async () => {
  postgres = await TestPostgres.start();
  folder = await TestFolder.create();
  archive = await TestArchive.create(postgres, join(folder.path, 'b'));
});
afterAll(async () => {
  await archive.close();
  await postgres.stop();
  await folder.remove();
});

interface Row {
  readonly id: string;
  readonly leaf: Buffer;
  readonly thread: ThreadId | null;
}

async function everythingVerifies(): Promise<readonly Row[]> {
  const rows = await archive.sql<Row>(
    'select e.id, e.leaf, e.thread from journal.event e join journal.leaf l on l.event = e.id order by l.index',
  );
  const store = await archive.store('audit');
  const journal = archive.journal('audit');
  const { verifier } = archive.signer;
  await store.transaction({ step: 'verify' }, async (tx) => {
    for (const { id, leaf } of rows) {
      const key = archive.state.eventKeys.get(parseLeaf(leaf).src.service);
      if (key === undefined) throw new Error('no event key');
      verifyLeaf(leaf, createPublicKey(key));
      const { proof } = await journal.proofFor(tx, id);
      verifyLogProof(Buffer.from(proof), leafHash(leaf), verifier);
    }
    const notes = await tx.query<{ size: number; note: string }>(
      'select size, note from journal.checkpoint order by size',
    );
    const points = notes.map(({ note }) => openCheckpoint(Buffer.from(note), verifier));
    const last = points.at(-1);
    if (last === undefined) throw new Error('no checkpoint');
    expect(last.size).toBe(rows.length);
    const older = points.filter(({ size }) => size > 0 && size < last.size);
    const proofs = await journal.consistencyProofs(
      tx,
      last.size,
      older.map(({ size }) => size),
    );
    for (const [i, point] of older.entries()) verifyConsistency(point, last, proofs[i] ?? []);
  });
  await store.close();
  return rows;
}

describe('erasing any threads', () => {
  it('leaves every signature, inclusion and consistency proof valid, and withholds exactly what was erased', async () => {
    const alive = new Set<ThreadId>();
    const gone = new Set<ThreadId>();
    let erasures = 0;
    const seen = { withheld: 0, disclosed: 0 };
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat({ max: 4 }), fc.boolean()), { minLength: 1, maxLength: 5 }),
        fc.nat({ max: 3 }),
        async (threads, olderToo) => {
          for (const [events, erase] of threads) {
            const thread = await archive.thread();
            await archive.more(thread, events);
            (erase ? gone : alive).add(thread);
            if (erase) await archive.order('erase', { thread, basis: 'LED_ART_16_2' });
          }
          // Includes threads of earlier rounds, whose leaves lie deep in the tree.
          for (const thread of [...alive].slice(
            0,
            Math.max(0, Math.min(olderToo, alive.size - 1)),
          )) {
            await archive.order('erase', { thread, basis: 'LED_ART_16_2' });
            alive.delete(thread);
            gone.add(thread);
          }
          await archive.sequence();
          while (await archive.erase.run());
          await archive.sequence();
          const rows = await everythingVerifies();
          erasures = rows.filter(({ leaf }) => parseLeaf(leaf).typ === 'erasure.done').length;
          for (const { leaf, thread } of rows) {
            const { sd } = parseLeaf(leaf);
            if (thread === null || sd.length === 0) continue;
            const views = digestViews(sd, await archive.disclosed(thread, leaf));
            seen[gone.has(thread) ? 'withheld' : 'disclosed'] += sd.length;
            const expected = gone.has(thread) ? 'withheld, digest present' : 'disclosed';
            expect(views.map(({ digest, state }) => [digest, state])).toEqual(
              sd.map((digest) => [digest, expected]),
            );
          }
        },
      ),
      { numRuns: 12 },
    );
    expect(erasures).toBe(gone.size);
    expect(gone.size).toBeGreaterThan(5);
    expect(Math.min(seen.withheld, seen.disclosed)).toBeGreaterThan(10);
  }, 180_000);
});
