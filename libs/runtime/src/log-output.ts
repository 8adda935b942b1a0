import { writeSync } from 'node:fs';
import type { DestinationStream } from 'pino';

// Tries, and the wait (ms) between them, for a reader that is slow to take a line.
const patience = { tries: 100, ms: 10 } as const;
const pauseCell = new Int32Array(new SharedArrayBuffer(4));

const isBusy = (error: unknown): boolean =>
  (error as NodeJS.ErrnoException | null)?.code === 'EAGAIN';

function writeWhole(fd: number, bytes: Uint8Array): void {
  let tries = 0;
  for (let at = 0; at < bytes.length;)
    try {
      at += writeSync(fd, bytes, at);
    } catch (error) {
      tries += 1;
      if (!isBusy(error) || tries > patience.tries) throw error;
      Atomics.wait(pauseCell, 0, 0, patience.ms);
    }
}

/**
 * Output for log lines that writes before the call returns. Never throws: lines lost to a full disk or closed pipe are
 * counted.
 */
export function logOutput(fd = 1): DestinationStream {
  let dropped = 0;
  let since = '';
  return {
    write: (line) => {
      try {
        if (dropped > 0) {
          const msg = 'log lines were dropped: the disk did not take them';
          const note = { level: 40, time: new Date().toISOString(), dropped, since, msg };
          writeWhole(fd, Buffer.from(`\n${JSON.stringify(note)}\n`));
          dropped = 0;
        }
        writeWhole(fd, Buffer.from(line));
      } catch {
        if (dropped === 0) since = new Date().toISOString();
        dropped += 1;
      }
    },
  };
}
