import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from '../../../../test/support/nats.js';
import { PostgresCluster } from '#runner';
import { parseSha256, parseStateCode, timestamp } from '#kernel';
import { signDetached, unlockKey, verifyDetached } from '#seal';
import { createUserKey } from '#broker';
import { encodeEntry } from '#wire';
import { authorityEntry } from '../compose/entries/entries.js';
import { parseGrant } from '../compose/entries/grant-file.js';
import type { Context } from '../context.js';
import { insertDirectory } from '../installation/database.js';
import { readBorder } from '../installation/border-settings.js';
import { openInstallation, type Installed } from '../installation/installed.js';
import { Layout } from '../installation/layout.js';
import { ownDirectory, readOwnDirectory } from '../installation/own-directory.js';
import { run } from '../program.js';
import { Terminal } from '../terminal.js';
import { StateRunner, type RunnerEvent } from './state-runner.js';

const base = mkdtempSync(join(tmpdir(), 'liaise-up-'));
chmodSync(base, 0o711);
const layout = new Layout(join(base, 'xa'));

function world() {
  const out: string[] = [];
  const err: string[] = [];
  const context: Context = {
    terminal: new Terminal(
      { write: (text) => out.push(text) },
      { write: (text) => err.push(text) },
    ),
    env: {},
    now: () => new Date(),
    readInput: () => Promise.resolve(new Uint8Array()),
    untilAsked: () => Promise.resolve(),
  };
  return { context, out: () => out.join(''), err: () => err.join('') };
}
async function liaise(...args: string[]) {
  const { context, out, err } = world();
  const code = await run([...args, '--dir', layout.dir], context);
  return { code, out: out(), err: err() };
}
async function until(condition: () => boolean, ms = 15_000): Promise<void> {
  for (const end = performance.now() + ms; !condition();) {
    if (performance.now() > end) throw new Error('not in time');
    await new Promise((done) => setTimeout(done, 25));
  }
}
interface Findings {
  readonly findings: readonly { name: string; level: string; remedy?: string }[];
}
const levelOf = (text: string, name: string): string | undefined =>
  (JSON.parse(text) as Findings).findings.find((each) => each.name === name)?.level;

let installed: Installed;
let runner: StateRunner;
const events: RunnerEvent[] = [];
const readyCount = (name: string): number =>
  events.filter((event) => event.kind === 'ready' && event.name === name).length;

beforeAll(async () => {
  const [leaf = 0] = await freePorts(1);
  // Four consecutive ports below the ephemeral range.
  const port = 20_000 + (process.pid % 1_000) * 4;
  const made = await liaise(
    ...['init', '--state', 'XA', '--authority', 'border-police=Border Police'],
    ...['--http-port', String(port), '--border-listen', `127.0.0.1:${leaf}`],
  );
  expect([made.code, made.err]).toEqual([0, expect.stringMatching('Two registrars')]);
  installed = await openInstallation(layout.dir, world().context);
  runner = new StateRunner(installed, [], (event) => events.push(event));
  await runner.start();
});
afterAll(async () => {
  await runner.stop();
  const { socketDir } = new PostgresCluster(layout.postgres);
  rmSync(base, { recursive: true, force: true });
  rmSync(socketDir, { recursive: true, force: true });
});

describe('a State that runs', () => {
  it('has its database and both brokers', () => {
    expect(runner.status().map(({ name, state }) => [name, state])).toEqual([
      ['postgres', 'ready'],
      ['bus', 'ready'],
      ['border', 'ready'],
    ]);
  });

  it('status says what runs and what does not', async () => {
    const { code, out, err } = await liaise('status', '--json');
    expect(code).toBe(1);
    expect(err).toMatch('CLI_NOT_READY');
    expect(err).toMatch(/sealer.*api/);
    const answer = JSON.parse(out) as { processes: { name: string; pid?: number }[]; links: [] };
    const running = answer.processes.filter(({ pid }) => pid !== undefined);
    expect(running.map(({ name }) => name)).toEqual(['supervisor', 'postgres', 'bus', 'border']);
    expect(answer.links).toEqual([]);
  });

  it('doctor finds it durable, and names a secret that others may read', async () => {
    const well = await liaise('doctor', '--json');
    expect([well.code, levelOf(well.out, 'durability: postgres')]).toEqual([0, 'ok']);
    expect(levelOf(well.out, 'durability: border')).toBe('ok');
    expect(levelOf(well.out, 'secrets')).toBe('ok');
    const file = layout.key('sealer', 'signing.key');
    chmodSync(file, 0o640);
    const ill = await liaise('doctor');
    chmodSync(file, 0o600);
    expect([ill.code, ill.out]).toEqual([1, expect.stringMatching(`${file}: mode 640; chmod 600`)]);
  });

  it('gives an authority the keys of a compartment that its directory does not name', async () => {
    const [state, at] = [parseStateCode('XA'), new Date()];
    const root = await unlockKey(readFileSync(join(`${layout.dir}-people`, 'root.key')));
    const chain = await readOwnDirectory(layout, state);
    const directory = await ownDirectory(layout, state, root.fingerprint);
    const [whole] = directory.authorities(timestamp(at));
    if (whole === undefined) throw new Error('no authority');
    const { authority, name, keys, to } = whole;
    const file = join(base, 'keys.json');
    const add = () =>
      liaise(
        ...['authority', 'keys', '--authority', authority, '--out', file, '--yes'],
        ...['--key', join(`${layout.dir}-people`, 'root.key')],
      );
    const refused = await add();
    expect([refused.code, refused.err]).toEqual([2, expect.stringMatching('every compartment')]);
    // Certified as before there was a second key.
    const before = { authority, name, keys: keys.slice(0, 2), from: timestamp(at), to };
    const entry = encodeEntry(authorityEntry({ state, at }, before));
    const signatures = [await signDetached(entry, root, at)];
    const row = { entry, signatures, version: chain.length, head: parseSha256('a'.repeat(64)) };
    await insertDirectory(new PostgresCluster(layout.postgres), state, root.fingerprint, [row]);
    expect(await add()).toMatchObject({ code: 0 });
    const grant = parseGrant(file, readFileSync(file, 'utf8'));
    expect(grant.parsed.body).toEqual({ ...before, keys, from: grant.parsed.issuedAt });
    directory.apply(grant.parsed, [root.fingerprint]);
    await verifyDetached(
      grant.entry,
      grant.signatures[0] ?? Buffer.of(),
      root.certificate,
      new Date(),
    );
  });

  it('takes up a link, refuses a broken file without harm, and lets the link go again', async () => {
    const linkId = 'a'.repeat(32);
    const file = layout.path('peers', `${linkId}.json`);
    const link = {
      linkId,
      peer: 'XB',
      side: 'listen',
      authorityFile: layout.path('tls', 'link-ca.crt'),
    };
    const before = readyCount('border');
    const { publicKey: leafPublicKey } = createUserKey();
    writeFileSync(file, JSON.stringify({ ...link, leafPublicKey }));
    await until(() => readyCount('border') > before);
    expect(readFileSync(layout.borderConfig, 'utf8')).toMatch(leafPublicKey);
    const { out } = await liaise('status', '--json');
    expect((JSON.parse(out) as { links: unknown }).links).toEqual([
      { linkId, peer: 'XB', side: 'listen', connected: false },
    ]);

    const broken = layout.path('peers', 'broken.json');
    const rendered = readFileSync(layout.borderConfig, 'utf8');
    writeFileSync(broken, '{');
    await until(() => events.some((event) => event.kind === 'links-refused'));
    expect(readFileSync(layout.borderConfig, 'utf8')).toBe(rendered);
    rmSync(broken);

    rmSync(file);
    await until(() => readyCount('border') > before + 1);
    expect(readFileSync(layout.borderConfig, 'utf8')).not.toMatch(leafPublicKey);
  });

  it.each([
    [
      'border',
      'sync_interval: always',
      'sync_interval: "2m"',
      'jetstream.sync_interval: found 2m; allowed: always',
    ],
    [
      'border',
      /$/,
      'leafnodes { listen: "127.0.0.1:1", compression: "off" }\n',
      'leafnodes.tls: found nothing; allowed: mutual TLS',
    ],
    ['bus', 'verify: true', '', 'tls.verify: found nothing; allowed: true'],
  ] as const)('%s does not start again with %s changed by hand', async (name, from, to, line) => {
    const file = name === 'bus' ? layout.busConfig : layout.borderConfig;
    const good = readFileSync(file, 'utf8');
    const bad = good.replace(from, to);
    expect(bad).not.toBe(good);
    const before = readyCount(name);
    const begin = events.length;
    writeFileSync(file, bad);
    process.kill(runner.status().find((each) => each.name === name)?.pid ?? 0, 'SIGKILL');
    const refusal = (): unknown =>
      events
        .slice(begin)
        .flatMap((event) => (event.kind === 'failure' && event.name === name ? [event.error] : []))
        .at(0);
    await until(() => refusal() !== undefined);
    expect(refusal()).toMatchObject({ code: 'HOST_BROKER_UNSAFE', detail: `${file}: ${line}` });
    expect(readyCount(name)).toBe(before);
    writeFileSync(file, good);
    await until(() => readyCount(name) > before);
  });

  it('refuses a second runner in the same folder', async () => {
    const second = new StateRunner(installed, []);
    await expect(second.start()).rejects.toThrow('HOST_ALREADY_RUNNING');
    expect(runner.status().every(({ state }) => state === 'ready')).toBe(true);
  });
});

async function occupy(port: number): Promise<() => Promise<void>> {
  for (const end = performance.now() + 5_000; performance.now() < end;) {
    const server = createServer((socket) => socket.destroy());
    const open = await new Promise<boolean>((done) => {
      server.once('error', () => done(false));
      server.listen(port, '127.0.0.1', () => done(true));
    });
    if (open) return () => new Promise((done) => server.close(() => done()));
    await new Promise((done) => setTimeout(done, 5));
  }
  return () => Promise.resolve();
}

describe('a port that somebody else has', () => {
  const portOf = (url: string): number => Number(new URL(url).port);

  it('is named when a process is brought back, and taken again once it is free', async () => {
    const port = portOf(installed.settings.bus.url);
    const before = readyCount('bus');
    const begin = events.length;
    process.kill(runner.status().find(({ name }) => name === 'bus')?.pid ?? 0, 'SIGKILL');
    const free = await occupy(port);
    const failure = () =>
      events.slice(begin).find((event) => event.kind === 'failure' && event.name === 'bus');
    await until(() => failure() !== undefined);
    expect(failure()).toMatchObject({
      error: {
        code: 'HOST_PORT_UNUSABLE',
        detail: `port ${port} of 127.0.0.1, the bus (\`bus.url\` of liaise.json): in use by another program`,
      },
    });
    expect(readyCount('bus')).toBe(before);
    await free();
    await until(() => readyCount('bus') > before);
  });

  it('ends the start at once, with all of them and where they are set, before anything runs', async () => {
    await runner.stop();
    const { bus, border, http } = installed.settings;
    const link = {
      ...{ linkId: 'b'.repeat(32), peer: 'XB', side: 'listen' },
      authorityFile: layout.path('tls', 'link-ca.crt'),
      leafPublicKey: createUserKey().publicKey,
    };
    writeFileSync(layout.path('peers', `${link.linkId}.json`), JSON.stringify(link));
    const { listen } = await readBorder(layout);
    const ports = [portOf(bus.url), portOf(border.url), portOf(border.monitorUrl), http.port];
    ports.push(listen?.port ?? 0);
    const frees = await Promise.all(ports.map(occupy));
    const gateway = { service: 'gateway', script: '/nowhere/gateway.js', after: ['bus'] } as const;
    const second = new StateRunner(installed, [gateway], (event) => events.push(event));
    const error: unknown = await second.start().catch((refused: unknown) => refused);
    await Promise.all(frees.map((free) => free()));
    expect(error).toMatchObject({ code: 'HOST_PORT_UNUSABLE' });
    const said = (error as { detail: string }).detail.split('\n');
    expect(said.map((line) => Number(/^port (\d+) of /.exec(line)?.[1])).sort()).toEqual(
      ports.sort(),
    );
    for (const setting of ['http.port', 'bus.url', 'border.url', 'border.monitorUrl', 'listen'])
      expect(said.some((line) => line.includes(`\`${setting}`))).toBe(true);
    expect([second.status(), existsSync(layout.path('run', 'postgres.pid'))]).toEqual([[], false]);
  });
});

describe('a folder without an installation', () => {
  it.each(['up', 'status', 'doctor'])('%s ends with 78', async (command) => {
    const { context, out, err } = world();
    expect(await run([command, '--dir', join(base, 'nothing')], context)).toBe(78);
    expect([out(), err()]).toEqual(['', expect.stringMatching('CLI_NOT_INSTALLED')]);
  });
});
