import { clockOf, timestamp } from '#kernel';
import { likeNone, type OtherWork } from '#capabilities/deconfliction/sought.model';
import type { Sources } from '#capabilities/capability';
import { alertsOf } from '#capabilities/deadlines/alerts.queries';
import { stopView } from '#capabilities/suspensions/suspensions.rows';
import type { ThreadRecord } from '#threads';
import type { ThreadRow } from './thread-row.contract.js';

type Read = Pick<Sources, 'tx' | 'cases' | 'trust'>;

const nothingOwed = { owed: 0, awaited: 0 } as const;

interface Beside extends Pick<
  ThreadRow,
  'alerts' | 'recalls' | 'evidence' | 'undelivered' | 'operation' | 'stop' | 'clock'
> {
  readonly like: OtherWork;
}

const nothingBeside: Beside = {
  ...{ alerts: [], recalls: nothingOwed, evidence: nothingOwed, undelivered: 0 },
  ...{ operation: null, stop: null, clock: clockOf([], 2), like: likeNone },
};

export async function threadRows(
  { tx, cases, trust }: Read,
  threads: readonly ThreadRecord[],
  isOne = false,
): Promise<ThreadRow[]> {
  const ids = threads.map(({ id }) => id);
  // Unreadable threads show only progress, lateness and holder.
  const known = threads.filter(({ onRoster }) => onRoster);
  const clocks = await cases.clocks.clocksOf(tx, threads);
  const alerts = await alertsOf({ tx, cases, trust }, threads, isOne);
  const recalls = await cases.recalls.open(tx, ids);
  const evidence = await cases.evidence.open(tx, ids);
  const undelivered = await cases.undelivered.countUndelivered(tx, ids);
  const operations = await cases.operations.operationsOf(tx, known);
  const stops = await cases.stops.open(
    tx,
    known.map(({ id }) => id),
  );
  const like = await cases.deconfliction.findMatching(tx, known, isOne);
  return threads.map((thread, i) => {
    const { id } = thread;
    const stop = stops.get(id);
    return threadRow(cases, thread, {
      clock: clocks[i] ?? nothingBeside.clock,
      alerts: alerts.get(id) ?? [],
      recalls: recalls.get(id) ?? nothingOwed,
      evidence: evidence.get(id) ?? nothingOwed,
      undelivered: undelivered.get(id) ?? 0,
      operation: operations.get(id) ?? null,
      stop: stop === undefined ? null : stopView(stop),
      like: like.get(id) ?? likeNone,
    });
  });
}

export async function oneThreadRow(read: Read, thread: ThreadRecord): Promise<ThreadRow> {
  const [row] = await threadRows(read, [thread], true);
  return row ?? threadRow(read.cases, thread, nothingBeside);
}

function threadRow(
  cases: Read['cases'],
  thread: ThreadRecord,
  { clock, alerts, recalls, evidence, undelivered, operation, stop, like }: Beside,
): ThreadRow {
  const { owed, awaited } = recalls;
  return {
    thread: thread.id,
    side: thread.side,
    requestType: thread.requestType,
    peer: thread.peer,
    peerAuthority: thread.peerAuthority,
    state: thread.state,
    priority: thread.priority,
    clock,
    undelivered,
    alerts,
    recalls: { owed, awaited },
    evidence,
    // A restored database may still show erased threads.
    duplicates: like.duplicates.filter((id) => !cases.isErased(id)),
    otherDesk: like.otherDesk,
    askedAbout: like.askedAbout,
    operation,
    stop,
    holder: thread.holder ?? (thread.side === 'ASKING' ? thread.keeper : null),
    onRoster: thread.onRoster,
    formerAuthorities: thread.formerAuthorities,
    subjectLine: cases.subjectLine(thread),
    erased: cases.isErased(thread.id, thread),
    openedAt: timestamp(thread.openedAt),
    updatedAt: timestamp(thread.updatedAt),
  };
}
