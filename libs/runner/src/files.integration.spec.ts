import {
  chmodSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { processIdentity, readPidFile, writePidFile } from './pid-file.js';
import { RotatingFile } from './rotating-file.js';
import { mayEnter } from './unprivileged.js';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'liaise-files-'));
});
afterEach(() => {
  rmSync(dir, { recursive: true, force: true });
});

describe('RotatingFile', () => {
  it('never grows above its bound, keeps two older files and loses no line before that', () => {
    const file = new RotatingFile(join(dir, 'log', 'x.log'), 100, 2);
    for (let i = 0; i < 27; i += 1) file.write(Buffer.from(`line ${String(i).padStart(3, '0')}\n`));
    file.write(Buffer.alloc(1_000, 'z'));
    file.close();
    const sizes = ['', '.1', '.2'].map((end) => statSync(join(dir, 'log', `x.log${end}`)).size);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(100);
    expect(readFileSync(join(dir, 'log', 'x.log.1'), 'utf8')).toMatch(/line 026\n$/);
    expect(() => statSync(join(dir, 'log', 'x.log.3'))).toThrow();
    file.write(Buffer.from('after close'));
  });

  it('drops and counts what a full disk does not take, and says so with the next line it takes', () => {
    const path = join(dir, 'x.log');
    symlinkSync('/dev/full', path);
    let now = new Date('2030-01-02T03:04:05Z');
    const file = new RotatingFile(path, 1_000, 2, () => now);
    file.write(Buffer.from('one\ntwo\n'));
    now = new Date('2030-01-02T03:05:05Z');
    file.write(Buffer.from('three\nhalf of four'));
    expect(file.dropped).toBe(4);
    rmSync(path);
    file.write(Buffer.from('five\n'));
    file.close();
    const [empty, note, five, end] = readFileSync(path, 'utf8').split('\n');
    expect([empty, five, end, file.dropped]).toEqual(['', 'five', '', 0]);
    expect(JSON.parse(note ?? '')).toMatchObject({
      dropped: 4,
      since: '2030-01-02T03:04:05.000Z',
      time: '2030-01-02T03:05:05.000Z',
    });
  });
});

describe('pid files', () => {
  it('point at this very process, never at a later one with its number', () => {
    const path = join(dir, 'run', 'x.pid');
    writePidFile(path, process.pid);
    expect(readPidFile(path)).toBe(process.pid);
    writeFileSync(path, `${process.pid}\nanother boot 123\n`);
    expect(readPidFile(path)).toBeUndefined();
    for (const text of ['', 'x\ny\n', '0\n\n', `${process.pid}\n`, '1\n1\n']) {
      writeFileSync(path, text);
      expect(readPidFile(path)).toBeUndefined();
    }
    expect(processIdentity(2 ** 22 + 1)).toBeUndefined();
  });
});

describe('mayEnter', () => {
  it('looks at every folder on the way', () => {
    const stranger = { name: 'stranger', uid: 54_321, gid: 54_321 };
    chmodSync(dir, 0o700);
    expect(mayEnter(stranger, dir)).toBe(false);
    chmodSync(dir, 0o711);
    expect(mayEnter(stranger, dir)).toBe(true);
  });
});
