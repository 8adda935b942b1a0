import { readPidFile } from '#runner';
import { say } from '#language/console';
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

export function judgeProcesses(processes: readonly ProcessState[]): Finding {
  const stopped = processes.filter(({ pid }) => pid === undefined).map(({ name }) => name);
  if (stopped.length === 0)
    return ok(
      say('processes.processes'),
      say('processes.allRun', { processesCount: processes.length }),
    );
  return stopped.length === processes.length
    ? warn(
        say('processes.processes'),
        say('processes.stateNotRunDurability'),
        say('processes.startLiaiseUpAsk'),
      )
    : warn(
        say('processes.processes'),
        say('processes.stopped', { stopped: stopped.join(', ') }),
        say('processes.readLogLiaiseUp'),
      );
}
