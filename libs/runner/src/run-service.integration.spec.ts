import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { eventually } from '../../../test/support/nats.js';
import { serviceSpec } from './service-spec.js';
import { Supervisor } from './supervisor.js';

// Compiled code, since a service is a process. `npm run setup` builds it.
const door = new URL('../../../dist/libs/runtime/src/index.js', import.meta.url);

let dir: string;
let settingsFile: string;

beforeEach(() => {
  if (!existsSync(fileURLToPath(door))) throw new Error('build first: npm run setup');
  dir = mkdtempSync(join(tmpdir(), 'liaise-service-'));
  settingsFile = join(dir, 'liaise.json');
  write({});
});
afterEach(() => {
  rmSync(dir, { recursive: true, force: true });
});

function write(more: Record<string, unknown>): void {
  const file = (name: string): string => join(dir, name);
  writeFileSync(
    settingsFile,
    JSON.stringify({
      ...{ state: 'XA', rootFingerprint: 'A'.repeat(40), dataDir: dir },
      ...{ keysDir: file('keys'), objectsDir: file('objects') },
      http: { certFile: file('h.crt'), keyFile: file('h.key'), origin: 'https://localhost:8443' },
      database: { socketDir: file('socket'), passwordDir: file('passwords') },
      bus: { url: 'tls://127.0.0.1:4222', caFile: file('ca.crt'), seedDir: file('seeds') },
      border: {
        ...{ url: 'tls://127.0.0.1:4223', monitorUrl: 'http://127.0.0.1:8222' },
        ...{ caFile: file('ca.crt'), certFile: file('e.crt'), keyFile: file('e.key') },
        seedFile: file('e.nk'),
      },
      log: { origin: 'xa.example/log', headFile: file('head') },
      ...more,
    }),
  );
}

function script(start: string): string {
  const path = join(dir, 'main.mjs');
  writeFileSync(
    path,
    `import { runService, RuntimeError } from ${JSON.stringify(door.href)};
     import { writeFileSync } from 'node:fs';
     await runService('sealer', async ({ settings, logger }) => { ${start} });`,
  );
  return path;
}

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function run(path: string, after?: (kill: () => void) => void): Promise<Ended> {
  const child = spawn(process.execPath, [path, '--settings', settingsFile], {
    stdio: 'pipe',
    env: {},
  });
  let [out, err] = ['', ''];
  let isReady = false;
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
    if (isReady || !out.includes('service is ready')) return;
    isReady = true;
    after?.(() => child.kill('SIGTERM'));
  });
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString();
  });
  return new Promise((done) => {
    child.once('close', (code) => {
      done({ code, out, err });
    });
  });
}

const idle = 'const t = setInterval(() => {}, 1000);';
const ready = (): string => join(dir, 'run', 'sealer.ready');

describe('runService', () => {
  it('is ready after its start, closes on SIGTERM and ends with 0', async () => {
    const closed = join(dir, 'closed');
    const path = script(
      `${idle} return async () => { clearInterval(t); writeFileSync(${JSON.stringify(closed)}, settings.state); };`,
    );
    let pid = '';
    const ended = await run(path, (kill) => {
      pid = readFileSync(ready(), 'utf8');
      kill();
    });
    expect([ended.code, ended.err]).toEqual([0, '']);
    expect(Number(pid)).toBeGreaterThan(1);
    expect(readFileSync(closed, 'utf8')).toBe('XA');
    expect(existsSync(ready())).toBe(false);
  });

  it('says every problem of the settings and ends with 78', async () => {
    write({ state: 'x', colour: 1 });
    const { code, err } = await run(script('return async () => {};'));
    expect(code).toBe(78);
    expect(err.trim().split('\n')).toEqual([
      'colour: unknown key; allowed: the keys of the table',
      'state: found "x"; allowed: two capital letters (ISO 3166-1)',
    ]);
  });

  it('ends with 78 when what it needs is not safe, and the supervisor says why at once', async () => {
    const line = '/x/signing.key: mode 640, allowed 600';
    const path = script(`throw new RuntimeError('HOST_SECRET_UNSAFE', ${JSON.stringify(line)});`);
    const { code, err } = await run(path);
    expect([code, err]).toEqual([78, `HOST_SECRET_UNSAFE: ${line}\n`]);
    const supervisor = new Supervisor(dir);
    supervisor.add(serviceSpec('sealer', path, settingsFile, dir));
    await expect(supervisor.start()).rejects.toMatchObject({
      code: 'HOST_SETTINGS_INVALID',
      detail: `sealer, ${join(dir, 'log', 'sealer.log')}\nHOST_SECRET_UNSAFE: ${line}`,
    });
  });

  it.each([
    ['its start fails', `throw new Error('Amina canary');`, 'service did not start'],
    [
      'an error reaches nobody',
      `${idle} setTimeout(() => Promise.reject(new Error('Amina canary')), 50); return async () => {};`,
      'service dies of an error nobody handled',
    ],
  ])('ends with 1 when %s, without the message of the error', async (_what, start, says) => {
    const { code, out, err } = await run(script(start));
    expect(code).toBe(1);
    expect(out).toMatch(says);
    expect(out + err).not.toMatch('canary');
  });

  it('does not wait for ever for a close that hangs', async () => {
    const path = script(`${idle} return () => new Promise(() => {});`);
    const { code, out } = await run(path, (kill) => {
      kill();
    });
    expect(code).toBe(1);
    expect(out).toMatch('did not close in time');
  });

  it('is found ready by the supervisor, which is told at once of wrong settings', async () => {
    const path = script(`${idle} return async () => clearInterval(t);`);
    const supervisor = new Supervisor(dir);
    supervisor.add(serviceSpec('sealer', path, settingsFile, dir));
    await supervisor.start();
    expect(readFileSync(ready(), 'utf8')).toBe(String(supervisor.pid('sealer')));
    await supervisor.stop();
    write({ state: 'x' });
    await expect(supervisor.start()).rejects.toMatchObject({ code: 'HOST_SETTINGS_INVALID' });
    expect(readFileSync(join(dir, 'log', 'sealer.log'), 'utf8')).toMatch('state: found "x"');
  });

  it('keeps compiled code beside its program, and starts without it where it can keep none', async () => {
    const path = script(`${idle} return async () => clearInterval(t);`);
    const supervisor = new Supervisor(dir);
    supervisor.add(serviceSpec('sealer', path, settingsFile, dir));
    const cache = join(dir, 'compile-cache');
    const compiled = (): string[] =>
      readdirSync(cache, { recursive: true, withFileTypes: true })
        // Whole files: Node.js writes each under a longer name first.
        .filter((each) => each.isFile() && /^[0-9a-f]+$/.test(each.name))
        .map(({ name }) => name);
    await supervisor.start();
    // More than one: the program and its libraries. Looked for while it runs, since a killed one writes nothing at its end.
    await eventually(() => compiled().length > 1);
    await supervisor.stop();
    // The folder of this version of Node.js.
    expect(readdirSync(cache)).toHaveLength(1);
    rmSync(cache, { recursive: true });
    writeFileSync(cache, '');
    await supervisor.start();
    await supervisor.stop();
    expect(readFileSync(cache, 'utf8')).toBe('');
  });
});
