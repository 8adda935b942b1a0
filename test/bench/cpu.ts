import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const ticksPerSecond = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

/** Fields of `/proc/<pid>/stat` after the name, which may hold spaces; field 3 of proc(5) is the first. */
const stat = (pid: number | 'self'): string[] =>
  readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');

const seconds = (fields: readonly (string | undefined)[]): number =>
  fields.reduce((sum, field) => sum + Number(field), 0) / ticksPerSecond;

/** CPU seconds of this process so far, in user code and in the kernel. */
export function ownCpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** CPU seconds of the children of this process that have ended. */
export const endedChildrenCpu = (): number => seconds(stat('self').slice(13, 15));

/** CPU seconds of a process and of its children that have ended. */
export const processCpu = (pid: number): number => seconds(stat(pid).slice(11, 15));
