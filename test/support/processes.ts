import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { createServer } from 'node:net';

const digits = /^\d+$/;

/** What another process may end in the middle of a look is read as nothing. */
function quietly<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
}

const all = (): number[] =>
  readdirSync('/proc')
    .filter((name) => digits.test(name))
    .map(Number);

const argumentsOf = (pid: number): string =>
  quietly(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8'), '');

/** Processes that name `text` in their arguments or environment; not this one. */
export const pidsNaming = (text: string): number[] =>
  all().filter((pid) => {
    if (pid === process.pid) return false;
    const environment = quietly(() => readFileSync(`/proc/${pid}/environ`, 'utf8'), '');
    return `${argumentsOf(pid)}\0${environment}`.includes(text);
  });

/** Command lines of the processes that name `text` in their arguments or environment; not of this one. */
export const processesNaming = (text: string): string[] =>
  pidsNaming(text).map((pid) => `${pid} ${argumentsOf(pid).replaceAll('\0', ' ')}`);

/** Processes that work in a folder or have a file below it open; not this one. */
export const pidsWithin = (folder: string): number[] =>
  all().filter((pid) => {
    if (pid === process.pid) return false;
    const files = quietly(() => readdirSync(`/proc/${pid}/fd`), []).map((fd) => `fd/${fd}`);
    return ['cwd', ...files].some((name) => {
      const link = quietly(() => readlinkSync(`/proc/${pid}/${name}`), '');
      return link === folder || link.startsWith(`${folder}/`);
    });
  });

/** State (a letter), parent and more, as proc(5) numbers them from the third on; empty when it has ended. */
const statOf = (pid: number): string[] =>
  quietly(() => readFileSync(`/proc/${pid}/stat`, 'utf8'), '')
    .replace(/^.*\) /s, '')
    .split(' ');

/** Whether it was stopped (SIGSTOP), or has ended. */
export const isHalted = (pid: number | undefined): boolean =>
  pid === undefined || !/^[RSDI]$/.test(statOf(pid)[0] ?? '');

/** These processes and all that descend from them: a database server is many. */
export function tree(roots: readonly number[]): number[] {
  const parents = all().map((pid) => [pid, Number(statOf(pid)[1])] as const);
  const found = [...roots];
  for (const pid of found)
    for (const [child, parent] of parents) if (parent === pid) found.push(child);
  return found;
}

/** Sockets of a process that reach beyond this machine's files: TCP and UDP, both families. */
export function inetSockets(pid: number): string[] {
  const known = new Set(
    ['tcp', 'tcp6', 'udp', 'udp6'].flatMap((family) =>
      readFileSync(`/proc/${pid}/net/${family}`, 'utf8')
        .split('\n')
        .slice(1)
        .map((line) => line.trim().split(/\s+/)[9] ?? ''),
    ),
  );
  return readdirSync(`/proc/${pid}/fd`)
    .map((fd) => quietly(() => readlinkSync(`/proc/${pid}/fd/${fd}`), ''))
    .filter((link) => known.has(/^socket:\[(\d+)\]$/.exec(link)?.[1] ?? 'none'));
}

/** Whether nobody listens on the port of this machine. */
export const isFree = (port: number): Promise<boolean> =>
  new Promise((done) => {
    const server = createServer();
    server.once('error', () => done(false));
    server.listen(port, '127.0.0.1', () => server.close(() => done(true)));
  });
