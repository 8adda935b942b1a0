import { describe, expect, it } from '@jest/globals';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { setImmediate } from 'node:timers/promises';
import { collectGarbage } from '../../../test/instruments/garbage.js';
import { bytesFor, openStore, withTemporaryDirectory } from '../../../test/support/objects.js';
import { AttachmentReader } from './reader.js';
import { AttachmentWriter } from './writer.js';

describe('a large attachment', () => {
  async function lateByOthers(): Promise<number> {
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    for (const end = performance.now() + 2_000; performance.now() < end;) {
      for (const short = performance.now() + 1; performance.now() < short;);
      await setImmediate();
    }
    delay.disable();
    return delay.percentile(99) / 1e6;
  }

  async function passed(directory: string) {
    const store = await openStore(directory);
    const piece = bytesFor(14, 1_000_000);
    collectGarbage();
    const before = process.memoryUsage.rss();
    let most = before;
    const look = (): void => {
      most = Math.max(most, process.memoryUsage.rss());
    };
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const writer = await AttachmentWriter.open(store, 200 * piece.length);
    for (let i = 0; i < 200; i += 1) {
      await writer.write(piece);
      look();
    }
    const stored = await writer.finish();
    let read = 0;
    const reader = new AttachmentReader(store);
    for await (const bytes of reader.decryptStream(stored.root, stored.key, stored.size)) {
      read += bytes.length;
      look();
    }
    for (let index = 0; index < stored.chunks; index += 1) {
      await reader.readChunk(stored.root, index);
      look();
    }
    delay.disable();
    return { read, growth: most - before, lateMs: delay.percentile(99) / 1e6 };
  }

  it('passes 200 MB in constant memory without holding the main loop', async () => {
    await withTemporaryDirectory(async (directory) => {
      const late: number[] = [];
      // Subtracts delays by other load; the code's own delays would occur each time.
      for (let times = 0; times < 4 && (late.at(-1) ?? 15) >= 15; times += 1) {
        const { read, growth, lateMs } = await passed(directory);
        expect(read).toBe(200_000_000);
        expect(growth).toBeLessThan(100_000_000);
        late.push(lateMs < 15 ? lateMs : lateMs - (await lateByOthers()));
      }
      expect(Math.min(...late)).toBeLessThan(15);
    });
  }, 240_000);
});
