import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { diskLevel, diskText, readDisk, type DiskSpace } from '#runtime';
import type { Layout } from '../installation/layout.js';
import { fail, ok, warn, type Finding } from './finding.js';

export function judgeDisk(space: DiskSpace): Finding {
  const found = diskText(space);
  switch (diskLevel(space.free)) {
    case 'NEARLY_FULL':
      return fail(
        'disk',
        `nearly full: ${found}; nothing is taken from neighbours, and no file`,
        'make room: it goes on by itself',
      );
    case 'LOW':
      return warn(
        'disk',
        found,
        'make room soon: below 512 MiB no file is taken, below 256 MiB nothing from neighbours',
      );
    case 'OK':
      return ok('disk', found);
  }
}

export const diskLine = (space: DiskSpace): string =>
  diskLevel(space.free) === 'NEARLY_FULL'
    ? `nearly full: ${diskText(space)}; nothing is taken from neighbours until there is room`
    : diskText(space);

async function synchronised(): Promise<string | undefined> {
  try {
    const args = ['show', '--property=NTPSynchronized', '--value'];
    const { stdout } = await promisify(execFile)('timedatectl', args, { timeout: 3_000 });
    return stdout.trim();
  } catch {
    return undefined;
  }
}

export function judgeClock(now: Date, newest: Date, sync: string | undefined): Finding {
  const behind = newest.getTime() - now.getTime();
  if (behind > 5_000)
    return fail('clock', `${Math.round(behind / 1000)} s behind its own files`, 'set the clock');
  if (sync === 'yes') return ok('clock', 'synchronised');
  const found = sync === undefined ? 'no time service to ask' : 'not synchronised';
  return warn('clock', found, 'run a time service (chrony, systemd-timesyncd): events need it');
}

export async function machine(layout: Layout, now: Date): Promise<Finding[]> {
  const { mtime } = await stat(layout.settings);
  return [judgeDisk(await readDisk(layout.dir)), judgeClock(now, mtime, await synchronised())];
}
