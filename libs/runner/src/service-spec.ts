import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Service } from '#config';
import { readyFile } from '#runtime';
import type { ProcessSpec } from './managed-process.js';

const collection = [
  // MiB: Node.js 24 lets the space of young objects grow to twice of this, and a service that carries a large file with it.
  '--max-semi-space-size=8',
  // V8 counts the buffers of a file as part of the heap, and would mark all objects anew after each megabyte of an upload. The
  // heap may double between two collections, and grow to 64 MiB before the first.
  '--heap-growing-percent=100',
  '--initial-old-space-size=64',
];
// glibc (mallopt(3)) gives the bytes of a large file back to the system at once, and divides the rest in two pools only.
const allocation = { MALLOC_MMAP_THRESHOLD_: '131072', MALLOC_ARENA_MAX: '2' };

// Folder of compiled code, beside the programs: whoever could write there could change the programs themselves. Where the
// services may not write, as in the guide, Node.js goes without.
const compileCacheOf = (script: string) => ({
  NODE_COMPILE_CACHE: join(dirname(script), 'compile-cache'),
});

export function serviceSpec(
  service: Service,
  script: string,
  settingsFile: string,
  dataDir: string,
): ProcessSpec {
  return {
    name: service,
    command: process.execPath,
    args: [...collection, '--enable-source-maps', script, '--settings', settingsFile],
    env: { NODE_ENV: 'production', TZ: 'UTC', ...allocation, ...compileCacheOf(script) },
    cwd: dataDir,
    ready: (pid) => {
      try {
        return Promise.resolve(readFileSync(readyFile(dataDir, service), 'utf8') === String(pid));
      } catch {
        return Promise.resolve(false);
      }
    },
  };
}
