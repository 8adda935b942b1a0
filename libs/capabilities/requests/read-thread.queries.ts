import { Inject, Injectable } from '@nestjs/common';
import { SIDE } from '#capabilities/tokens';
import { clockOf, openingsOf, timestamp, type Purpose, type Side, type ThreadId } from '#kernel';
import { likeNone, type LikeOthers } from '#capabilities/deconfliction/sought.model';
import type { AlertView } from '#capabilities/deadlines/deadlines.contract';
import type {
  DispatchesAsked,
  FoundThreads,
  ThreadPage,
  ThreadsAsked,
  ThreadView,
} from './threads.contract.js';
import type { ThreadRow } from './thread-row.contract.js';
import type { OpenRecalls } from '#capabilities/disclosure/recalls/recalls.contract';
import { ThreadsError, type DispatchHead, type ThreadRecord, recordDisclosed } from '#threads';
import { stopView } from '#capabilities/suspensions/suspensions.rows';
import { Cases } from '#capabilities/cases';
import { DispatchRows, fitting, nextAfter, rowBytes } from './dispatch-rows.queries.js';
import { listed, searched, threadViewed } from '#capabilities/audit/views.events';
import { recordListed } from '#capabilities/audit/listed.rows';
import { alertsOf } from '#capabilities/deadlines/alerts.queries';
import type { Session } from '#access';
import { Journal } from '#journal';
import { Mailbox } from '#mailbox';
import { type Context, Store, type Tx } from '#store';
import { TrustStore } from '#trust';

/** The database shows and takes rows of this officer's authority and compartments alone, and knows the step. */
export const officerContext = (session: Session, step: string): Context => ({
  step,
  officer: session.officer,
  authority: session.authority,
  compartments: session.compartments,
  openings: openingsOf(session.roles),
});

const mostDispatches = 100;
const idsOf = (threads: readonly ThreadRecord[]): ThreadId[] => threads.map(({ id }) => id);
const nothingOwed = { owed: 0, awaited: 0 } as const;

/**
 * Lines of a list, with the subject line made readable and the clock as it stands; `isOne`: one thread, whose content is
 * there, is shown.
 */
export async function threadRows(
  cases: Cases,
  trust: TrustStore,
  tx: Tx,
  threads: readonly ThreadRecord[],
  isOne = false,
): Promise<ThreadRow[]> {
  const ids = threads.map(({ id }) => id);
  // Of what the officer may not read no more is asked than how far and how late it is, and who has it.
  const known = threads.filter(({ onRoster }) => onRoster);
  const clocks = await cases.clocks.of(tx, threads);
  const alerts = await alertsOf(cases, trust, tx, threads, isOne);
  const recalls = await cases.recalls.open(tx, ids);
  const evidence = await cases.evidence.open(tx, ids);
  const undelivered = await cases.undelivered.of(tx, ids);
  const operations = await cases.operations.of(tx, known);
  const stops = await cases.stops.open(
    tx,
    known.map(({ id }) => id),
  );
  const like = await cases.likeness.of(tx, known, isOne);
  return threads.map((thread, i) => {
    const { id } = thread;
    const row = threadRow(cases, thread, like.get(id), recalls.get(id), alerts.get(id), clocks[i]);
    const stop = stops.get(id);
    return {
      ...row,
      evidence: evidence.get(id) ?? nothingOwed,
      undelivered: undelivered.get(id) ?? 0,
      operation: operations.get(id) ?? null,
      stop: stop === undefined ? null : stopView(stop),
    };
  });
}

export async function oneThreadRow(
  cases: Cases,
  trust: TrustStore,
  tx: Tx,
  thread: ThreadRecord,
): Promise<ThreadRow> {
  const [row] = await threadRows(cases, trust, tx, [thread], true);
  return row ?? threadRow(cases, thread);
}

function threadRow(
  cases: Cases,
  thread: ThreadRecord,
  { duplicates, otherDesk, askedAbout }: LikeOthers = likeNone,
  { owed, awaited }: OpenRecalls = nothingOwed,
  alerts: readonly AlertView[] = [],
  clock = clockOf([], 2),
): ThreadRow {
  return {
    thread: thread.id,
    side: thread.side,
    requestType: thread.requestType,
    peer: thread.peer,
    peerAuthority: thread.peerAuthority,
    state: thread.state,
    priority: thread.priority,
    clock,
    undelivered: 0,
    alerts,
    recalls: { owed, awaited },
    evidence: nothingOwed,
    // An older database does not know of every erasure yet.
    duplicates: duplicates.filter((id) => !cases.isErased(id)),
    otherDesk,
    askedAbout,
    operation: null,
    stop: null,
    holder: thread.holder ?? (thread.side === 'ASKING' ? thread.keeper : null),
    onRoster: thread.onRoster,
    formerAuthorities: thread.formerAuthorities,
    subjectLine: cases.subjectLine(thread),
    erased: cases.isErased(thread.id, thread),
    openedAt: timestamp(thread.openedAt),
    updatedAt: timestamp(thread.updatedAt),
  };
}

/** Part of a thread that is wanted. */
export type DispatchesAfter = Pick<DispatchesAsked, 'limit' | 'after'>;

/** Lists threads and shows where their dispatches are, to an officer of their authority; `ReadDocuments` opens them. */
@Injectable()
export class ReadThread {
  private readonly rows: DispatchRows;

  constructor(
    private readonly store: Store,
    private readonly cases: Cases,
    mailbox: Mailbox,
    private readonly journal: Journal,
    @Inject(SIDE) private readonly side: Side,
    private readonly trust: TrustStore,
  ) {
    this.rows = new DispatchRows(cases, mailbox, trust);
  }

  /**
   * A page of a list, and what the whole desk must know of besides: counts alone. One transaction, so that a page that was not
   * answered is not told of in the log. Subject lines are content: who was shown how many, and what for, is logged first.
   */
  page(session: Session, { purpose, ...asked }: ThreadsAsked): Promise<ThreadPage> {
    return this.store.transaction(officerContext(session, 'list-threads'), async (tx) => {
      const { side } = this;
      const { authority, officer } = session;
      const waiting = await this.cases.undelivered.atDesk(tx, { side, authority });
      const { threads, next } = await this.cases.list(tx, { side, authority, officer }, asked);
      const entry = listed(session, side, 'list', threads.length, purpose);
      if (threads.length > 0) await recordListed(this.journal, tx, entry, idsOf(threads));
      return { threads: await threadRows(this.cases, this.trust, tx, threads), next, waiting };
    });
  }

  /** By the blind index; the search itself is logged, its words are not. */
  search(session: Session, words: string, purpose: Purpose): Promise<FoundThreads> {
    return this.store.transaction(officerContext(session, 'search-threads'), async (tx) => {
      const { authority, compartments } = session;
      const desk = { side: this.side, authority, compartments };
      const { threads, more } = await this.cases.search.find(tx, desk, words);
      const entry = searched(session, this.side, threads.length, purpose);
      await recordListed(this.journal, tx, entry, idsOf(threads));
      return { threads: await threadRows(this.cases, this.trust, tx, threads), more };
    });
  }

  /**
   * The thread with a page of its dispatches, without their words. The look at it is logged first.
   * @throws ThreadsError NOT_FOUND, CONTENT_ERASED
   */
  show(
    session: Session,
    id: ThreadId,
    purpose: Purpose,
    asked: DispatchesAfter,
  ): Promise<ThreadView> {
    return this.store.transaction(officerContext(session, 'read-thread'), async (tx) => {
      const thread = await threadOf(this.cases, tx, id, this.side);
      const { heads, more } = await headsAfter(this.cases, tx, id, asked);
      const draft = threadViewed(thread, session, purpose);
      await recordDisclosed(tx, this.journal, this.cases, [{ thread, draft }]);
      const rows = await this.rows.of(tx, thread, heads);
      const dispatches = fitting(rows, rowBytes);
      const next = nextAfter(dispatches, heads, more);
      return { ...(await oneThreadRow(this.cases, this.trust, tx, thread)), dispatches, next };
    });
  }
}

/**
 * A thread of the other desk looks exactly like an unknown one. That one is there which the officer may not read, the list of
 * the desk shows: so the refusal says how to get in.
 * @throws ThreadsError NOT_FOUND, NOT_ON_ROSTER, CONTENT_ERASED
 */
export async function threadOf(
  cases: Cases,
  tx: Tx,
  id: ThreadId,
  side: Side,
): Promise<ThreadRecord> {
  const thread = await cases.find(tx, id);
  if (thread?.side !== side) throw new ThreadsError('NOT_FOUND');
  cases.requireRoster(thread);
  cases.requireContent(thread);
  return thread;
}

/** A page, 100 at most, and whether more follow. @throws ThreadsError NOT_FOUND when `after` is not of the thread */
export async function headsAfter(
  cases: Cases,
  tx: Tx,
  thread: ThreadId,
  { limit, after }: DispatchesAfter,
): Promise<{ readonly heads: readonly DispatchHead[]; readonly more: boolean }> {
  if (after !== null) {
    const [known] = await cases.headsById(tx, [after]);
    if (known?.thread !== thread) throw new ThreadsError('NOT_FOUND', 'after');
  }
  const most = Math.max(1, Math.min(limit, mostDispatches));
  const heads = await cases.heads(tx, thread, most + 1, after);
  return { heads: heads.slice(0, most), more: heads.length > most };
}
