#!/usr/bin/env node
import process from 'node:process';
import { createInterface } from 'node:readline';
import { setImmediate } from 'node:timers/promises';
import { exitCodes } from './exit-codes.js';
import { run } from './program.js';
import { Terminal } from './terminal.js';

const longestInput = 1024 * 1024;

async function readInput(): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of process.stdin as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > longestInput) throw new RangeError(`more than ${longestInput} bytes of input`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** Set once a command stays until it is told to end. */
let stays = false;
let end: () => void = () => undefined;
const ended = new Promise<void>((done) => {
  end = done;
});

/** The handlers stay: a second Ctrl-C, or one after the terminal was closed, must not cut the orderly end short. */
function untilAsked(): Promise<void> {
  if (!stays)
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => end());
  stays = true;
  return ended;
}

let unread: () => void = () => undefined;
const nobodyReads = new Promise<void>((done) => {
  unread = done;
});

async function ask(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await new Promise<string>((done) => {
      // The person ended the input instead of answering.
      lines.once('close', () => done(''));
      lines.question(question, done);
    });
  } finally {
    lines.close();
  }
}

const { env, stdin, stdout, stderr } = process;
/** Why an answer could not be written: a full disk, say. */
let unwritten: Error | undefined;
for (const stream of [stdout, stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // `liaise ... | head`, or a terminal that was closed: whoever reads us has seen enough. The command goes on to its
    // end: it may be signing or sending, and its exit code must say how that went.
    if (error.code !== 'EPIPE' && error.code !== 'EIO') unwritten ??= error;
    unread();
  });
const terminal = new Terminal(stdout, stderr, env);
const code = await run(process.argv.slice(2), {
  terminal,
  env,
  now: () => new Date(),
  readInput,
  untilAsked,
  untilUnread: () => nobodyReads,
  ...(stdin.isTTY && { ask }),
});
// What went wrong with the last line is told a turn later.
await setImmediate();
if (unwritten !== undefined)
  terminal.message(`liaise: the output is not whole: ${unwritten.message}`);
process.exitCode = unwritten !== undefined && code === exitCodes.ok ? exitCodes.failed : code;
