import { readFileSync, readdirSync } from 'node:fs';
import { processCpu } from './cpu.js';

const reading = <T>(read: () => T, gone: T): T => {
  try {
    return read();
  } catch {
    return gone; // it ended while we looked
  }
};

const parentOf = (pid: number): number =>
  Number(
    readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')[1],
  );

/** These processes and all that descend from them: a database server is many. */
export function tree(roots: readonly number[]): number[] {
  const parents = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((name) => [Number(name), reading(() => parentOf(Number(name)), 0)]),
  );
  const found = [...roots];
  for (const pid of found)
    for (const [child, parent] of parents) if (parent === pid) found.push(child);
  return found;
}

/** CPU seconds of the processes and all below them so far. */
export const treeCpu = (roots: readonly number[]): number =>
  tree(roots).reduce((sum, pid) => sum + reading(() => processCpu(pid), 0), 0);

/** Memory of a process and all below it in MiB, where what n share counts a n-th in each (Pss of proc(5)). */
export function treeMiB(root: number): number {
  const pss = (pid: number): number =>
    Number(/^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1]);
  return tree([root]).reduce((sum, pid) => sum + reading(() => pss(pid), 0), 0) / 1024;
}
