import { readPidFile } from '#runner';
import type { Layout } from '../installation/layout.js';
import { processNames } from '../running/programs.js';

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
