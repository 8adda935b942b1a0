import { join } from 'node:path';
import type { Context } from '../context.js';
import { asJson } from '../people/asking.js';
import { makeFolder, writePublic, writeSecret } from '../installation/files.js';
import { partsOf } from './cast.js';
import type { CourtCopy } from './court.js';
import type { DemoState } from './demo-state.js';
import type { Exchanged } from './exchange.js';
import type { Stopped } from './story/forgery.js';
import type { Rescue } from './story/life.js';
import type { Cut } from './story/outage.js';
import type { Peering } from './neighbours.js';
import { latencies, receiptRows } from './receipts.js';

const stateRow = (state: DemoState) => ({
  state: state.script.state,
  authority: state.script.authority,
  baseUrl: state.origin,
  ca: state.layout.servicesAuthority,
  dir: state.layout.dir,
  people: state.people.dir,
  logs: state.layout.path('log'),
  processes: state.processes,
  logins: partsOf(state.script).map(({ officer, role }) => ({
    officer,
    role,
    key: state.keyOf(officer),
    profile: state.person(officer).profile,
  })),
});

async function exportDocuments({ asked, answered }: Exchanged, dir: string): Promise<string[]> {
  const folder = join(dir, 'exports');
  await makeFolder(folder);
  const files: string[] = [];
  for (const { dispatches } of [asked, answered])
    for (const { direction, kind, document, signature, certificate } of dispatches) {
      if (direction !== 'OUT') continue;
      const name = join(folder, kind);
      const parts = { json: document, 'json.sig': signature, cert: certificate };
      for (const [ending, bytes] of Object.entries(parts)) {
        await writeSecret(`${name}.${ending}`, bytes);
        files.push(`${name}.${ending}`);
      }
    }
  return files;
}

interface Happened {
  readonly states: readonly DemoState[];
  readonly peering: Peering;
  readonly exchanged: Exchanged;
  readonly packed: CourtCopy;
  readonly life: Rescue;
  readonly cut: Cut;
  readonly forged: Stopped;
}

export type WrittenSummary = Awaited<ReturnType<typeof summarise>>;

export async function summarise(
  dir: string,
  { states, peering, exchanged, packed, life, cut, forged }: Happened,
  run: { readonly startedAt: Date; readonly context: Context },
) {
  const { thread, asked, answered, attachments, seen } = exchanged;
  const { startedAt, context } = run;
  const exports = await exportDocuments(exchanged, dir);
  const [xa, xb] = [receiptRows(asked), receiptRows(answered)];
  const finishedAt = context.now();
  const summary = {
    startedAt: startedAt.toISOString(),
    finishedAt: finishedAt.toISOString(),
    seconds: (finishedAt.getTime() - startedAt.getTime()) / 1000,
    states: states.map(stateRow),
    peering,
    thread,
    dispatches: { request: xa[0]?.dispatch, response: xb[0]?.dispatch },
    receipts: [
      ...xa.map((row) => ({ state: 'XA', ...row })),
      ...xb.map((row) => ({ state: 'XB', ...row })),
    ],
    latenciesMs: { request: latencies(asked), response: latencies(answered), seen },
    attachments,
    exports,
    life,
    cut,
    forged,
    court: packed,
  };
  const file = join(dir, 'summary.json');
  await writePublic(file, `${JSON.stringify(asJson(summary), undefined, 2)}\n`);
  return { file, summary };
}
