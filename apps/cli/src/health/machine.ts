import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { diskLevel, diskText, readDisk, type DiskSpace } from '#runtime';
import { say, sayDetail } from '#language/console';
import type { Layout } from '../installation/layout.js';
import { fail, ok, warn, type Finding } from './finding.js';

export function judgeDisk(space: DiskSpace): Finding {
  const found = sayDetail(diskText(space));
  switch (diskLevel(space.free)) {
    case 'NEARLY_FULL':
      return fail(
        say('machine.disk'),
        say('machine.nearlyFullNothingTaken', { found }),
        say('machine.makeRoomGoesItself'),
      );
    case 'LOW':
      return warn(say('machine.disk'), found, say('machine.makeRoomSoonBelow'));
    case 'OK':
      return ok(say('machine.disk'), found);
  }
}

export const diskLine = (space: DiskSpace): string =>
  diskLevel(space.free) === 'NEARLY_FULL'
    ? say('machine.nearlyFullNothingTakenNeighbours', { space: sayDetail(diskText(space)) })
    : sayDetail(diskText(space));

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
    return fail(
      say('machine.clock'),
      say('machine.behindOwnFiles', { behind: Math.round(behind / 1000) }),
      say('machine.setClock'),
    );
  if (sync === 'yes') return ok(say('machine.clock'), say('machine.synchronised'));
  const found =
    sync === undefined ? say('machine.noTimeServiceAsk') : say('machine.notSynchronised');
  return warn(say('machine.clock'), found, say('machine.runTimeServiceChrony'));
}

export async function machine(layout: Layout, now: Date): Promise<Finding[]> {
  const { mtime } = await stat(layout.settings);
  return [judgeDisk(await readDisk(layout.dir)), judgeClock(now, mtime, await synchronised())];
}
