import { connect, type Socket } from 'node:net';
import { AnswerReader, Gap } from './answers.js';

export interface AskBounds {
  /** Milliseconds without traffic after which a transfer fails with TIMED_OUT. Does not limit the wait for the verdict. */
  readonly idleMs: number;
  readonly totalMs: number;
  readonly answerBytes: number;
}

/**
 * Sends one command to clamd and returns the answer. INSTREAM also sends `content`, one chunk at a time. @throws Gap if the
 * answer is too long, the time runs out or the daemon fails; errors of `content`
 */
export async function ask(
  path: string,
  command: 'VERSION' | 'INSTREAM',
  bounds: AskBounds,
  content?: AsyncIterable<Uint8Array>,
): Promise<string> {
  const socket = connect(path);
  const received = { all: false };
  const answer = answerOf(socket, bounds.answerBytes, received);
  // Awaited below, after sending: a rejection until then must not count as unhandled.
  answer.catch(() => undefined);
  const late = (): void => void socket.destroy(new Gap('TIMED_OUT'));
  const timer = setTimeout(late, bounds.totalMs);
  socket.setTimeout(bounds.idleMs, late);
  try {
    await write(socket, Buffer.from(`z${command}\0`));
    if (content !== undefined) await send(socket, content, received);
  } catch (error) {
    // The answer tells whether the daemon broke off or answered early.
    if (!(error instanceof Gap)) throw error;
  } finally {
    if (content !== undefined) socket.setTimeout(0);
    // A failure of the content does not wait for an answer.
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
  received: { readonly all: boolean },
): Promise<void> {
  try {
    for await (const piece of content) {
      if (piece.length === 0) continue;
      await readAnswer();
      // The answer is complete or too long.
      if (received.all) return;
      socket.cork();
      const length = Buffer.alloc(4);
      length.writeUInt32BE(piece.length);
      socket.write(length);
      const taken = write(socket, piece);
      socket.uncork();
      await taken;
    }
    await readAnswer();
    if (!received.all) await write(socket, Buffer.alloc(4));
  } catch (error) {
    if (!(error instanceof Gap)) socket.destroy();
    throw error;
  }
}

// A write to a daemon that answered and closed fails, and Node.js drops the unread answer with the socket. Between two turns of
// the event loop it reads what has arrived. If the daemon closes after that, the file counts as NOT_SCANNED, FAILED.
async function readAnswer(): Promise<void> {
  for (let turns = 0; turns < 2; turns += 1) await new Promise((done) => setImmediate(done));
}

const write = (socket: Socket, bytes: Uint8Array): Promise<void> =>
  new Promise((done, failed) => {
    socket.write(bytes, (error) => {
      if (error) failed(new Gap('FAILED'));
      else done();
    });
  });

function answerOf(socket: Socket, longest: number, received: { all: boolean }): Promise<string> {
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
        // Ends a daemon that answers without end.
        socket.destroy(error instanceof Gap ? error : undefined);
      }
      received.all = true;
    });
    socket.on('error', (error) => {
      if (error instanceof Gap) failed(error);
    });
    socket.once('close', () => {
      failed(new Gap(connected ? 'FAILED' : 'UNREACHABLE'));
    });
  });
}
