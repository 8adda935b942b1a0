import { readFileSync } from 'node:fs';
import { tree } from '../support/programs.js';
import { processCpu } from './cpu.js';

const reading = <T>(read: () => T, gone: T): T => {
  try {
    return read();
  } catch {
    return gone; // the process ended during the look
  }
};

export const treeCpu = (roots: readonly number[]): number =>
  tree(roots).reduce((sum, pid) => sum + reading(() => processCpu(pid), 0), 0);

/**
 * Memory (MiB) of a process and its descendants. Each of n processes that share a page counts 1/n of that page (Pss in
 * proc(5)).
 */
export function treeMiB(root: number): number {
  const pss = (pid: number): number =>
    Number(/^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1]);
  return tree([root]).reduce((sum, pid) => sum + reading(() => pss(pid), 0), 0) / 1024;
}
