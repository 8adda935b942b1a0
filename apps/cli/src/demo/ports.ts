import { randomInt } from 'node:crypto';
import { createServer, type Server } from 'node:net';
import { say } from '#language/console';
import { CliError } from '../errors.js';

export interface PortBlock {
  readonly http: number;
  readonly border: number;
  readonly witness: number;
  readonly line: number;
  readonly release: () => Promise<void>;
}

// Below the ephemeral ports of outgoing connections (Linux: 32768 and up).
const first = 20_000;
const blocks = 1_500;
const blockSize = 8;
const attempts = 200;

const listen = (port: number): Promise<Server | undefined> =>
  new Promise((done) => {
    const server = createServer();
    server.once('error', () => done(undefined));
    server.listen(port, '127.0.0.1', () => done(server));
  });

const close = (server: Server | undefined): Promise<void> =>
  new Promise((done) => {
    if (server === undefined) done();
    else server.close(() => done());
  });

async function tryBlock(base: number): Promise<PortBlock | undefined> {
  // The last port of a block is its lock: demos that start together choose different blocks.
  const guard = await listen(base + blockSize - 1);
  if (guard === undefined) return undefined;
  const used = await Promise.all([0, 1, 2, 3, 4, 5, 6].map((offset) => listen(base + offset)));
  await Promise.all(used.map(close));
  if (used.every((server) => server !== undefined))
    return {
      ...{ http: base, border: base + 4, witness: base + 5, line: base + 6 },
      release: () => close(guard),
    };
  await close(guard);
  return undefined;
}

export async function claimPorts(): Promise<PortBlock> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const block = await tryBlock(first + randomInt(blocks) * blockSize);
    if (block !== undefined) return block;
  }
  throw new CliError('CLI_DEMO_FAILED', say('ports.noSevenFreePorts'));
}
