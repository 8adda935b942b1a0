import {
  parseMessageId,
  timestamp,
  type DispatchView,
  type Page,
  type Purpose,
  type Side,
  type StageView,
  type ThreadId,
  type ThreadRow,
  type ThreadView,
} from '#model';
import type { Session } from '#access';
import {
  CasesError,
  type AttachmentRecord,
  type Cases,
  type DispatchRecord,
  type ThreadRecord,
} from '#cases';
import type { Journal } from '#journal';
import type { Mailbox } from '#mailbox';
import { Transfers, type TransferProgress } from '#objects';
import type { Context, Store, Tx } from '#store';
import { decodeDocument } from '#wire';
import { attachmentView } from './attachment-view.js';
import { keepDisclosures } from './disclosures.js';
import { searched, viewed } from './events.js';

const noMessage = parseMessageId('0'.repeat(32));

export const officerContext = (session: Session, step: string): Context => ({
  step,
  officer: session.officer,
  authority: session.authority,
  compartments: session.compartments,
});

/** A line of a list, with the subject line made readable. */
export function threadRow(cases: Cases, thread: ThreadRecord): ThreadRow {
  return {
    thread: thread.id,
    side: thread.side,
    requestType: thread.requestType,
    peer: thread.peer,
    peerAuthority: thread.peerAuthority,
    state: thread.state,
    priority: thread.priority,
    holder: thread.holder,
    subjectLine: cases.subjectLine(thread),
    openedAt: timestamp(thread.openedAt),
    updatedAt: timestamp(thread.updatedAt),
  };
}

/**
 * Step 9: lists and shows threads to an officer of their authority. The view is logged, with its purpose, before any
 * content is returned; the first view of what came from the peer is a RETRIEVED receipt.
 */
export class ReadThread {
  private readonly transfers = new Transfers();

  constructor(
    private readonly store: Store,
    private readonly cases: Cases,
    private readonly mailbox: Mailbox,
    private readonly journal: Journal,
    private readonly side: Side,
  ) {}

  list(session: Session, page: Page): Promise<ThreadRow[]> {
    return this.store.transaction(officerContext(session, 'list-threads'), async (tx) => {
      const rows = await this.cases.list(tx, this.side, page.limit, page.before);
      return rows.map((row) => threadRow(this.cases, row));
    });
  }

  /** By the blind index; the search itself is logged, its words are not. */
  search(session: Session, words: string, purpose: Purpose): Promise<ThreadRow[]> {
    return this.store.transaction(officerContext(session, 'search-threads'), async (tx) => {
      const rows = await this.cases.search.find(tx, session.compartments, words);
      const own = rows.filter((row) => row.side === this.side);
      await this.journal.record(tx, searched(session, own.length, purpose));
      return own.map((row) => threadRow(this.cases, row));
    });
  }

  show(session: Session, id: ThreadId, purpose: Purpose): Promise<ThreadView> {
    return this.store.transaction(officerContext(session, 'read-item'), async (tx) => {
      const thread = await this.cases.find(tx, id);
      if (thread?.side !== this.side) throw new CasesError('NOT_FOUND');
      const dispatches = await this.cases.dispatches(tx, id);
      await this.logView(tx, session, thread, dispatches, purpose);
      const attachments = await this.cases.attachments(
        tx,
        dispatches.map((d) => d.id),
      );
      const stages = await this.mailbox.progress.stages(
        tx,
        dispatches.map((d) => d.id),
      );
      const roots = attachments.map((a) => a.root);
      const transfers = {
        IN: await this.transfers.progress(tx, 'IN', roots),
        OUT: await this.transfers.progress(tx, 'OUT', roots),
      };
      return {
        ...threadRow(this.cases, thread),
        dispatches: dispatches.map((dispatch) =>
          this.view(
            thread,
            dispatch,
            stages.get(dispatch.id) ?? [],
            attachments.filter((a) => a.dispatch === dispatch.id),
            transfers[dispatch.direction],
          ),
        ),
      };
    });
  }

  private async logView(
    tx: Tx,
    session: Session,
    thread: ThreadRecord,
    dispatches: readonly DispatchRecord[],
    purpose: Purpose,
  ): Promise<void> {
    const sealed = await this.mailbox.progress.sealedFacts(
      tx,
      dispatches.flatMap((d) =>
        d.direction === 'IN' && d.messageId !== null ? [d.messageId] : [],
      ),
    );
    const events = await this.journal.recordAll(
      tx,
      dispatches.map((dispatch) =>
        viewed(thread, dispatch, session, purpose, sealed.get(dispatch.messageId ?? noMessage)),
      ),
    );
    const recorded = events.map((event) => ({ thread, event }));
    await keepDisclosures(tx, this.journal, this.cases, recorded);
    for (const [i, { messageId }] of dispatches.entries()) {
      const event = events[i];
      if (event !== undefined && messageId !== null && sealed.has(messageId))
        await this.mailbox.progress.retrieved(tx, messageId, event);
    }
    tx.wake('sequence');
  }

  private view(
    thread: ThreadRecord,
    dispatch: DispatchRecord,
    stages: readonly StageView[],
    attachments: readonly AttachmentRecord[],
    transfers: ReadonlyMap<string, TransferProgress>,
  ): DispatchView {
    const content = this.cases.content(thread, dispatch);
    const document = decodeDocument(content.document);
    return {
      dispatch: dispatch.id,
      direction: dispatch.direction,
      kind: dispatch.kind,
      officer: dispatch.officer,
      committedAt: timestamp(dispatch.committedAt),
      messageId: dispatch.messageId,
      ...content,
      stages,
      attachments: document.attachments.map((entry, position) => {
        const record = attachments.find((a) => a.position === position);
        const transfer = transfers.get(record?.root ?? '');
        return attachmentView(dispatch.direction, position, entry, transfer);
      }),
    };
  }
}
