import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CodedError } from '#kernel';
import { StoreError } from '#store';
import { processesNaming } from '../../../test/support/programs.js';
import type { ProcessSpec } from './managed-process.js';
import { processIdentity } from './pid-file.js';
import { Supervisor, type SupervisorEvent } from './supervisor.js';

let dir: string;
let supervisor: Supervisor;
let events: SupervisorEvent[];

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'liaise-supervisor-'));
  supervisor = new Supervisor(dir);
  events = [];
  supervisor.onEvent((event) => events.push(event));
});
afterEach(async () => {
  await supervisor.stop();
  rmSync(dir, { recursive: true, force: true });
});

const node = (name: string, script: string, more: Partial<ProcessSpec> = {}): ProcessSpec => ({
  name,
  command: process.execPath,
  args: ['-e', script],
  ...more,
});
const idle = 'setInterval(() => {}, 1000)';
const order = (kind: string): string[] =>
  events.filter((event) => event.kind === kind).map((event) => event.name);
const code = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'done',
    (error: unknown) => (error instanceof CodedError ? String(error.code) : String(error)),
  );

async function until(condition: () => boolean, ms = 10_000): Promise<void> {
  const end = performance.now() + ms;
  while (!condition()) {
    if (performance.now() > end) throw new Error('not in time');
    await new Promise((done) => setTimeout(done, 10));
  }
}

describe('Supervisor', () => {
  it('starts in the order of need, when each is ready, and stops in reverse', async () => {
    const flag = join(dir, 'flag');
    const slow = `setTimeout(() => require('fs').writeFileSync(${JSON.stringify(flag)}, ''), 150); ${idle}`;
    supervisor.add(node('base', slow, { ready: () => Promise.resolve(existsSync(flag)) }));
    supervisor.add(node('middle', idle), ['base']);
    supervisor.add(node('top', idle), ['middle', 'base']);
    await supervisor.start();
    expect(order('ready')).toEqual(['base', 'middle', 'top']);
    expect(supervisor.status().map((child) => child.state)).toEqual(['ready', 'ready', 'ready']);
    const pid = supervisor.pid('base');
    expect(readFileSync(join(dir, 'run', 'base.pid'), 'utf8').split('\n')[0]).toBe(String(pid));
    await supervisor.stop();
    expect(order('exit')).toEqual(['top', 'middle', 'base']);
    expect(processIdentity(pid ?? 0)).toBeUndefined();
    expect(existsSync(join(dir, 'run', 'base.pid'))).toBe(false);
  });

  it('brings a killed child back, and only that one', async () => {
    supervisor.add(node('a', idle));
    supervisor.add(node('b', idle), ['a']);
    const restarts: [string, number][] = [];
    supervisor.onRestart((name, count) => restarts.push([name, count]));
    await supervisor.start();
    const [a, b] = [supervisor.pid('a') ?? 0, supervisor.pid('b')];
    process.kill(a, 'SIGKILL');
    await until(
      () => events.filter((event) => event.kind === 'ready' && event.name === 'a').length === 2,
    );
    expect(supervisor.pid('a')).not.toBe(a);
    expect(supervisor.pid('b')).toBe(b);
    expect(restarts).toEqual([['a', 1]]);
    expect(events).toContainEqual({ kind: 'exit', name: 'a', code: null, signal: 'SIGKILL' });
  });

  it('waits longer each time for a child that keeps ending, and does not give up', async () => {
    const flag = join(dir, 'flag');
    const script = `if (!require('fs').existsSync(${JSON.stringify(flag)})) process.exit(3); ${idle}`;
    supervisor.add(node('moody', script, { ready: () => Promise.resolve(existsSync(flag)) }));
    const started = supervisor.start();
    await until(() => order('restart').length === 3);
    const pauses = events.flatMap((event) => (event.kind === 'restart' ? [event.afterMs] : []));
    expect(pauses).toEqual([200, 400, 800]);
    writeFileSync(flag, '');
    await started;
    expect(supervisor.status()).toMatchObject([{ name: 'moody', state: 'ready' }]);
  });

  it('goes on when somebody who looks on fails', async () => {
    supervisor.onEvent(() => {
      throw new Error('the terminal is gone');
    });
    supervisor.add(node('fine', idle));
    await supervisor.start();
    process.kill(supervisor.pid('fine') ?? 0, 'SIGKILL');
    await until(() => order('ready').length === 2);
  });

  it('leaves no child without a pid file: the next start could not find it', async () => {
    const file = join(dir, 'run', 'x.pid');
    const prepare = (): Promise<void> => {
      mkdirSync(file, { recursive: true });
      return Promise.resolve();
    };
    const mark = join(dir, 'mark');
    supervisor.add(node('x', `${idle}; // ${mark}`, { prepare }));
    expect(await code(supervisor.start(1_000))).toBe('HOST_START_TIMEOUT');
    expect(events.find((event) => event.kind === 'failure')).toMatchObject({
      error: { code: 'HOST_START_FAILED', detail: `x, ${file}: EISDIR` },
    });
    expect(processesNaming(mark)).toEqual([]);
    rmSync(file, { recursive: true });
  });

  it('stops everything and says who was not ready in time', async () => {
    supervisor.add(node('fine', idle));
    supervisor.add(node('never', idle, { ready: () => Promise.resolve(false) }));
    const error: unknown = await supervisor.start(300).catch((e: unknown) => e);
    expect(error).toMatchObject({ code: 'HOST_START_TIMEOUT', detail: 'never' });
    expect(supervisor.status().map((child) => child.state)).toEqual(['stopped', 'stopped']);
    expect(supervisor.pid('fine')).toBeUndefined();
  });

  it.each([
    [
      'wrong settings',
      node('x', 'process.exit(78)', { ready: () => Promise.resolve(false) }),
      'HOST_SETTINGS_INVALID',
    ],
    ['a missing program', { name: 'x', command: '/nowhere/x', args: [] }, 'HOST_PROGRAM_MISSING'],
    [
      'a missing secret',
      node('x', idle, { secretEnv: { SEED: '/nowhere/seed' } }),
      'HOST_SECRET_UNSAFE',
    ],
    [
      'a database of another build',
      node('x', idle, {
        prepare: () => Promise.reject(new StoreError('STORE_SCHEMA_UNKNOWN')),
      }),
      'STORE_SCHEMA_UNKNOWN',
    ],
  ])('does not wait for what cannot get better: %s', async (_what, spec, expected) => {
    supervisor.add(spec);
    expect(await code(supervisor.start(20_000))).toBe(expected);
  });

  it('kills a child that does not listen to SIGTERM', async () => {
    const flag = join(dir, 'flag');
    const script = `process.on('SIGTERM', () => {}); require('fs').writeFileSync(${JSON.stringify(flag)}, ''); ${idle}`;
    supervisor.add(
      node('deaf', script, { graceMs: 200, ready: () => Promise.resolve(existsSync(flag)) }),
    );
    await supervisor.start();
    await supervisor.stop();
    expect(events).toContainEqual({ kind: 'exit', name: 'deaf', code: null, signal: 'SIGKILL' });
  });

  it('is the only one in its folder, also after one that died without tidying up', async () => {
    supervisor.add(node('a', idle));
    await supervisor.start();
    expect(await code(new Supervisor(dir).start())).toBe('HOST_ALREADY_RUNNING');
    await supervisor.stop();
    writeFileSync(join(dir, 'run', 'supervisor.pid'), `${process.pid}\nan earlier boot\n`);
    await supervisor.start();
    expect(supervisor.pid('a')).toBeDefined();
  });

  it('keeps what the children say, gives them only their own environment, and secrets only there', async () => {
    const seed = join(dir, 'seed');
    writeFileSync(seed, 'SUSEED\n', { mode: 0o600 });
    const script = `console.log(JSON.stringify(process.env)); ${idle}`;
    supervisor.add(node('talker', script, { env: { A: '1' }, secretEnv: { SEED: seed } }));
    await supervisor.start();
    const log = join(dir, 'log', 'talker.log');
    await until(() => existsSync(log) && readFileSync(log, 'utf8').includes('\n'));
    expect(JSON.parse(readFileSync(log, 'utf8'))).toEqual({
      A: '1',
      SEED: 'SUSEED',
      SUPERVISOR_PID: String(process.pid),
    });
    expect(statMode(log)).toBe('600');
  });

  it('can be stopped at any moment of a start', async () => {
    for (const ms of [0, 1, 5, 20, 60]) {
      const one = new Supervisor(dir);
      one.add(node('a', idle));
      one.add(node('b', idle, { ready: () => Promise.resolve(false) }), ['a']);
      const started = code(one.start(5_000));
      await new Promise((done) => setTimeout(done, ms));
      await one.stop();
      expect(one.status().map((child) => [child.state, child.pid])).toEqual([
        ['stopped', undefined],
        ['stopped', undefined],
      ]);
      expect(await started).not.toBe('done');
    }
  });
});

function statMode(path: string): string {
  return (statSync(path).mode & 0o777).toString(8);
}
