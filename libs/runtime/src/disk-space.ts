import { phrase, type Phrase } from '#kernel';
import { statfs } from 'node:fs/promises';

const mib = 1024 * 1024;

export interface DiskSpace {
  readonly free: number;
  readonly total: number;
}

/** Limits for the free bytes of the file system that holds the data folder. */
export const diskBounds = {
  low: 2_048 * mib,
  /**
   * Below this limit the gateway accepts no messages from neighbours. The remaining space serves the database, the log and
   * this State's officers.
   */
  nearlyFull: 256 * mib,
  /**
   * Free bytes from which the gateway accepts messages again. Higher than `nearlyFull`, so that acceptance does not switch on
   * and off.
   */
  roomAgain: 320 * mib,
} as const;

export type DiskLevel = 'OK' | 'LOW' | 'NEARLY_FULL';

export function diskLevel(free: number, before: DiskLevel = 'OK'): DiskLevel {
  const closed = before === 'NEARLY_FULL' ? diskBounds.roomAgain : diskBounds.nearlyFull;
  if (free < closed) return 'NEARLY_FULL';
  return free < diskBounds.low ? 'LOW' : 'OK';
}

export const diskText = ({ free, total }: DiskSpace): Phrase =>
  phrase`${Math.floor(free / mib)} MiB of ${Math.floor(total / mib)} MiB free`;

/** Free bytes for an unprivileged process, and total bytes, of the file system that holds `folder`. */
export async function readDisk(folder: string): Promise<DiskSpace> {
  const { bavail, blocks, bsize } = await statfs(folder);
  return { free: bavail * bsize, total: blocks * bsize };
}
