import { readFileSync } from 'node:fs';

const kib = 1_024;

/** A process and its children: a database server is one and what it started. */
function family(pid: number): number[] {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
    return [pid, ...children.split(' ').filter(Boolean).map(Number)];
  } catch {
    return []; // it ended
  }
}

function statusKiB(pid: number, field: string): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0);
  } catch {
    return 0; // it ended while we looked
  }
}

/** The most memory a process ever had resident, its program and libraries included; MiB (VmHWM of proc(5)). */
export const peakMiB = (pid: number): number => statusKiB(pid, 'VmHWM') / kib;

/**
 * Looks again and again at what every process of a database holds for itself: buffers that all of them share would be
 * counted in each.
 */
export class OwnMemoryWatch {
  readonly #most = new Map<number, number>();
  readonly #timer: NodeJS.Timeout;

  constructor(
    private readonly pid: number,
    everyMs = 250,
  ) {
    this.#timer = setInterval(() => this.look(), everyMs);
  }

  /** MiB of the process that had most. */
  stop(): number {
    clearInterval(this.#timer);
    this.look();
    return Math.max(0, ...this.#most.values()) / kib;
  }

  private look(): void {
    for (const pid of family(this.pid))
      this.#most.set(pid, Math.max(this.#most.get(pid) ?? 0, statusKiB(pid, 'RssAnon')));
  }
}
