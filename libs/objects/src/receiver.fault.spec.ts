import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { bundled } from '../../../test/support/programs.js';
import {
  bytesFor,
  openStore,
  storeAttachment,
  withTemporaryDirectory,
} from '../../../test/support/objects.js';
import { CHUNK_BYTES, layoutOf, placeOf } from './format.js';
import { PartialObject } from './partial.js';
import { AttachmentReader } from './reader.js';
import { ObjectReceiver } from './receiver.js';
import type { ObjectStore } from './store.js';
import { sweep } from './sweep.js';

const MAX_LIVES = 200;
let programs = '';
let program = '';

beforeAll(async () => {
  programs = await mkdtemp(join(tmpdir(), 'liaise-'));
  program = await bundled('test/faults/receive-objects.ts', programs);
}, 120_000);

afterAll(async () => {
  await rm(programs, { recursive: true, force: true });
});

async function live(arguments_: string[], batches: number, delay: number): Promise<boolean> {
  const child = spawn(process.execPath, [program, ...arguments_], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let lines = 0;
  let complete = false;
  const ended = new Promise<void>((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      if (signal === 'SIGKILL' || code === 0) resolve();
      else reject(new Error(`the receiver ended with ${code ?? signal ?? 'nothing'}`));
    });
  });
  child.stdout.setEncoding('utf8');
  child.stdout.on('data', (text: string) => {
    complete ||= text.includes('complete');
    lines += text.split('\n').length - 1;
    if (lines >= batches && !complete) void wait(delay).then(() => child.kill('SIGKILL'));
  });
  await ended;
  return complete;
}

async function chunksHeld(
  from: ObjectStore,
  to: ObjectStore,
  root: Parameters<ObjectStore['find']>[0],
): Promise<number | undefined> {
  const partial = await PartialObject.load(to, root);
  if (partial === undefined || (await to.find(root)) !== undefined) return undefined;
  const [sent, got] = [await readFile(from.dataPath(root)), await readFile(partial.dataPath)];
  for (let index = 0; index < partial.layout.chunks; index += 1) {
    const { offset, length } = placeOf(partial.layout, index);
    if (partial.has(index) && sent.compare(got, offset, offset + length, offset, offset + length))
      throw new Error(`chunk ${index} is marked but not written`);
  }
  return partial.received;
}

describe('a receiver that is killed again and again', () => {
  it.each([1, 2])('goes on where it was and ends in the same bytes (%i)', async (seed) => {
    await withTemporaryDirectory(async (directory) => {
      const [fromPath, toPath] = [join(directory, 'from'), join(directory, 'to')];
      const [from, to] = [await openStore(fromPath), await openStore(toPath)];
      const size = 40 * CHUNK_BYTES + seed;
      const stored = await storeAttachment(from, bytesFor(seed, size));
      const { root } = stored;
      let lives = 0;
      let kills = 0;
      let before = 0;
      while (lives < MAX_LIVES) {
        lives += 1;
        const batches = 1 + Math.floor(Math.random() * 2);
        if (await live([fromPath, toPath, root], batches, Math.random() * 6)) break;
        kills += 1;
        const held = await chunksHeld(from, to, root);
        expect(held ?? layoutOf(size).chunks).toBeGreaterThanOrEqual(before);
        before = held ?? before;
      }
      expect(kills).toBeGreaterThan(3);
      expect(await new ObjectReceiver(to).missing(root)).toEqual([]);
      const [sent, got] = [await readFile(from.dataPath(root)), await readFile(to.dataPath(root))];
      expect(sent.equals(got)).toBe(true);
      expect(await new ObjectReceiver(to).hashes(root)).toEqual(stored.ciphertext);
      await new AttachmentReader(to).verify(root, stored.key, stored);
      // A sweep removes exactly what the crashes left beside the object.
      await sweep(to, Date.now() + 10_000, { uploads: 0, transfers: 0 });
      await new AttachmentReader(to).verify(root, stored.key, stored);
    });
  });
});
