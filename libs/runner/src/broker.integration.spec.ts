import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { RuntimeError } from '#runtime';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BrokerProcess } from './broker-process.js';
import { Supervisor } from './supervisor.js';

let dir: string;
let configFile: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'liaise-broker-'));
  configFile = join(dir, 'nats.conf');
  writeFileSync(join(dir, 'password'), 'first-password', { mode: 0o600 });
});
afterEach(() => {
  rmSync(dir, { recursive: true, force: true });
});

const write = (more = ''): void =>
  writeFileSync(
    configFile,
    `listen: "127.0.0.1:-1"\nauthorization { users = [{ user: a, password: $PASSWORD }${more}] }\n`,
  );
const broker = (lint: () => readonly string[] = () => []): BrokerProcess =>
  new BrokerProcess(dir, {
    name: 'bus',
    configFile,
    lint,
    secretEnv: { PASSWORD: join(dir, 'password') },
  });

function login(address: string, user: string, password: string): Promise<string> {
  const { hostname, port } = new URL(address);
  return new Promise((done, fail) => {
    const socket = connect(Number(port), hostname);
    let text = '';
    socket.setTimeout(5_000, () => socket.destroy(new Error('no answer')));
    socket.on('error', fail);
    socket.on('data', (chunk: Buffer) => {
      const first = text === '';
      text += chunk.toString();
      if (first)
        socket.write(`CONNECT {"user":"${user}","pass":"${password}","verbose":false}\r\nPING\r\n`);
      const answer = /^(PONG|-ERR.*)\r$/m.exec(text)?.[1];
      if (answer === undefined) return;
      socket.destroy();
      done(answer);
    });
  });
}

const addressOf = (server: BrokerProcess): string => server.ports()?.['nats']?.[0] ?? '';

describe('BrokerProcess', () => {
  it('is ready when it listens, takes its secret from a file, and reloads', async () => {
    write();
    const server = broker();
    await server.start();
    const address = addressOf(server);
    expect(await login(address, 'a', 'first-password')).toBe('PONG');
    expect(await login(address, 'a', 'wrong')).toMatch('Authorization Violation');
    expect(await login(address, 'b', 'b')).toMatch('Authorization Violation');
    write(', { user: b, password: b }');
    const pid = server.pid;
    server.reload();
    let answer = '';
    for (let tries = 0; tries < 50 && answer !== 'PONG'; tries += 1) {
      await new Promise((done) => setTimeout(done, 20));
      answer = await login(address, 'b', 'b');
    }
    expect(answer).toBe('PONG');
    expect(server.pid).toBe(pid);
    await server.stop();
    expect(server.ports()).toBeUndefined();
  });

  it('does not offer a broken configuration to a running server', async () => {
    write();
    const server = broker();
    await server.start();
    writeFileSync(configFile, 'listen: {');
    expect(() => {
      server.reload();
    }).toThrow(RuntimeError);
    expect(await login(addressOf(server), 'a', 'first-password')).toBe('PONG');
    await server.stop();
  });

  it('does not start, nor reload, with a file that the lint refuses; says each problem on a line', async () => {
    write();
    const server = broker(() => ['verify: found false; allowed: true', 'x\u001b\n: found y']);
    const refused = {
      code: 'HOST_BROKER_UNSAFE',
      detail: `${configFile}: verify: found false; allowed: true\n${configFile}: x??: found y`,
    };
    await expect(server.start()).rejects.toMatchObject(refused);
    expect(server.pid).toBeUndefined();
    const reload = Promise.resolve().then(() => {
      server.reload();
    });
    await expect(reload).rejects.toMatchObject(refused);
    rmSync(configFile);
    await expect(broker().start()).rejects.toMatchObject({ code: 'HOST_SETTINGS_INVALID' });
  });

  it('names its log when it cannot start', async () => {
    writeFileSync(configFile, 'listen: {');
    await expect(broker().start()).rejects.toMatchObject({
      code: 'HOST_START_FAILED',
      detail: `bus, ${join(dir, 'log', 'bus.log')}`,
    });
  });

  it('comes back under a supervisor after kill -9', async () => {
    write();
    const server = broker();
    const supervisor = new Supervisor(dir);
    supervisor.add(server.spec());
    await supervisor.start();
    const pid = supervisor.pid('bus') ?? 0;
    process.kill(pid, 'SIGKILL');
    await new Promise<void>((done) => {
      supervisor.onEvent((event) => {
        if (event.kind === 'ready') done();
      });
    });
    expect(supervisor.pid('bus')).not.toBe(pid);
    expect(await login(addressOf(server), 'a', 'first-password')).toBe('PONG');
    await supervisor.stop();
  });
});
