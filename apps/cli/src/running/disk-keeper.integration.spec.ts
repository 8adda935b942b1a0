import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DiskKeeper, type DiskEvent } from './disk-keeper.js';

let dir: string;
let broker: Server;
let answers: number[];
const events: DiskEvent['kind'][] = [];
let restarts = 0;
let keeper: DiskKeeper;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'liaise-disk-keeper-'));
  answers = [];
  events.length = 0;
  restarts = 0;
  broker = createServer((_request, response) => {
    response.statusCode = answers.shift() ?? 200;
    response.end();
  });
  await new Promise<void>((done) => broker.listen(0, '127.0.0.1', done));
  const address = broker.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  keeper = new DiskKeeper(
    { dir, diskReserve: join(dir, 'reserve') },
    { border: { monitorUrl: `http://127.0.0.1:${port}` } },
    {
      tell: ({ kind }) => events.push(kind),
      restartBorder: () => {
        restarts += 1;
      },
    },
    0,
  );
});
afterEach(async () => {
  await new Promise((done) => broker.close(done));
  rmSync(dir, { recursive: true, force: true });
});

describe('what `liaise up` does about the disk', () => {
  it('keeps a reserve, once', async () => {
    await keeper.checkDisk();
    await keeper.checkDisk();
    expect([
      existsSync(join(dir, 'reserve')),
      events.filter((kind) => kind === 'disk-reserve'),
    ]).toEqual([true, ['disk-reserve']]);
  });

  it('starts the border again when its broker has closed its store, and not when that is only starting', async () => {
    answers = [503, 200, 503, 503, 200, 200];
    for (const expected of [0, 0, 0, 1, 1, 1]) {
      await keeper.checkDisk();
      expect(restarts).toBe(expected);
    }
    expect(events).toContain('border-storage');
  });

  it('asks again later when nobody answers', async () => {
    await new Promise((done) => broker.close(done));
    await keeper.checkDisk();
    await keeper.checkDisk();
    expect(restarts).toBe(0);
    await new Promise<void>((done) => broker.listen(0, '127.0.0.1', done));
  });
});
