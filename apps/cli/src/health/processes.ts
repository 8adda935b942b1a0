import { readPidFile } from '#runner';
import type { Layout } from '../installation/layout.js';
import { processNames } from '../running/programs.js';
import { ok, warn, type Finding } from './finding.js';

export interface ProcessState {
  readonly name: string;
  readonly pid: number | undefined;
}

export const processesOf = (layout: Layout): ProcessState[] =>
  ['supervisor', ...processNames].map((name) => ({
    name,
    pid: readPidFile(layout.path('run', `${name}.pid`)),
  }));

export const runningOf = (processes: readonly ProcessState[]): ReadonlySet<string> =>
  new Set(processes.filter(({ pid }) => pid !== undefined).map(({ name }) => name));

/** Gives a warning when any process is stopped. When none runs, the warning adds which other facts are not known. Pure. */
export function judgeProcesses(processes: readonly ProcessState[]): Finding {
  const stopped = processes.filter(({ pid }) => pid === undefined).map(({ name }) => name);
  if (stopped.length === 0) return ok('processes', `all ${processes.length} run`);
  return stopped.length === processes.length
    ? warn(
        'processes',
        'the State does not run: durability, outside time, duty and ends of keys are not known',
        'start it with `liaise up`, and ask again',
      )
    : warn(
        'processes',
        `stopped: ${stopped.join(', ')}`,
        'read log/ of each; `liaise up` starts them',
      );
}
