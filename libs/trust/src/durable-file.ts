import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Replaces a file: bytes and name are on disk when it returns. Whoever reads meanwhile, and whoever reads after a power
 * cut, finds the whole old file or the whole new one.
 */
export async function replaceDurably(path: string, bytes: Uint8Array): Promise<void> {
  const next = `${path}.next`;
  const file = await open(next, 'w', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(next, path);
  await syncFolderOf(path);
}

/** Makes the last rename in the folder of a file durable. */
export async function syncFolderOf(path: string): Promise<void> {
  const folder = await open(dirname(path), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
