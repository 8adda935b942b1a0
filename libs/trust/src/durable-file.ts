import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Replaces a file atomically and durably: even after a power cut, readers see the whole old or the whole new file. */
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

export async function syncFolderOf(path: string): Promise<void> {
  const folder = await open(dirname(path), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
