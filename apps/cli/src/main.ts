#!/usr/bin/env node
import process from 'node:process';
import { createInterface } from 'node:readline';
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

const untilAsked = (): Promise<void> =>
  new Promise((done) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => done());
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
// `liaise ... | head`: whoever reads us has seen enough.
stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});
const terminal = new Terminal(stdout, stderr, env);
process.exitCode = await run(process.argv.slice(2), {
  terminal,
  env,
  now: () => new Date(),
  readInput,
  untilAsked,
  ...(stdin.isTTY && { ask }),
});
