import { execFileSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  rmdirSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DiskReserve } from './disk-reserve.js';
import { logOutput, readDisk } from '#runtime';
import { RotatingFile } from './rotating-file.js';

const mib = 1024 * 1024;
let disk: string;

// Disk of 8 MiB for these tests alone; needs root.
beforeEach(() => {
  disk = mkdtempSync(join(tmpdir(), 'liaise-small-disk-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', disk]);
});
afterEach(() => {
  execFileSync('umount', [disk]);
  rmdirSync(disk);
});

function fill(): string {
  const path = join(disk, 'filler');
  expect(() => writeFileSync(path, Buffer.alloc(9 * mib))).toThrow('ENOSPC');
  return path;
}

const linesOf = (path: string): string[] => readFileSync(path, 'utf8').split('\n').filter(Boolean);

function readLog(path: string): { readonly numbers: number[]; readonly dropped: number } {
  const rows = linesOf(path).flatMap((line) => {
    try {
      return [JSON.parse(line) as { n?: number; dropped?: number }];
    } catch {
      // The line that was cut when the disk became full.
      return [];
    }
  });
  return {
    numbers: rows.flatMap(({ n }) => (n === undefined ? [] : [n])),
    dropped: rows.reduce((sum, row) => sum + (row.dropped ?? 0), 0),
  };
}

const line = (n: number): string => `${JSON.stringify({ n, text: 'x'.repeat(1_000) })}\n`;

describe('a disk that is full, and has room again', () => {
  it('a log file goes on and says how many lines are missing', () => {
    const path = join(disk, 'log', 'x.log');
    const file = new RotatingFile(path, 2 * mib, 2);
    for (let n = 0; n < 100; n += 1) file.write(Buffer.from(line(n)));
    const filler = fill();
    for (let n = 100; n < 1_000; n += 1) file.write(Buffer.from(line(n)));
    rmSync(filler);
    for (let n = 1_000; n < 1_100; n += 1) file.write(Buffer.from(line(n)));
    file.close();
    const { numbers, dropped } = readLog(path);
    expect(dropped).toBeGreaterThan(800);
    expect(numbers.length + dropped).toBe(1_100);
    expect(numbers.slice(-100)).toEqual(Array.from({ length: 100 }, (_, i) => 1_000 + i));
  });

  it('a log file that was full just then keeps the older ones', () => {
    const path = join(disk, 'log', 'x.log');
    const file = new RotatingFile(path, mib, 2);
    for (let n = 0; n < 2_500; n += 1) file.write(Buffer.from(line(n)));
    const older = linesOf(`${path}.1`).length;
    const filler = fill();
    for (let n = 0; n < 5_000; n += 1) file.write(Buffer.from(line(n)));
    expect([`${path}.1`, `${path}.2`].every((name) => existsSync(name))).toBe(true);
    expect(linesOf(`${path}.1`).length).toBeGreaterThanOrEqual(Math.min(older, 400));
    rmSync(filler);
    file.close();
  });

  it('a service whose log lies on it lives on and says how many are missing', () => {
    const path = join(disk, 'service.log');
    const fd = openSync(path, 'a');
    const out = logOutput(fd);
    out.write(line(0));
    const filler = fill();
    for (let n = 1; n < 1_000; n += 1) out.write(line(n));
    rmSync(filler);
    out.write(line(1_000));
    closeSync(fd);
    const { numbers, dropped } = readLog(path);
    expect(dropped).toBeGreaterThan(800);
    expect(numbers.length + dropped).toBe(1_001);
    expect(numbers.at(-1)).toBe(1_000);
  });

  it('the reserve is given away when nothing else is left, and taken back when there is room', async () => {
    const reserve = new DiskReserve(join(disk, 'reserve'), 2 * mib);
    expect(reserve.look({ free: 4_096 * mib })).toBe('made');
    expect(reserve.look({ free: 4_096 * mib })).toBeUndefined();
    fill();
    expect((await readDisk(disk)).free).toBe(0);
    expect(reserve.look(await readDisk(disk))).toBe('released');
    expect((await readDisk(disk)).free).toBe(2 * mib);
    expect(reserve.look({ free: 300 * mib })).toBeUndefined();
    // The free space is gone when the reserve is made, although the look saw it.
    expect(reserve.look({ free: 4_096 * mib })).toBe('made');
    rmSync(reserve.path);
    writeFileSync(join(disk, 'other'), Buffer.alloc(mib));
    expect(reserve.look({ free: 4_096 * mib })).toBeUndefined();
    expect(existsSync(reserve.path)).toBe(false);
  });
});
