import process from 'node:process';
import { createInterface } from 'node:readline';
import { say } from '#language/console';
import type { Context, Prompting } from './context.js';
import { CliError } from './errors.js';
import { readHidden } from './hidden-input.js';
import { Terminal } from './terminal.js';
import { discardTypedAhead } from './typed-ahead.js';

const longestInput = 1024 * 1024;

async function readInput(): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of process.stdin as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > longestInput)
      throw new CliError(
        'CLI_FILE_INVALID',
        say('processContext.standardInputMoreBytes', { longestInput }),
      );
    parts.push(part);
  }
  return Buffer.concat(parts);
}

let stays = false;
let end: () => void = () => undefined;
const ended = new Promise<void>((done) => {
  end = done;
});

// The handlers stay: a second Ctrl-C, or one after a closed terminal, must not interrupt the orderly end.
function untilAsked(): Promise<void> {
  if (!stays)
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => end());
  stays = true;
  return ended;
}

function whenAsked(): AbortSignal {
  const asked = new AbortController();
  void untilAsked().then(() => asked.abort());
  return asked.signal;
}

let unread: () => void = () => undefined;
const nobodyReads = new Promise<void>((done) => {
  unread = done;
});

// Counts only what is typed after the question: earlier input cannot be an answer to it.
async function ask(question: string): Promise<string> {
  const { typed, interrupted } = await discardTypedAhead(process.stdin);
  if (interrupted) return '';
  if (typed) process.stderr.write(say('processContext.whatTypedBeforeQuestion'));
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await new Promise<string>((done) => {
      // The person closed the input instead of answering.
      lines.once('close', () => done(''));
      lines.question(question, done);
    });
  } finally {
    lines.close();
  }
}

async function askHidden(question: string): Promise<string | undefined> {
  const { interrupted } = await discardTypedAhead(process.stdin);
  return interrupted ? undefined : readHidden(process.stdin, process.stderr, question);
}

function openPrompt(): Prompting {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const typed = lines[Symbol.asyncIterator]();
  return {
    ask: async (question) => {
      lines.setPrompt(question);
      lines.prompt();
      const next = await typed.next();
      return next.done === true ? undefined : next.value;
    },
    close: () => lines.close(),
  };
}

export function processContext(): {
  readonly context: Context;
  readonly unwritten: () => Error | undefined;
} {
  const { env, stdin, stdout, stderr } = process;
  let unwritten: Error | undefined;
  for (const stream of [stdout, stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      // `liaise ... | head`, or a closed terminal: the reader is gone. The command goes on, since it may be sending,
      // and its exit code must tell the outcome.
      if (error.code !== 'EPIPE' && error.code !== 'EIO') unwritten ??= error;
      unread();
    });
  const context: Context = {
    terminal: new Terminal(stdout, stderr, env),
    env,
    now: () => new Date(),
    readInput,
    untilAsked,
    whenAsked,
    untilUnread: () => nobodyReads,
    ...(stdin.isTTY && { ask, askHidden, openPrompt }),
  };
  return { context, unwritten: () => unwritten };
}
