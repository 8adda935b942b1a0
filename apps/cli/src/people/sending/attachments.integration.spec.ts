import { neverScanned } from '#capabilities/attachments/scans/scan.model';
import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { createHash, randomBytes } from 'node:crypto';
import { type Scan } from '#capabilities/attachments/scans/scan.contract';
import { parseSha256, parseSha512 } from '#kernel';
import { HttpsGateway, refuse } from '../../../../../test/support/https-gateway.js';
import { Scratch } from '../../../../../test/support/openpgp-tools.js';
import { ApiClient } from '../../api/client.js';
import { Terminal } from '../../terminal.js';
import { downloadFile, uploadFile } from './attachments.js';

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
  // Sizes around the buffers: small files are read completely before the failure, some wait in two buffers, the largest
  // stops in the middle.
  it.each([20_000, 131_072, 131_073, 150_000, 180_000, 300_000, 3_000_000])(
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

describe('what the scanner of the gateway says', () => {
  const bytes = Buffer.from('some file');
  const hash = (name: string): string => createHash(name).update(bytes).digest('hex');
  const [sha256, sha512] = [hash('sha256'), hash('sha512')];
  const client = (): ApiClient => new ApiClient({ origin: known.origin, ca: known.ca }, undefined);
  async function sending(): Promise<string> {
    const messages: string[] = [];
    const terminal = new Terminal(
      { write: () => undefined },
      { write: (text) => messages.push(text) },
    );
    const api = client();
    try {
      await uploadFile(api, scratch.file('a list.csv', bytes), terminal);
    } catch (error) {
      messages.push(String(error));
    }
    api.close();
    return messages.join('');
  }

  it.each<[Partial<Scan>, RegExp]>([
    [{ verdict: 'CLEAN', reason: null }, /^$/],
    [{ reason: 'NO_SCANNER' }, /^$/],
    [{ reason: 'ENCRYPTED' }, /^a list.csv: NOT SCANNED: it is encrypted\.\n$/],
  ])('of a file that it takes: %j', async (said, expected) => {
    const scan = { ...neverScanned, ...said };
    const size = bytes.length;
    known.on('POST /api/v1/uploads', () => ({ upload: 'u1', size, sha256, sha512, scan }));
    expect(await sending()).toMatch(expected);
  });

  it('of one that it does not take, with the name that only the sender knows', async () => {
    known.on('POST /api/v1/uploads', (_, reply) => refuse(reply, 422, 'ATTACHMENT_INFECTED'));
    expect(await sending()).toMatch(/^Not taken: a list.csv\n[^]*ATTACHMENT_INFECTED/);
  });

  it.each([
    ['CLEAN;engine="ClamAV 1/2/x"', { verdict: 'CLEAN', reason: null, engine: 'ClamAV 1/2/x' }],
    [undefined, { verdict: 'NOT_SCANNED', reason: null, engine: null }],
  ])('of one that it gives out: %j', async (header, scan) => {
    known.on('GET /file', (_, reply) => {
      const headers = header === undefined ? {} : { 'liaise-scan': header };
      reply.writeHead(200, { 'content-length': bytes.length, ...headers }).end(bytes);
    });
    const expected = {
      size: bytes.length,
      ...{ sha256: parseSha256(sha256), sha512: parseSha512(sha512) },
    };
    const api = client();
    const out = `${scratch.file('got', '')}.${scan.verdict}`;
    expect(await downloadFile(api, { path: '/file', out }, expected, silent)).toEqual(scan);
    api.close();
  });
});
