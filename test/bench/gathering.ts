import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { names, readZip } from '#package';
import { answeredThread, packingStates, stopPacking } from '../exchange/parts/packing.js';
import { firstPage } from '../support/two-states.js';
import { figure, type Figure } from './figures.js';
import { verified } from './package.js';

// States of a package that waits for somebody else.
const waiting = new Set(['ASKED', 'GATHERING', 'WAITING_FOR_CHECKPOINT']);

export async function gatheringFigures(reads = 1_000): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'liaise-bench-'));
  try {
    const { two, a } = await packingStates();
    const { thread } = await answeredThread(two);
    const session = two.a.session('ana');
    for (let i = 0; i < reads; i += 1)
      await two.a.asking.show(session, thread, 'INVESTIGATION', firstPage);
    await a.stampLog();
    await a.ask(thread);
    const builder = await a.builder();
    const spent = { gathered: 0, assembled: 0 };
    const run = async (): Promise<boolean> => {
      const { state } = await a.row();
      const begin = performance.now();
      const more = await builder.run();
      const ms = performance.now() - begin;
      if (!waiting.has(state)) spent.assembled += ms;
      else if (more) spent.gathered += ms;
      return more;
    };
    await a.until(() => Promise.resolve({ run }), 'BUILT');
    const bytes = await a.opened(thread);
    writeFileSync(join(folder, 'package.asice'), bytes);
    const roots = readZip(bytes).find(({ name }) => name === names.roots);
    writeFileSync(join(folder, 'roots.txt'), roots?.content ?? '');
    const { ms, mib } = await verified(folder);
    const events = readZip(bytes).filter(({ name }) => name.startsWith('data/custody/proofs/'));
    const by = `a State, ${reads} reads`;
    return [
      figure('events of the package', by, '', [events.length]),
      figure('package gathered in a State', by, 'ms', [spent.gathered]),
      figure('package put together in a State', by, 'ms', [spent.assembled]),
      figure('package gathered and put together', by, 'ms', [spent.gathered + spent.assembled]),
      figure('gathered package verified, whole process', by, 'ms', [ms]),
      figure('gathered package verified, memory', by, 'MiB', [mib]),
    ];
  } finally {
    await stopPacking();
    rmSync(folder, { recursive: true, force: true });
  }
}
