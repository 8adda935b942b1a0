import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestClamd, signature, streamBytes, suspicious } from '../../../test/support/clamd.js';
import { archiveOf } from './probes.js';
import { Scanner } from './scanner.js';
import { NoTurn } from './turns.js';

const piece = 256 * 1024;

class File {
  read = 0;

  constructor(private readonly bytes: Uint8Array) {}

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < this.bytes.length; at += piece) {
      const part = this.bytes.subarray(at, at + piece);
      this.read += part.length;
      await new Promise(setImmediate);
      yield part;
    }
  }
}

const file = (content: string | Uint8Array): File => new File(Buffer.from(content));
const version = (number: number): RegExp => new RegExp(`^ClamAV [^/]+/${number}/`);
const within = async <T>(ms: number, work: Promise<T>): Promise<T> => {
  const begin = Date.now();
  const result = await work;
  expect(Date.now() - begin).toBeLessThan(ms);
  return result;
};

describe('the scanner, with the real daemon', () => {
  let daemon: TestClamd;
  let scanner: Scanner;

  beforeAll(async () => {
    daemon = await TestClamd.start({ finds: [suspicious], number: 7 });
    scanner = new Scanner(daemon.socket);
  }, 30_000);

  afterAll(() => daemon.stop());

  it('says what is clean, by which signatures, and when', async () => {
    const before = Date.now();
    const scan = await scanner.scan(file('a list of ferries'));
    expect(scan).toMatchObject({ verdict: 'CLEAN', reason: null });
    expect(scan.engine).toMatch(version(7));
    expect(Date.parse(scan.at ?? '')).toBeGreaterThanOrEqual(before);
    expect(await scanner.scan(file(''))).toMatchObject({ verdict: 'CLEAN' });
    expect(await scanner.engine()).toEqual({ engine: scan.engine, gap: null });
    expect(await scanner.check()).toEqual({ engine: scan.engine, gap: null });
  });

  it('finds what its signatures know: plain, far into a file, over the edge of two pieces, in an archive, in one in another', async () => {
    const far = Buffer.alloc(3 * piece, '.');
    const edge = Buffer.from(far);
    far.write(suspicious, 2 * piece + 77);
    edge.write(suspicious, piece - 10);
    const packed = archiveOf(Buffer.from(suspicious), 0);
    for (const content of [suspicious, far, edge, packed, archiveOf(packed, 0)])
      expect(await scanner.scan(file(content))).toMatchObject({
        ...{ verdict: 'INFECTED', reason: signature },
        engine: expect.stringMatching(version(7)),
      });
  });

  it('does not call clean what it cannot look into: encrypted, packed too deep, too large', async () => {
    const closed = archiveOf(Buffer.from('nobody reads this'), 1);
    const deep = Array.from({ length: 200 }).reduce<Buffer>(
      (inner) => archiveOf(inner, 0),
      Buffer.from('a'),
    );
    for (const [content, reason] of [
      [closed, 'ENCRYPTED'],
      [deep, 'OVER_LIMIT'],
      [Buffer.alloc(streamBytes + 1), 'OVER_LIMIT'],
    ] as const)
      expect(await scanner.scan(file(content))).toMatchObject({ verdict: 'NOT_SCANNED', reason });
    const full = await scanner.scan(file(Buffer.alloc(streamBytes)));
    expect(full).toMatchObject({ verdict: 'CLEAN' });
  });

  it('gets the answer of a daemon that had closed before the next write', async () => {
    const still = (): unknown => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
    async function* paused(...after: Uint8Array[]): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(Buffer.alloc(streamBytes));
      yield Buffer.alloc(1);
      // Meanwhile the daemon refuses the last byte and closes.
      still();
      yield* after;
    }
    for (const content of [paused(), paused(Buffer.alloc(1))])
      expect(await scanner.scan(content)).toMatchObject({
        ...{ verdict: 'NOT_SCANNED', reason: 'OVER_LIMIT' },
      });
  });

  it('stops reading a file that is far too large', async () => {
    const large = file(Buffer.alloc(40 * streamBytes));
    expect(await scanner.scan(large)).toMatchObject({ verdict: 'NOT_SCANNED' });
    expect(large.read).toBeLessThan(20 * streamBytes);
  });

  it('tells of a file that cannot be read as of that, not as of a scan', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(Buffer.from('begins well'));
      throw new Error('corrupt');
    }
    await expect(scanner.scan(broken())).rejects.toThrow('corrupt');
  });

  it('is asked about a few files at once, whoever asks for how many, and meanwhile what it is', async () => {
    const few = new Scanner(daemon.socket, { atOnce: 2, perOfficer: 2 });
    const under = { way: 0, most: 0, begun: 0 };
    async function* slow(): AsyncGenerator<Uint8Array> {
      under.way += 1;
      under.begun += 1;
      under.most = Math.max(under.most, under.way);
      // The first scan waits until a second runs beside it, however slow the machine is.
      for (let i = 0; i === 0 || (under.most < 2 && i < 100); i += 1)
        await new Promise((done) => setTimeout(done, 50));
      yield Buffer.from('a list of ferries');
      under.way -= 1;
    }
    const all = Promise.all(Array.from({ length: 7 }, () => few.scan(slow())));
    expect(await few.engine()).toMatchObject({ gap: null });
    expect((await all).map(({ verdict }) => verdict)).toEqual(Array(7).fill('CLEAN'));
    expect(under).toEqual({ way: 0, most: 2, begun: 7 });
    // Requests for the file under way get its verdict.
    const one = { file: 'one' };
    const [first, second] = await Promise.all([few.scan(slow(), one), few.scan(slow(), one)]);
    expect(second).toBe(first);
    expect(await few.scan(slow(), one)).not.toBe(first);
    expect(under.begun).toBe(9);
  });

  it('does not come to a file that waited too long: that is no mark on it, and counted', async () => {
    const one = new Scanner(daemon.socket, { atOnce: 1, totalMs: 300 });
    async function* hours(): AsyncGenerator<Uint8Array> {
      await new Promise((done) => setTimeout(done, 350));
      yield Buffer.from('a list of ferries');
    }
    const [slow, other] = await Promise.allSettled([one.scan(hours()), one.scan(file('x'))]);
    // The scan itself was slow; no other scan delayed it.
    expect(slow).toMatchObject({ value: { verdict: 'NOT_SCANNED', reason: 'TIMED_OUT' } });
    expect(other).toMatchObject({ reason: new NoTurn() });
    expect(one.counts.timedOut).toBe(2);
    expect(await one.scan(file('x'))).toMatchObject({ verdict: 'CLEAN' });
  });

  it('is kept from one officer by another neither with many files nor with the same', async () => {
    const two = new Scanner(daemon.socket, { atOnce: 2, perOfficer: 1 });
    let end = (): void => undefined;
    const ended = new Promise<void>((done) => (end = done));
    async function* long(): AsyncGenerator<Uint8Array> {
      await ended;
      yield Buffer.from('a list of ferries');
    }
    const ofAna = ['a', 'b'].map((name) => two.scan(long(), { officer: 'ana', file: name }));
    const clean = { verdict: 'CLEAN' };
    for (const name of ['b', 'c'])
      expect(await two.scan(file(name), { officer: 'ben', file: name })).toMatchObject(clean);
    end();
    expect(await Promise.all(ofAna)).toMatchObject([clean, clean]);
  });

  it('that hangs is given up within the bound, before a file and in the middle of one', async () => {
    const gone = { verdict: 'NOT_SCANNED', reason: 'TIMED_OUT' };
    daemon.hang();
    try {
      const quick = new Scanner(daemon.socket, { quickMs: 100 });
      expect(await within(1_000, quick.scan(file('x')))).toMatchObject({ ...gone, engine: null });
      expect(quick.counts).toEqual({ timedOut: 1, unfit: 0 });
    } finally {
      daemon.goOn();
    }
    async function* stopping(): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(Buffer.from('begins well'));
      daemon.hang();
      // More than a socket buffers.
      for (let i = 0; i < 3; i += 1) yield Buffer.alloc(piece);
    }
    async function* stoppingLast(): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(Buffer.from('begins well'));
      daemon.hang();
    }
    for (const [bounds, content] of [
      [{ idleMs: 100 }, stopping],
      [{ totalMs: 700 }, stoppingLast],
    ] as const)
      try {
        const scan = await within(3_000, new Scanner(daemon.socket, bounds).scan(content()));
        expect(scan).toMatchObject({ ...gone, engine: expect.stringMatching(version(7)) });
      } finally {
        daemon.goOn();
      }
    expect(await scanner.scan(file('well again'))).toMatchObject({ verdict: 'CLEAN' });
  }, 30_000);

  it('that is not there says nothing; another with newer signatures finds more', async () => {
    const hidden = 'what only tomorrow is known';
    expect(await scanner.scan(file(hidden))).toMatchObject({ verdict: 'CLEAN' });
    await daemon.end();
    const gone = { verdict: 'NOT_SCANNED', reason: 'UNREACHABLE', engine: null };
    expect(await scanner.scan(file(hidden))).toMatchObject(gone);
    expect(await scanner.engine()).toEqual({ engine: null, gap: 'UNREACHABLE' });
    await daemon.startDaemon({ finds: [suspicious, hidden], number: 8 });
    const found = await scanner.scan(file(hidden));
    expect(found).toMatchObject({ verdict: 'INFECTED', reason: signature });
    expect(found.engine).toMatch(version(8));
  }, 30_000);

  it('is not believed with settings that let pass what it has not looked at', async () => {
    const unfit = { verdict: 'NOT_SCANNED', reason: 'UNFIT' };
    for (const settings of [['AlertEncrypted yes'], ['AlertExceedsMax yes'], []]) {
      await daemon.end();
      await daemon.startDaemon({ finds: [suspicious], number: 9, settings });
      expect(await scanner.scan(file('fine'))).toMatchObject(unfit);
      expect(await scanner.check()).toEqual({ engine: null, gap: 'UNFIT' });
    }
    expect(scanner.counts).toEqual({ timedOut: 0, unfit: 3 });
  }, 30_000);
});

describe('the scanner, with a daemon that is none', () => {
  let folder: string;
  let server: Server | undefined;
  const sockets: Socket[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'liaise-scan-'));
  });

  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.destroy();
    server?.close();
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function facing(serve: (socket: Socket) => void): Promise<Scanner> {
    const path = join(folder, 'ctl');
    server = createServer((socket) => {
      sockets.push(socket);
      socket.on('error', () => undefined);
      serve(socket);
    });
    await new Promise<void>((done) => server?.listen(path, done));
    return new Scanner(path, { quickMs: 200, idleMs: 200, totalMs: 400 });
  }

  it.each<[string, string, (socket: Socket) => void]>([
    ['silence', 'TIMED_OUT', () => undefined],
    ['the end', 'FAILED', (socket) => socket.end()],
    ['a broken connection', 'FAILED', (socket) => socket.destroy()],
    ['half an answer', 'FAILED', (socket) => socket.end('ClamAV 1.4.3')],
    ['another answer', 'FAILED', (socket) => socket.end('stream: OK\0')],
    ['an answer without an end', 'FAILED', (socket) => socket.write('ClamAV '.repeat(1_000))],
    [
      'an answer in drops, for ever',
      'TIMED_OUT',
      (socket) => {
        const drops = setInterval(() => socket.write('C'), 20);
        socket.once('close', () => clearInterval(drops));
      },
    ],
  ])('to %s it says %s, in time', async (_, reason, serve) => {
    const scanner = await facing(serve);
    const scan = await within(2_000, scanner.scan(file('x')));
    expect(scan).toMatchObject({ verdict: 'NOT_SCANNED', reason, engine: null });
  });

  it.each([
    ['calls everything clean is found out', 'UNFIT', 'stream: OK'],
    ['tells of an error has failed: its settings are not blamed', 'FAILED', 'No space left ERROR'],
  ])('one that %s', async (_, gap, answer) => {
    const scanner = await facing((socket) =>
      socket.once('data', (text) =>
        socket.end(String(text).startsWith('zVERSION') ? 'ClamAV 9/1/now\0' : `${answer}\0`),
      ),
    );
    expect(await scanner.scan(file('x'))).toMatchObject({ verdict: 'NOT_SCANNED', reason: gap });
    expect(await scanner.check()).toEqual({ engine: null, gap });
  });

  it('without one it reads nothing', async () => {
    const untouched = file('x');
    const none = { verdict: 'NOT_SCANNED', reason: 'NO_SCANNER', engine: null };
    expect(await new Scanner('').scan(untouched)).toMatchObject(none);
    expect(untouched.read).toBe(0);
    const nowhere = new Scanner(join(folder, 'nowhere'));
    expect(await nowhere.scan(untouched)).toMatchObject({ ...none, reason: 'UNREACHABLE' });
    const tooLong = new Scanner(`/${'x'.repeat(300)}`);
    expect(await tooLong.scan(untouched)).toMatchObject({ ...none, reason: 'UNREACHABLE' });
  });
});
