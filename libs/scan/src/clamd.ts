import { connect, type Socket } from 'node:net';
import { AnswerReader, Gap } from './answers.js';

export interface AskBounds {
  /** Without a byte taken while it is being sent to. */
  readonly idleMs: number;
  /** From the beginning to the answer. */
  readonly totalMs: number;
  readonly answerBytes: number;
}

/**
 * One question to clamd, on a connection of its own: `z<command>`, then for INSTREAM the content in pieces, each after its
 * length in four bytes, until one of length 0. The answer ends with a NUL. Never waits beyond its bounds, holds one piece.
 * @throws Gap; whatever `content` throws
 */
export async function ask(
  path: string,
  command: 'VERSION' | 'INSTREAM',
  bounds: AskBounds,
  content?: AsyncIterable<Uint8Array>,
): Promise<string> {
  const socket = connect(path);
  const heard = { all: false };
  const answer = answerOf(socket, bounds.answerBytes, heard);
  // It is awaited below, after what is sent: until then nobody may look.
  answer.catch(() => undefined);
  const late = (): void => void socket.destroy(new Gap('TIMED_OUT'));
  const timer = setTimeout(late, bounds.totalMs);
  socket.setTimeout(bounds.idleMs, late);
  try {
    await write(socket, Buffer.from(`z${command}\0`));
    if (content !== undefined) await send(socket, content, heard);
  } catch (error) {
    // Whether it has broken off or has answered before the end is said by the answer alone.
    if (!(error instanceof Gap)) throw error;
  } finally {
    if (content !== undefined) socket.setTimeout(0);
    // Whoever has a failure of the content to tell does not wait for an answer.
    answer.finally(() => clearTimeout(timer)).catch(() => undefined);
  }
  try {
    return await answer;
  } finally {
    socket.destroy();
  }
}

async function send(
  socket: Socket,
  content: AsyncIterable<Uint8Array>,
  heard: { readonly all: boolean },
): Promise<void> {
  try {
    for await (const piece of content) {
      // It has heard enough: too much.
      if (heard.all) return;
      if (piece.length === 0) continue;
      socket.cork();
      const length = Buffer.alloc(4);
      length.writeUInt32BE(piece.length);
      socket.write(length);
      const taken = write(socket, piece);
      socket.uncork();
      await taken;
    }
    await write(socket, Buffer.alloc(4));
  } catch (error) {
    if (!(error instanceof Gap)) socket.destroy();
    throw error;
  }
}

const write = (socket: Socket, bytes: Uint8Array): Promise<void> =>
  new Promise((done, failed) => {
    socket.write(bytes, (error) => {
      if (error) failed(new Gap('FAILED'));
      else done();
    });
  });

function answerOf(socket: Socket, longest: number, heard: { all: boolean }): Promise<string> {
  return new Promise((done, failed) => {
    const reader = new AnswerReader(longest);
    let connected = false;
    socket.setEncoding('latin1');
    socket.once('connect', () => {
      connected = true;
    });
    socket.on('data', (part: string) => {
      try {
        const whole = reader.add(part);
        if (whole === undefined) return;
        done(whole);
      } catch (error) {
        // One that goes on for ever is not listened to.
        socket.destroy(error instanceof Gap ? error : undefined);
      }
      heard.all = true;
    });
    socket.on('error', (error) => {
      if (error instanceof Gap) failed(error);
    });
    socket.once('close', () => {
      failed(new Gap(connected ? 'FAILED' : 'UNREACHABLE'));
    });
  });
}
