import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { OneWrite } from './one-write.js';

const folder = mkdtempSync(join(tmpdir(), 'l-'));
const address = join(folder, 'socket');
const written: string[] = [];
let server: Server;
let socket: OneWrite;

// Counts calls of the system below, not what the other end reads at a time.
class Counted extends OneWrite {
  override _write(chunk: Buffer, encoding: BufferEncoding, done: () => void): void {
    written.push(chunk.toString());
    super._write(chunk, encoding, done);
  }
  override _writev(chunks: { chunk: Buffer; encoding: BufferEncoding }[], done: () => void): void {
    written.push(chunks.map(({ chunk }) => chunk.toString()).join(''));
    super._writev?.(chunks, done);
  }
}

beforeAll(async () => {
  server = createServer((other) => other.resume()).listen(address);
  await once(server, 'listening');
  socket = new Counted();
  socket.connect(address);
  await once(socket, 'connect');
});
afterAll(() => {
  socket.destroy();
  server.close();
  rmSync(folder, { recursive: true });
});

describe('a socket to the database', () => {
  it('sends in one call what is written at once, also by promises that follow each other, in order', async () => {
    socket.write('begin;');
    // Like the driver, which holds back the parts of a statement.
    socket.cork();
    socket.write('parse;');
    socket.write('bind;');
    socket.uncork();
    await Promise.resolve();
    await Promise.resolve();
    socket.write('commit;');
    expect(written).toEqual([]);
    await setImmediate();
    expect(written.splice(0)).toEqual(['begin;parse;bind;commit;']);
  });

  it('sends what comes later in a call of its own', async () => {
    socket.write('one;');
    await setImmediate();
    socket.write('two;');
    await setImmediate();
    expect(written.splice(0)).toEqual(['one;', 'two;']);
  });

  it('sends when it is told to, and what follows in a call of its own', async () => {
    socket.write('commit;');
    socket.flush();
    expect(written.splice(0)).toEqual(['commit;']);
    socket.write('begin;');
    expect(written).toEqual([]);
    await setImmediate();
    expect(written.splice(0)).toEqual(['begin;']);
  });

  it('says of what was gathered that it did not leave, when it is destroyed', async () => {
    const lost = new Counted();
    lost.connect(address);
    await once(lost, 'connect');
    const said = new Promise((done) => {
      lost.write('lost;', done);
    });
    lost.destroy();
    expect(await said).toMatchObject({ code: 'ERR_STREAM_DESTROYED' });
    expect(written).toEqual([]);
  });

  it('keeps what is written before it is connected, in order', async () => {
    const early = new Counted();
    early.connect(address);
    early.write('one;');
    await Promise.resolve();
    early.write('two;');
    await once(early, 'connect');
    await setImmediate();
    expect(written.splice(0).join('')).toBe('one;two;');
    early.destroy();
  });

  it('sends the last words before it ends', async () => {
    const other = once(server, 'connection');
    const last = new OneWrite();
    last.connect(address);
    const [end] = (await other) as [NodeJS.ReadableStream];
    const heard: string[] = [];
    end.on('data', (part: Buffer) => heard.push(part.toString()));
    last.write('bye;');
    last.end();
    await once(end, 'end');
    expect(heard.join('')).toBe('bye;');
  });
});
