import { phrase, type Detail, joined } from '#kernel';
import { createServer } from 'node:net';
import { RunnerError } from './errors.js';

export interface NeededPort {
  readonly host: string;
  readonly port: number;
  readonly what: string;
}

const patienceMs = 1_000;
const stepMs = 100;

const reasons: Readonly<Record<string, Detail>> = {
  EADDRINUSE: phrase`in use by another program`,
  EADDRNOTAVAIL: phrase`not an address of this machine`,
  EACCES: phrase`not allowed for this account`,
  ENOTFOUND: phrase`a name that this machine does not know`,
};

function problemOf({ host, port }: NeededPort): Promise<Detail | undefined> {
  return new Promise((done) => {
    const server = createServer();
    server.once('error', ({ code = 'unknown' }: NodeJS.ErrnoException) =>
      done(reasons[code] ?? code),
    );
    server.listen({ host, port, exclusive: true }, () => server.close(() => done(undefined)));
  });
}

// Retries for a short time: a process that is ending may hold its port for a moment longer.
async function lastingProblemOf(needed: NeededPort): Promise<Detail | undefined> {
  for (const until = performance.now() + patienceMs; ;) {
    const problem = await problemOf(needed);
    if (problem === undefined || performance.now() >= until) return problem;
    await new Promise((done) => setTimeout(done, stepMs));
  }
}

/**
 * Requires that this process can listen on each port. Names all unusable ports in one error.
 * @throws RunnerError HOST_PORT_UNUSABLE
 */
export async function assertPorts(needed: readonly NeededPort[]): Promise<void> {
  const problems = await Promise.all(needed.map(lastingProblemOf));
  const lines = needed.flatMap(({ host, port, what }, i) => {
    const problem = problems[i];
    return problem === undefined ? [] : [phrase`port ${port} of ${host}, ${what}: ${problem}`];
  });
  if (lines.length > 0) throw new RunnerError('HOST_PORT_UNUSABLE', joined(lines, '\n'));
}
