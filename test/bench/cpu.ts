import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const ticksPerSecond = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

// Fields of `/proc/<pid>/stat` from field 3 (proc(5)) on; the name before may hold spaces.
const stat = (pid: number | 'self'): string[] =>
  readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');

const seconds = (fields: readonly (string | undefined)[]): number =>
  fields.reduce((sum, field) => sum + Number(field), 0) / ticksPerSecond;

export function ownCpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

export const endedChildrenCpu = (): number => seconds(stat('self').slice(13, 15));

export const processCpu = (pid: number): number => seconds(stat(pid).slice(11, 15));
