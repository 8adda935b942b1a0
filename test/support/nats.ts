import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { busServices, renderBusConfig, type BusLogin, type BusService } from '#bus';
import {
  Backoff,
  createAuthority,
  createUserKey,
  issueCertificate,
  type KeyedCertificate,
  type UserKey,
  pause,
} from '#broker';

function natsServer(): string {
  const named = process.env['NATS_SERVER'];
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/bin'];
  const found = [
    ...(named === undefined ? [] : [named]),
    ...folders.map((f) => join(f, 'nats-server')),
  ];
  const binary = found.find((file) => existsSync(file));
  if (binary === undefined)
    throw new Error(
      'nats-server not found: install it (apt-get install nats-server) or set NATS_SERVER',
    );
  return binary;
}

const blocks = 240;
const blockSize = 50;
// Below the ephemeral range (Linux: 32768 and up).
const firstPort = 8_000;

async function listening(port: number): Promise<Server | undefined> {
  const server = createServer();
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
    return server;
  } catch {
    return undefined;
  }
}

// Listens at the first port of a block as long as this process lives: other processes that call this take other blocks.
async function heldBlock(): Promise<number> {
  for (let i = 0; i < blocks; i += 1) {
    const first = firstPort + ((process.pid + i) % blocks) * blockSize;
    const guard = await listening(first);
    if (guard === undefined) continue;
    guard.unref();
    return first;
  }
  throw new Error('all blocks of ports are taken');
}

let block: Promise<number> | undefined;
let turn = 0;

async function isFree(port: number): Promise<boolean> {
  const server = await listening(port);
  if (server === undefined) return false;
  server.close();
  await once(server, 'close');
  return true;
}

/** Gives free ports that no other test process gives. A port comes again after all others of its block. */
export async function freePorts(count: number): Promise<number[]> {
  block ??= heldBlock();
  const first = await block;
  const ports: number[] = [];
  for (let i = 1; i < blockSize && ports.length < count; i += 1) {
    // Before the next await: another call may run meanwhile.
    const port = first + 1 + (turn++ % (blockSize - 1));
    if (await isFree(port)) ports.push(port);
  }
  if (ports.length < count) throw new Error(`no ${count} free ports from ${first} on`);
  return ports;
}

export class TestFolder {
  private constructor(readonly path: string) {}

  static async create(): Promise<TestFolder> {
    return new TestFolder(await mkdtemp(join(tmpdir(), 'liaise-nats-')));
  }

  async write(name: string, text: string): Promise<string> {
    const file = join(this.path, name);
    await writeFile(file, text, { mode: 0o600 });
    return file;
  }

  remove(): Promise<void> {
    return rm(this.path, { recursive: true, force: true, maxRetries: 5 });
  }
}

export interface BrokerProcessOptions {
  readonly configFile: string;
  readonly env?: Readonly<Record<string, string>>;
}

export class BrokerProcess {
  private child: ChildProcess | undefined;
  private output = '';

  constructor(private readonly options: BrokerProcessOptions) {}

  get pid(): number | undefined {
    return this.child?.pid;
  }

  get log(): string {
    return this.output;
  }

  async start(): Promise<void> {
    const child = spawn(natsServer(), ['-c', this.options.configFile], {
      env: { ...process.env, ...this.options.env },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.child = child;
    child.stderr.on('data', (data: Buffer) => {
      this.output = (this.output + data.toString()).slice(-64 * 1024);
    });
    const until = Date.now() + 15_000;
    while (!this.output.includes('Server is ready')) {
      if (child.exitCode !== null || Date.now() > until)
        throw new Error(`nats-server did not start:\n${this.output}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async kill(signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<void> {
    const { child } = this;
    this.child = undefined;
    this.output = '';
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }
}

/**
 * Repeats `check` until it is true, less and less often: a check often is a call of an officer, which writes an entry of the log.
 * @throws Error if this takes longer than `within` ms
 */
export async function eventually(
  check: () => Promise<boolean> | boolean,
  within = 40_000,
): Promise<void> {
  const until = Date.now() + within;
  const backoff = new Backoff(25, 300);
  for (;;) {
    if (await check()) return;
    if (Date.now() > until) throw new Error(`not true within ${within} ms`);
    await pause(backoff.next());
  }
}

const validity = () => ({
  notBefore: new Date(Date.now() - 60_000),
  notAfter: new Date(Date.now() + 86_400_000),
});

export class TestBus {
  private readonly keys: Record<BusService, UserKey>;

  private constructor(
    readonly port: number,
    readonly broker: BrokerProcess,
    keys: Record<BusService, UserKey>,
    private readonly authority: KeyedCertificate,
    private readonly client: KeyedCertificate,
  ) {
    this.keys = keys;
  }

  static async start(folder: TestFolder): Promise<TestBus> {
    const [port = 0] = await freePorts(1);
    const authority = await createAuthority({ name: 'services', ...validity() });
    const server = await issueCertificate(authority, {
      name: 'bus',
      hosts: ['127.0.0.1'],
      use: 'server',
      ...validity(),
    });
    const client = await issueCertificate(authority, {
      name: 'service',
      hosts: [],
      use: 'client',
      ...validity(),
    });
    const keys = Object.fromEntries(
      busServices.map((service) => [service, createUserKey()]),
    ) as Record<BusService, UserKey>;
    const configFile = await folder.write(
      'bus.conf',
      renderBusConfig({
        serverName: 'bus',
        host: '127.0.0.1',
        port,
        tls: {
          certificateFile: await folder.write('bus.crt', server.certificate),
          keyFile: await folder.write('bus.key', server.key),
          authorityFile: await folder.write('bus.ca', authority.certificate),
        },
        publicKeys: Object.fromEntries(busServices.map((name) => [name, keys[name].publicKey])),
      }),
    );
    const broker = new BrokerProcess({ configFile });
    await broker.start();
    return new TestBus(port, broker, keys, authority, client);
  }

  login(service: BusService): BusLogin {
    return {
      service,
      host: '127.0.0.1',
      port: this.port,
      seed: this.keys[service].seed,
      tls: {
        authority: this.authority.certificate,
        certificate: this.client.certificate,
        key: this.client.key,
      },
    };
  }

  stop(): Promise<void> {
    return this.broker.kill();
  }
}
