import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { randomBytes } from 'node:crypto';
import { HttpsGateway } from '../../../../test/support/https-gateway.js';
import { Scratch } from '../../../../test/support/openpgp-tools.js';
import { ApiClient } from '../api/client.js';
import { Terminal } from '../terminal.js';
import { uploadFile } from './attachments.js';

const silent = new Terminal({ write: () => undefined }, { write: () => undefined });
const sockets: Socket[] = [];
let scratch: Scratch;
let known: HttpsGateway;
let mute: Server;

beforeAll(async () => {
  scratch = new Scratch();
  known = await HttpsGateway.start();
  mute = createServer((socket) => sockets.push(socket));
  await new Promise<void>((done) => mute.listen(0, '127.0.0.1', done));
});
afterAll(async () => {
  for (const socket of sockets) socket.destroy();
  mute.close();
  await known.stop();
  scratch.close();
});

describe('an upload that breaks off', () => {
  // Of the smaller ones everything was read before; the larger one was stopped in the middle.
  it.each([20_000, 150_000, 300_000, 3_000_000])(
    'of %d bytes ends at once, however much of the file was read already',
    async (bytes) => {
      const file = scratch.file(`${bytes}.bin`, randomBytes(bytes));
      const origin = `https://127.0.0.1:${(mute.address() as AddressInfo).port}`;
      const client = new ApiClient({ origin, ca: known.ca }, undefined, { idleMs: 150 });
      const sent = uploadFile(client, file, silent);
      await expect(sent).rejects.toMatchObject({ code: 'CLI_UNREACHABLE' });
      client.close();
    },
    10_000,
  );
});
