import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

const proc = existsSync('/proc/self/stat');

/** Text that distinguishes two processes with the same pid by their start time. Undefined for a missing process. */
export function processIdentity(pid: number): string | undefined {
  try {
    if (!proc)
      return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may itself hold spaces and brackets; field 3 is the state, field 22 the start time.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${boot} ${fields[19] ?? ''}`;
  } catch {
    return undefined;
  }
}

export function commandLine(pid: number): string[] {
  try {
    if (proc) return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').filter(Boolean);
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).split(
      ' ',
    );
  } catch {
    return [];
  }
}

export function writePidFile(path: string, pid: number): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${pid}\n${processIdentity(pid) ?? ''}\n`, { mode: 0o644 });
}

/** Pid in the file. Undefined when the file is missing or invalid, or when that process no longer runs. */
export function readPidFile(path: string): number | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
  const [first = '', identity = ''] = text.split('\n');
  const pid = Number(first);
  if (!Number.isSafeInteger(pid) || pid <= 1 || identity === '') return undefined;
  return processIdentity(pid) === identity ? pid : undefined;
}

export function removePidFile(path: string): void {
  rmSync(path, { force: true });
}

/** Ends a process that is not a child of this one: sends `signal`, then SIGKILL after `graceMs`. */
export async function endProcess(
  pid: number,
  signal: NodeJS.Signals,
  graceMs: number,
): Promise<void> {
  const identity = processIdentity(pid);
  if (identity === undefined) return;
  const gone = async (ms: number): Promise<boolean> => {
    for (const until = performance.now() + ms; performance.now() < until;) {
      if (processIdentity(pid) !== identity) return true;
      await new Promise((done) => setTimeout(done, 25));
    }
    return false;
  };
  for (const [with_, ms] of [
    [signal, graceMs],
    ['SIGKILL', 5_000],
  ] as const) {
    try {
      process.kill(pid, with_);
    } catch {
      return;
    }
    if (await gone(ms)) return;
  }
}
