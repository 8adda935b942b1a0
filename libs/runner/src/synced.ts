import { closeSync, fsyncSync, openSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The bytes of a file, or the names in a folder, are on disk when it returns. */
export function syncPath(path: string): void {
  const opened = openSync(path, 'r');
  try {
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
}

/** A folder with all below it; links as they stand. */
export function syncTree(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) syncTree(path);
    else if (entry.isFile()) syncPath(path);
  }
  syncPath(folder);
}

/** A file for its owner alone, durable with its content when it returns; its name only with its folder. */
export function writeSynced(path: string, content: string): void {
  writeFileSync(path, content, { mode: 0o600 });
  syncPath(path);
}
