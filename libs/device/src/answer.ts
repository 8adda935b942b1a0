import { phrase, type Detail } from '#kernel';
import { spawn } from 'node:child_process';
import { CmsError } from '#cms';

const longestOutput = 64 * 1024;
const longestWords = 300;

export interface Asked {
  readonly program: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly input: Uint8Array;
  readonly withinMs: number;
}

// First line of an error output, without terminal control characters.
const firstLine = (said: Buffer): Detail =>
  (said.toString('latin1').split('\n')[0] ?? '').replaceAll(/[^ -~]/g, '?').slice(0, longestWords);

/**
 * Runs a program with an input and returns its output. Kills a program that prints too much or takes too long.
 * @throws CmsError X509_SEAL_FAILED
 */
export function answerOf({ program, args, env, input, withinMs }: Asked): Promise<Buffer> {
  return new Promise((done, failed) => {
    const child = spawn(program, args, { env: { ...env } });
    const [out, err]: [Buffer[], Buffer[]] = [[], []];
    const fail = (why: Detail, cause?: unknown): void => {
      clearTimeout(late);
      failed(new CmsError('X509_SEAL_FAILED', phrase`${program}: ${why}`, cause));
    };
    // A grandchild may hold the pipes open: do not wait for them to close.
    const end = (why: Detail): void => {
      child.kill('SIGKILL');
      for (const stream of [child.stdin, child.stdout, child.stderr]) stream.destroy();
      fail(why);
    };
    const late = setTimeout(() => end(phrase`no answer in time`), withinMs);
    let size = 0;
    const take = (parts: Buffer[]) => (part: Buffer) => {
      size += part.length;
      if (size > longestOutput) end(phrase`too long an answer`);
      else parts.push(part);
    };
    child.stdout.on('data', take(out));
    child.stderr.on('data', take(err));
    child.once('error', (cause) => fail(cause.message, cause));
    child.once('close', (code) => {
      const said = firstLine(Buffer.concat(err));
      clearTimeout(late);
      if (code === 0 && out.length > 0) done(Buffer.concat(out));
      else fail(said === '' ? phrase`ended with ${String(code)}` : said);
    });
    // The program may end before it has read everything; its output counts.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}
