import { Inject, Injectable } from '@nestjs/common';
import { SIDE } from '#capabilities/tokens';
import { openingsOf, type Purpose, type Side, type ThreadId } from '#kernel';
import type {
  DispatchesAsked,
  FoundThreads,
  ThreadPage,
  ThreadsAsked,
  ThreadView,
} from './threads.contract.js';
import type { FoundField } from './threads.lists.js';
import { ThreadsError, type DispatchHead, type ThreadRecord, recordDisclosed } from '#threads';
import { Cases } from '#capabilities/cases';
import { DispatchRows, fitting, nextAfter, rowBytes } from './dispatch-rows.queries.js';
import { listed, searched, threadViewed } from '#capabilities/audit/views.events';
import { recordListed } from '#capabilities/audit/listed.rows';
import { oneThreadRow, threadRows } from './thread-rows.queries.js';
import type { Session } from '#access';
import { Journal } from '#journal';
import { Mailbox } from '#mailbox';
import { type Context, Store, type Tx } from '#store';
import { TrustStore, type TokenType } from '#trust';

/** Database context of an officer's transaction. Row-level security then shows only the officer's authority and compartments. */
export const officerContext = (session: Session, step: string): Context => ({
  step,
  officer: session.officer,
  authority: session.authority,
  compartments: session.compartments,
  openings: openingsOf(session.roles),
});

const mostDispatches = 100;
const fieldOf = {
  ...{ reference: 'REFERENCE', plate: 'PLATE', document: 'DOCUMENT', phone: 'PHONE' },
  ...{ date: 'DATE', name: 'NAME', text: 'TEXT' },
} as const satisfies Readonly<Record<TokenType, FoundField>>;
const idsOf = (threads: readonly ThreadRecord[]): ThreadId[] => threads.map(({ id }) => id);

export type DispatchesAfter = Pick<DispatchesAsked, 'limit' | 'after'>;

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
   * Returns a page of the authority's threads; `waiting` counts undelivered documents and unclaimed threads. The view is
   * logged, because subject lines are content.
   */
  page(session: Session, { purpose, ...asked }: ThreadsAsked): Promise<ThreadPage> {
    return this.store.transaction(officerContext(session, 'list-threads'), async (tx) => {
      const { side } = this;
      const { authority, officer } = session;
      const waiting = await this.cases.undelivered.atDesk(tx, { side, authority });
      const { threads, next } = await this.cases.listThreads(
        tx,
        { side, authority, officer },
        asked,
      );
      const entry = listed({ session, purpose }, side, 'list', threads.length);
      if (threads.length > 0) await recordListed(this.journal, tx, entry, idsOf(threads));
      const { cases, trust } = this;
      return { threads: await threadRows({ tx, cases, trust }, threads), next, waiting };
    });
  }

  search(session: Session, words: string, purpose: Purpose): Promise<FoundThreads> {
    return this.store.transaction(officerContext(session, 'search-threads'), async (tx) => {
      const { authority, compartments } = session;
      const desk = { side: this.side, authority, compartments };
      const { threads, more, by } = await this.cases.search.find(tx, desk, words);
      const entry = searched({ session, purpose }, this.side, threads.length);
      await recordListed(this.journal, tx, entry, idsOf(threads));
      const { cases, trust } = this;
      const rows = await threadRows({ tx, cases, trust }, threads);
      const foundBy = (thread: ThreadId): FoundField[] =>
        (by.get(thread) ?? []).map((type) => fieldOf[type]);
      return { threads: rows.map((row) => ({ ...row, foundBy: foundBy(row.thread) })), more };
    });
  }

  /**
   * Returns a thread and a page of its documents without content; the view is logged before the answer leaves. @throws
   * ThreadsError NOT_FOUND, NOT_ON_ROSTER, CONTENT_ERASED
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
      const draft = threadViewed(thread, { session, purpose });
      await recordDisclosed(tx, this.journal, this.cases, [{ thread, draft }]);
      const rows = await this.rows.rowsOf(tx, thread, heads);
      const dispatches = fitting(rows, rowBytes);
      const next = nextAfter(dispatches, heads, more);
      const { cases, trust } = this;
      return { ...(await oneThreadRow({ tx, cases, trust }, thread)), dispatches, next };
    });
  }
}

/**
 * Loads a thread that the officer may read. Threads of other authorities give NOT_FOUND; NOT_ON_ROSTER means that emergency
 * access is possible. @throws ThreadsError NOT_FOUND, NOT_ON_ROSTER, CONTENT_ERASED
 */
export async function threadOf(
  cases: Cases,
  tx: Tx,
  id: ThreadId,
  side: Side,
): Promise<ThreadRecord> {
  const thread = await fileOf(cases, tx, id, side);
  cases.assertContent(thread);
  return thread;
}

/**
 * Loads a thread as `threadOf` does, but also an erased thread, whose remaining records still serve as proof. @throws
 * ThreadsError NOT_FOUND, NOT_ON_ROSTER
 */
export async function fileOf(
  cases: Cases,
  tx: Tx,
  id: ThreadId,
  side: Side,
): Promise<ThreadRecord> {
  const thread = await cases.find(tx, id);
  if (thread?.side !== side) throw new ThreadsError('NOT_FOUND');
  cases.assertOnAccessList(thread);
  return thread;
}

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
