import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { processIdentity } from './pid-file.js';

// Compiled code: the supervisor must be a process that can be killed. `npm run setup` builds it.
const door = new URL('../../../dist/libs/runner/src/index.js', import.meta.url);
const serviceDoor = new URL('../../../dist/libs/runtime/src/index.js', import.meta.url);

let dir: string;
const running: ChildProcess[] = [];

beforeAll(() => {
  if (!existsSync(fileURLToPath(door))) throw new Error('build first: npm run setup');
  dir = mkdtempSync(join(tmpdir(), 'liaise-orphans-'));
  chmodSync(dir, 0o711);
  const load = `import { BrokerProcess, PostgresCluster, Supervisor } from ${JSON.stringify(door.href)};\n`;
  const loadExit = `import { exitWithParent } from ${JSON.stringify(serviceDoor.href)};\n`;
  writeFileSync(
    join(dir, 'service.mjs'),
    `${loadExit}exitWithParent(() => process.exit(0)); setInterval(() => console.log('beat'), 50);`,
  );
  writeFileSync(join(dir, 'nats.conf'), 'listen: "127.0.0.1:-1"\n');
  const settings = { dir, service: join(dir, 'service.mjs'), nats: join(dir, 'nats.conf') };
  writeFileSync(
    join(dir, 'supervisor.mjs'),
    `${load}const { dir, service, nats } = ${JSON.stringify(settings)};
     const cluster = new PostgresCluster(dir);
     await cluster.init();
     const supervisor = new Supervisor(dir);
     supervisor.add(cluster.spec());
     supervisor.add(new BrokerProcess(dir, { name: 'bus', configFile: nats, lint: () => [] }).spec());
     supervisor.add({ name: 'service', command: process.execPath, args: [service] }, ['postgres', 'bus']);
     process.on('exit', () => supervisor.abandon());
     process.on('SIGUSR2', () => process.exit(3));
     process.on('SIGTERM', () => supervisor.stop().then(() => process.exit(0)));
     await supervisor.start();
     console.log('all ready');`,
  );
});

afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(dir, { recursive: true, force: true });
});

function start(): Promise<ChildProcess> {
  const child = spawn(process.execPath, [join(dir, 'supervisor.mjs')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.push(child);
  return new Promise((done, fail) => {
    child.once('exit', (code) => {
      fail(new Error(`supervisor ended with ${String(code)}`));
    });
    child.stdout.on('data', (chunk: Buffer) => {
      if (chunk.toString().includes('all ready')) done(child);
    });
  });
}

const pids = (): Record<string, number> =>
  Object.fromEntries(
    ['postgres', 'bus', 'service'].map((name) => [
      name,
      Number(readFileSync(join(dir, 'run', `${name}.pid`), 'utf8').split('\n')[0]),
    ]),
  );
const alive = (pid = 0): boolean => processIdentity(pid) !== undefined;

async function until(condition: () => boolean): Promise<void> {
  const end = performance.now() + 10_000;
  while (!condition()) {
    if (performance.now() > end) throw new Error('not in time');
    await new Promise((done) => setTimeout(done, 20));
  }
}

describe('a supervisor that ends at once, whatever the reason', () => {
  it('tells its children to end, the database and the broker too', async () => {
    const supervisor = await start();
    const children = pids();
    expect(Object.values(children).every(alive)).toBe(true);
    const ended = new Promise((done) => supervisor.once('exit', done));
    supervisor.kill('SIGUSR2');
    expect(await ended).toBe(3);
    await until(() => !Object.values(children).some(alive));
  });
});

describe('kill -9 of the supervisor', () => {
  it('ends the services by itself; the next start replaces the servers and works', async () => {
    const first = await start();
    const before = pids();
    expect(Object.values(before).every(alive)).toBe(true);
    first.kill('SIGKILL');
    await until(() => !alive(before['service']));

    const second = await start();
    const after = pids();
    for (const name of ['postgres', 'bus', 'service']) {
      expect(alive(before[name])).toBe(false);
      expect(alive(after[name])).toBe(true);
    }
    const ended = new Promise((done) => second.once('exit', done));
    second.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(Object.values(after).some(alive)).toBe(false);
  });
});
