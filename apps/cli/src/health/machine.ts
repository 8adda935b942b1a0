import { execFile } from 'node:child_process';
import { stat, statfs } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { Layout } from '../installation/layout.js';
import { fail, ok, warn, type Finding } from './finding.js';

const mib = 1024 * 1024;
const disk = { fail: 256 * mib, warn: 2_048 * mib } as const;

/** Pure. `free` in bytes. */
export function judgeDisk(free: number): Finding {
  const found = `${Math.floor(free / mib)} MiB free`;
  if (free < disk.fail) return fail('disk', found, 'make room: nothing can be accepted without it');
  if (free < disk.warn) return warn('disk', found, 'make room soon');
  return ok('disk', found);
}

/** `yes`, `no`, or what else the machine's time service says; undefined when there is none to ask. */
async function synchronised(): Promise<string | undefined> {
  try {
    const args = ['show', '--property=NTPSynchronized', '--value'];
    const { stdout } = await promisify(execFile)('timedatectl', args, { timeout: 3_000 });
    return stdout.trim();
  } catch {
    return undefined;
  }
}

/** Pure. `newest`: a time that has certainly passed. */
export function judgeClock(now: Date, newest: Date, sync: string | undefined): Finding {
  const behind = newest.getTime() - now.getTime();
  if (behind > 5_000)
    return fail('clock', `${Math.round(behind / 1000)} s behind its own files`, 'set the clock');
  if (sync === 'yes') return ok('clock', 'synchronised');
  const found = sync === undefined ? 'no time service to ask' : 'not synchronised';
  return warn('clock', found, 'run a time service (chrony, systemd-timesyncd): events need it');
}

export async function machine(layout: Layout, now: Date): Promise<Finding[]> {
  const { bavail, bsize } = await statfs(layout.dir);
  const { mtime } = await stat(layout.settings);
  return [judgeDisk(bavail * bsize), judgeClock(now, mtime, await synchronised())];
}
