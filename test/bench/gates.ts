import type { Goal, Named } from './goals.js';

const states = 'two States';
const beside = 'the build beside';
const pipeline = 'raw pipeline';
const [one, many] = ['one in flight', '64 in flight'];
const cpu = `CPU of one exchange, ${many}`;
const rate = `exchanges, ${many}`;
const life = `risk to life until DELIVERED, ${many}, p50`;
const wait = (share: string): string => `submit to OPENED receipt at 10/s, ${share}`;
const sql = (kind: string, load: string): string => `SQL ${kind} of one exchange, ${load}`;

const atMost = (of: Named, most: number, unit: string, what = of[0]): Goal => ({
  ...{ id: 'exchange', what, of, most, unit },
});

export const gates: readonly Goal[] = [
  atMost([sql('commands', many), states], 25, ''),
  atMost([sql('transactions', many), states], 3, ''),
  atMost([sql('notifications', many), states], 1, ''),
  {
    ...{ id: 'exchange', what: `${sql('commands', one)} / the build beside`, most: 0.5 },
    ...{ of: [sql('commands', one), states], over: [[sql('commands', one), beside]] },
  },
  {
    ...{ id: 'exchange', what: `${cpu} / raw pipeline`, most: 12 },
    ...{ of: [cpu, states], over: [[cpu, pipeline]] },
  },
  {
    ...{ id: 'exchange', what: `${cpu} / the build beside`, most: 1 },
    ...{ of: [cpu, states], over: [[cpu, beside]] },
  },
  {
    ...{ id: 'exchange', what: `${rate} / the build beside`, least: 5 },
    ...{ of: [rate, states], over: [[rate, beside]] },
  },
  atMost([wait('p50'), states], 60, 'ms'),
  atMost([wait('p99'), states], 250, 'ms'),
  {
    ...{ id: 'exchange', what: `${life} / the build beside`, most: 1 },
    ...{ of: [life, states], over: [[life, beside]] },
  },
  atMost(['idle CPU of a State', states], 20, 'ms/s'),
  {
    ...{ id: 'exchange', what: 'long load, last minutes / first minutes', least: 0.95 },
    of: ['exchanges, last minutes of the long load', states],
    over: [['exchanges, first minutes of the long load', states]],
  },
  atMost(['not opened after the long load', states], 0, ''),
  atMost(['duplicates after the long load', states], 0, ''),
  // 50 MB.
  atMost(['largest growth of a process in the long load', states], 47.6, 'MiB'),
];
