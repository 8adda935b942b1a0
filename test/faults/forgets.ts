import { existsSync, fsyncSync, mkdirSync, openSync, closeSync } from 'node:fs';
import { readFileSync, renameSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Disk } from './disk.js';

function synced(path: string, content?: string): void {
  const file = openSync(path, content === undefined ? 'r' : 'w');
  try {
    if (content !== undefined) writeSync(file, content);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/**
 * Cuts the disk's power; lists unsynced data that survived and synced data that was lost. If the list is not empty, a campaign
 * on the disk proves nothing.
 */
export async function wronglyKept(disk: Disk, cut = () => disk.fail()): Promise<string[]> {
  const folder = join(disk.mount, 'check');
  const path = (name: string): string => join(folder, name);
  mkdirSync(folder);
  synced(path('overwritten'), 'old');
  synced(path('replaced'), 'old');
  synced(folder);
  synced(disk.mount);
  // Four kinds of write, none synced by itself; the last sync commits the journal with all names.
  writeFileSync(path('new'), 'lost');
  const file = openSync(path('overwritten'), 'r+');
  writeSync(file, 'new');
  closeSync(file);
  writeFileSync(path('next'), 'new');
  renameSync(path('next'), path('replaced'));
  synced(path('synced'), 'kept');
  synced(folder);
  writeFileSync(path('nameless'), 'lost');
  await cut();
  await disk.detach();
  await disk.attach();
  const read = (name: string): string | undefined =>
    existsSync(path(name)) ? readFileSync(path(name), 'utf8') : undefined;
  const checks: Readonly<Record<string, boolean>> = {
    'what was synced is lost': read('synced') === 'kept',
    'what was overwritten without sync is kept': read('overwritten') === 'old',
    'what was replaced without sync is kept': read('replaced') !== 'new',
    'a new file that was not synced is kept': read('new') !== 'lost',
    'the name of a new file that was not synced is kept': read('nameless') === undefined,
  };
  rmSync(folder, { recursive: true });
  synced(disk.mount);
  return Object.entries(checks).flatMap(([what, good]) => (good ? [] : [`${disk.kind}: ${what}`]));
}
