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

/** Command lines of the processes that name `text` in their arguments or environment; not of this one. */
export function processesNaming(text: string): string[] {
  return readdirSync('/proc')
    .filter((name) => digits.test(name) && Number(name) !== process.pid)
    .flatMap((pid) => {
      const [arguments_, environment] = ['cmdline', 'environ'].map((file) =>
        quietly(() => readFileSync(`/proc/${pid}/${file}`, 'utf8'), ''),
      );
      const whole = `${arguments_ ?? ''}\0${environment ?? ''}`;
      return whole.includes(text) ? [`${pid} ${(arguments_ ?? '').replaceAll('\0', ' ')}`] : [];
    });
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
