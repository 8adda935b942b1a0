import { statfs } from 'node:fs/promises';

const mib = 1024 * 1024;

/** Room of the file system that a State lies on, bytes. */
export interface DiskSpace {
  readonly free: number;
  readonly total: number;
}

/** Free bytes of the data folder's file system, and what is let be below each. */
export const diskBounds = {
  /** An administrator is told to make room. */
  low: 2_048 * mib,
  /** The border takes nothing more from neighbours: what is left is for the database, the log and own officers. */
  nearlyFull: 256 * mib,
  /** Free space at which the border takes again; above the bound, so that it does not open and close all the time. */
  roomAgain: 320 * mib,
} as const;

export type DiskLevel = 'OK' | 'LOW' | 'NEARLY_FULL';

/** Pure. `before`: the level of the last look. */
export function diskLevel(free: number, before: DiskLevel = 'OK'): DiskLevel {
  const closed = before === 'NEARLY_FULL' ? diskBounds.roomAgain : diskBounds.nearlyFull;
  if (free < closed) return 'NEARLY_FULL';
  return free < diskBounds.low ? 'LOW' : 'OK';
}

/** `200 MiB of 976 MiB free`. Pure. */
export const diskText = ({ free, total }: DiskSpace): string =>
  `${Math.floor(free / mib)} MiB of ${Math.floor(total / mib)} MiB free`;

/** Space of a disk that an unprivileged process may use. */
export async function readDisk(folder: string): Promise<DiskSpace> {
  const { bavail, blocks, bsize } = await statfs(folder);
  return { free: bavail * bsize, total: blocks * bsize };
}
