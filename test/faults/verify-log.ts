import { isEntry } from '#capabilities/directory/directory.schema';
import { openCheckpoint, parseVerifierKey, rootOf } from '#tlog';
import { decodeEntry } from '#wire';
import { until, type Installation } from '../support/installation.js';

interface Snapshot {
  readonly events: number;
  readonly leaves: readonly { readonly index: string; readonly leaf_hash: Buffer }[];
  readonly missing: number;
  readonly released: number;
  readonly note: string;
  readonly root: Buffer;
  readonly size: number;
}

function snapshot(state: Installation, seconds: number): Promise<Snapshot> {
  return until(`a quiet log of ${state.state}`, seconds, () =>
    state.admin(async (admin) => {
      await admin.query('begin isolation level repeatable read read only');
      const [row] = await admin.query<Omit<Snapshot, 'leaves'>>(
        `select (select count(*)::int from journal.event) as events,
           (select count(*)::int from journal.event e left join journal.leaf l on l.event = e.id
             where l.event is null or l.leaf_hash <> e.leaf_hash) as missing,
           r.size::int as released, c.note, c.root, c.size::int as size
         from journal.released r, (select * from journal.checkpoint order by size desc limit 1) c
         where not exists (select from journal.pending) and r.size = c.size`,
      );
      const leaves = await admin.query<Snapshot['leaves'][number]>(
        'select index::text, leaf_hash from journal.leaf order by journal.leaf.index',
      );
      await admin.query('commit');
      return row && { ...row, leaves };
    }),
  );
}

async function logKeys(state: Installation): Promise<string[]> {
  const rows = await state.rows<{ entry: Buffer }>(
    `select entry from trust.entry where state = $1 and chain = 'directory' order by version`,
    [state.state],
  );
  return rows
    .map(({ entry }) => decodeEntry(entry))
    .flatMap((entry) =>
      isEntry(entry, 'note-key') && entry.body.purpose === 'log' ? [entry.body.vkey] : [],
    );
}

/** Checks the log of a State, which is to be quiet within so many seconds. */
export async function verifyLog(
  state: Installation,
  seconds: number,
): Promise<{ readonly wrong: string[]; readonly leaves: number }> {
  let log: Snapshot;
  try {
    log = await snapshot(state, seconds);
  } catch (error) {
    // A log that is too short to be signed again is a finding.
    return { wrong: [`log of ${state.state}: ${String(error)}`], leaves: 0 };
  }
  const [vkey = ''] = await logKeys(state);
  const checkpoint = openCheckpoint(Buffer.from(log.note), parseVerifierKey(vkey));
  const root = Buffer.from(rootOf(log.leaves.map((leaf) => leaf.leaf_hash)));
  const checks: Readonly<Record<string, boolean>> = {
    'an event has no leaf, or another': log.missing === 0,
    'leaves and events differ in number': log.leaves.length === log.events,
    'a leaf index is missing': log.leaves.every(({ index }, i) => Number(index) === i),
    'not all leaves are released': log.released === log.leaves.length,
    'the checkpoint states another size': checkpoint.size === log.leaves.length,
    'the checkpoint states another root':
      root.equals(checkpoint.root) && root.equals(Buffer.from(log.root)),
  };
  const wrong = Object.entries(checks)
    .filter(([, good]) => !good)
    .map(([what]) => `log of ${state.state}: ${what}`);
  return { wrong, leaves: log.leaves.length };
}
