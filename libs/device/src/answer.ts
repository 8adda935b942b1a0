import { spawn } from 'node:child_process';
import { CmsError } from '#cms';

const longestOutput = 64 * 1024;
const longestWords = 300;

/** A program that signs, and how long it may take. */
export interface Asked {
  readonly program: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly input: Uint8Array;
  readonly withinMs: number;
}

/** First line of what a program says of its failure: nothing in it acts on a terminal. */
const firstLine = (said: Buffer): string =>
  (said.toString('latin1').split('\n')[0] ?? '').replaceAll(/[^ -~]/g, '?').slice(0, longestWords);

/** Output of a program that was given some input; one that says too much or takes too long is ended. @throws CmsError X509_SEAL_FAILED */
export function answerOf({ program, args, env, input, withinMs }: Asked): Promise<Buffer> {
  return new Promise((done, failed) => {
    const child = spawn(program, args, { env: { ...env } });
    const [out, err]: [Buffer[], Buffer[]] = [[], []];
    const fail = (why: string, cause?: unknown): void => {
      clearTimeout(late);
      failed(new CmsError('X509_SEAL_FAILED', `${program}: ${why}`, cause));
    };
    // What it started itself may hold the pipes open: nobody waits for that.
    const end = (why: string): void => {
      child.kill('SIGKILL');
      for (const stream of [child.stdin, child.stdout, child.stderr]) stream.destroy();
      fail(why);
    };
    const late = setTimeout(() => end('no answer in time'), withinMs);
    let size = 0;
    const take = (parts: Buffer[]) => (part: Buffer) => {
      size += part.length;
      if (size > longestOutput) end('too long an answer');
      else parts.push(part);
    };
    child.stdout.on('data', take(out));
    child.stderr.on('data', take(err));
    child.once('error', (cause) => fail(cause.message, cause));
    child.once('close', (code) => {
      const said = firstLine(Buffer.concat(err));
      clearTimeout(late);
      if (code === 0 && out.length > 0) done(Buffer.concat(out));
      else fail(said === '' ? `ended with ${String(code)}` : said);
    });
    // It may end before it has read everything; what it says counts.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}
