import { spawn, type ChildProcess } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PostgresCluster } from '#runner';
import { builtPrograms } from '../../../../../test/support/programs.js';
import { Layout } from '../../installation/layout.js';

const base = mkdtempSync(join(tmpdir(), 'liaise-ended-'));
chmodSync(base, 0o711);
const waitMs = 120_000;
let main: string;
beforeAll(async () => {
  main = join(await builtPrograms(base), 'liaise.js');
}, waitMs);
afterAll(() => rmSync(base, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function init(dir: string, look: (err: string, child: ChildProcess) => void): Promise<Ended> {
  const args = [
    ...[main, 'init', '--json', '--state', 'XA', '--dir', dir, '--authority', 'police=Police'],
    ...['--new-registrar', 'm.horvat', '--new-registrar', 'i.kovac', '--http-port', '18443'],
  ];
  const env = { PATH: process.env['PATH'], HOME: base };
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { out: '', err: '' };
  child.stdout.on('data', (part: Buffer) => (said.out += part.toString('utf8')));
  child.stderr.on('data', (part: Buffer) => {
    said.err += part.toString('utf8');
    look(said.err, child);
  });
  const late = setTimeout(() => child.kill('SIGKILL'), waitMs);
  return new Promise((done) => {
    child.once('close', (code) => {
      clearTimeout(late);
      done({ code, ...said });
    });
  });
}

function processesOf(dir: string): string[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name) || Number(name) === process.pid) return [];
    try {
      const line = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
      return line.includes(`${dir}/`) ? [`${name} ${line}`] : [];
    } catch {
      return [];
    }
  });
}

describe('liaise init that is told to end', () => {
  it.each([
    ['SIGINT', 'database: making it'],
    ['SIGTERM', 'database: tables and logins'],
    ['SIGTERM', 'directory into the database'],
  ] as const)(
    'by %s at "%s" leaves nothing: no folder that it made, no key and no database server',
    async (signal, at) => {
      const dir = join(base, `xa-${at.replaceAll(/[^a-z]/g, '')}`);
      // An existing folder stays: it may be a mount point.
      const wasThere = signal === 'SIGINT';
      if (wasThere) mkdirSync(dir);
      let isSignalSent = false;
      const ended = await init(dir, (err, child) => {
        if (isSignalSent || !err.includes(at)) return;
        isSignalSent = true;
        child.kill(signal);
      });
      expect([ended.code, ended.err]).toEqual([1, expect.stringContaining('CLI_ENDED_EARLY')]);
      expect(ended.err).toContain('what was made is removed again');
      expect(ended.out).toBe('');
      expect([existsSync(dir), existsSync(`${dir}-people`)]).toEqual([wasThere, false]);
      if (wasThere) expect(readdirSync(dir)).toEqual([]);
      expect(existsSync(new PostgresCluster(new Layout(dir).postgres).socketDir)).toBe(false);
      expect(processesOf(dir)).toEqual([]);
    },
    waitMs + 10_000,
  );
});

describe('liaise init', () => {
  it(
    'says on standard error what it does, and only the answer on standard output',
    async () => {
      const dir = join(base, 'whole');
      const { code, out, err } = await init(dir, () => undefined);
      expect(code).toBe(0);
      expect(JSON.parse(out)).toMatchObject({ state: 'XA', dir });
      const steps = err.split('\n').filter((line) => line.startsWith('  '));
      expect(steps.length).toBeGreaterThan(8);
      expect(processesOf(dir)).toEqual([]);
    },
    waitMs + 10_000,
  );

  it.each(['/proc/x', '/proc/x/y'])(
    'refuses a folder that cannot be made at once: %s',
    async (dir) => {
      const { code, err } = await init(dir, () => undefined);
      expect([code, err]).toEqual([1, expect.stringContaining('CLI_FILE_UNUSABLE')]);
      expect(err).toContain('/proc/x');
      expect(err).not.toContain('database: making it');
    },
    waitMs + 10_000,
  );
});
