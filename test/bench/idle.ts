import { asAdmin } from '#store';
import { treeCpu } from './process-tree.js';
import { figure, type Figure } from './figures.js';
import { pause } from './load.js';
import { RunningStates } from './running-states.js';

const settleMs = 20_000;
const rounds = 3;

async function transactions(running: RunningStates): Promise<number> {
  const [row] = await asAdmin(running.database, (admin) =>
    admin.query<{ count: number }>(
      `select sum(xact_commit + xact_rollback)::int8 as count from pg_stat_database`,
    ),
  );
  return row?.count ?? 0;
}

export async function idleFigures(seconds = 20): Promise<Figure[]> {
  const running = await RunningStates.start();
  try {
    await pause(settleMs);
    const cpu: number[] = [];
    const ended: number[] = [];
    const by = new Map<string, number>();
    for (let round = 0; round < rounds; round += 1) {
      const { pids } = running;
      const before = new Map([...pids].map(([name, pid]) => [name, treeCpu([pid])]));
      const first = await transactions(running);
      const began = performance.now();
      await pause(seconds * 1_000);
      const last = await transactions(running);
      const passed = (performance.now() - began) / 1_000;
      const spent = [...pids].map(([name, pid]) => {
        const ms = ((treeCpu([pid]) - (before.get(name) ?? 0)) * 1_000) / passed;
        by.set(name, (by.get(name) ?? 0) + ms / rounds);
        return ms;
      });
      cpu.push(spent.reduce((sum, ms) => sum + ms, 0) / running.states.length);
      ended.push((last - first) / passed);
    }
    return [
      figure('idle CPU of a State', 'idle', 'ms/s', cpu),
      figure('idle transactions of a State', 'idle', '/s', ended),
      ...[...by].map(([name, ms]) => figure(`idle CPU of ${name}`, 'idle', 'ms/s', [ms])),
    ];
  } finally {
    await running.stop();
  }
}
