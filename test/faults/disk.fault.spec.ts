import { spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clearLeftDisks, Disk, type DiskKind } from './disk.js';
import { wronglyKept } from './forgets.js';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'liaise-disks-'));
  chmodSync(folder, 0o711);
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const kinds: readonly DiskKind[] = ['ext4', 'xfs'];
const loops = (): string => readFileSync('/proc/self/mountinfo', 'utf8');

describe.each(kinds)('a disk with %s', (kind) => {
  it('forgets at a cut of its power what was not synced, and nothing else, each time anew', async () => {
    const disk = await Disk.make(folder, 'one', kind);
    try {
      expect(await wronglyKept(disk)).toEqual([]);
      expect(await wronglyKept(disk)).toEqual([]);
    } finally {
      await disk.remove();
    }
    expect(loops()).not.toContain(folder);
  }, 60_000);

  it('is found to forget nothing when its power is not cut', async () => {
    const disk = await Disk.make(folder, 'one', kind);
    try {
      expect(await wronglyKept(disk, () => Promise.resolve())).toEqual([
        `${kind}: what was overwritten without sync is kept`,
        `${kind}: what was replaced without sync is kept`,
        `${kind}: a new file that was not synced is kept`,
        `${kind}: the name of a new file that was not synced is kept`,
      ]);
    } finally {
      await disk.remove();
    }
  }, 60_000);

  it('is as it was kept when it is put back', async () => {
    const disk = await Disk.make(folder, 'one', kind);
    const file = join(disk.mount, 'file');
    try {
      writeFileSync(file, 'kept');
      await disk.saveCopy();
      expect(readFileSync(file, 'utf8')).toBe('kept');
      writeFileSync(file, 'later');
      await disk.putBack();
      expect(readFileSync(file, 'utf8')).toBe('kept');
    } finally {
      await disk.remove();
    }
  }, 60_000);
});

describe('disks of a run that did not come to its end', () => {
  it('are removed by the next, with the processes on them; those of a run that goes on are not', async () => {
    const below = join(folder, 'below');
    const [left, used] = [join(below, 'left'), join(below, 'used')];
    for (const each of [below, left, used]) mkdirSync(each);
    const disk = await Disk.make(left, 'one', 'ext4');
    const other = await Disk.make(used, 'one', 'ext4');
    const child = spawn('sleep', ['600'], { cwd: disk.mount, stdio: 'ignore' });
    const ended = new Promise((done) => child.once('exit', (_, signal) => done(signal)));
    try {
      // As left by an ended process: its pid is unused or another process's.
      writeFileSync(join(left, 'disks.pid'), `${process.pid}\nanother boot 1\n`);
      expect(await clearLeftDisks(below)).toEqual([left]);
      expect(await ended).toBe('SIGKILL');
      expect([existsSync(left), loops().includes(left)]).toEqual([false, false]);
      expect([existsSync(other.mount), loops().includes(other.mount)]).toEqual([true, true]);
      expect(await clearLeftDisks(below)).toEqual([]);
    } finally {
      child.kill('SIGKILL');
      await other.remove();
    }
  }, 60_000);
});
