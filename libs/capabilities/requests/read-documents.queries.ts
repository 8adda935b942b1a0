import { Inject, Injectable } from '@nestjs/common';
import { SIDE } from '#capabilities/tokens';
import { narrowedBy } from '#capabilities/disclosure/handling/narrowing.model';
import type { DispatchRow, DispatchView } from './dispatches.contract.js';
import type { DocumentPage } from './documents.contract.js';
import type { DocumentId, Purpose, Side, ThreadId } from '#kernel';
import {
  ThreadsError,
  transmittedEnvelopesOf,
  type DispatchHead,
  type ThreadRecord,
  crossedBy,
  recordDisclosed,
} from '#threads';
import { Cases } from '#capabilities/cases';
import { attachmentView } from '#capabilities/attachments/attachment-view.queries';
import { DispatchRows, fitting, nextAfter, rowBytes } from './dispatch-rows.queries.js';
import { narrowingsOf } from '#capabilities/disclosure/recalls/recalls.facts';
import { viewed, type Reading } from '#capabilities/audit/views.events';
import { formalRouteOf } from '#capabilities/policy/policy.service';
import {
  headsAfter,
  officerContext,
  threadOf,
  type DispatchesAfter,
} from './read-thread.queries.js';
import type { Session } from '#access';
import { Journal } from '#journal';
import { Mailbox } from '#mailbox';
import { Store, type Tx } from '#store';
import { TrustStore } from '#trust';
import { decodeDocument } from '#wire';

const entryBytes = 1_200;

const narrowedBytes = 12_500;

const envelopeBytes = 4 * 1024;
const sealedBytes = 200;

const warningBytes = 32 * 1024;

const postedBytes = 32 * 1024;
const mayEnclose = ({ kind }: DispatchRow): boolean =>
  kind === 'forward' || kind === 'recall-answer';

const mayAsk = ({ kind }: DispatchRow): boolean => kind === 'request' || kind === 'forward';

export const viewBytes = (row: DispatchRow): number =>
  rowBytes(row) +
  row.size +
  row.attachments.length * (entryBytes + sealedBytes) +
  (row.directory === null ? 0 : envelopeBytes) +
  (mayAsk(row) ? warningBytes : 0) +
  (mayEnclose(row) ? postedBytes : 0) +
  (row.recalls.some(({ act }) => act === 'NARROW') ? narrowedBytes : 0);

/**
 * Shows an authority's documents to its officers, after logging each view with its purpose. The first view of a received
 * document makes a RETRIEVED receipt.
 */
@Injectable()
export class ReadDocuments {
  private readonly rows: DispatchRows;

  constructor(
    private readonly store: Store,
    private readonly cases: Cases,
    private readonly mailbox: Mailbox,
    private readonly journal: Journal,
    @Inject(SIDE) private readonly side: Side,
    private readonly trust: TrustStore,
  ) {
    this.rows = new DispatchRows(cases, mailbox, trust);
  }

  /**
   * Returns as many documents of a thread as fit in one answer, oldest first; recalled documents come without content.
   * @throws ThreadsError NOT_FOUND, NOT_ON_ROSTER, CONTENT_ERASED
   */
  page(
    session: Session,
    id: ThreadId,
    purpose: Purpose,
    asked: DispatchesAfter,
  ): Promise<DocumentPage> {
    return this.store.transaction(officerContext(session, 'read-item'), async (tx) => {
      const thread = await threadOf(this.cases, tx, id, this.side);
      const { heads, more } = await headsAfter(this.cases, tx, id, asked);
      const rows = fitting(await this.rows.rowsOf(tx, thread, heads), viewBytes);
      const given = heads.slice(0, rows.length).filter(({ withdrawnFromUse }) => !withdrawnFromUse);
      await this.logViews(tx, { session, purpose }, thread, given);
      const dispatches = await this.open(
        tx,
        thread,
        rows.filter((row) => !row.withheld),
      );
      const withheld = rows.filter((row) => row.withheld);
      return { dispatches, withheld, next: nextAfter(rows, heads, more) };
    });
  }

  /** @throws ThreadsError NOT_FOUND, NOT_ON_ROSTER, CONTENT_ERASED, ITEM_RECALLED */
  one(
    session: Session,
    id: ThreadId,
    dispatch: DocumentId,
    purpose: Purpose,
  ): Promise<DispatchView> {
    return this.store.transaction(officerContext(session, 'read-item'), async (tx) => {
      const thread = await threadOf(this.cases, tx, id, this.side);
      const heads = await this.cases.headsById(tx, [dispatch]);
      if (heads[0]?.thread !== id) throw new ThreadsError('NOT_FOUND');
      if (heads[0].withdrawnFromUse) throw new ThreadsError('ITEM_RECALLED');
      await this.logViews(tx, { session, purpose }, thread, heads);
      const [view] = await this.open(tx, thread, await this.rows.rowsOf(tx, thread, heads));
      if (view === undefined) throw new ThreadsError('NOT_FOUND');
      return view;
    });
  }

  private async logViews(
    tx: Tx,
    reading: Reading,
    thread: ThreadRecord,
    heads: readonly DispatchHead[],
  ): Promise<void> {
    const came = heads.flatMap(({ direction, messageId }) =>
      direction === 'IN' && messageId !== null ? [messageId] : [],
    );
    const sealed = await this.mailbox.progress.sealedFacts(tx, thread.linkId, came);
    const factsOf = ({ messageId }: DispatchHead) =>
      messageId === null ? undefined : sealed.get(messageId);
    const entries = heads.map((head) => ({
      thread,
      draft: viewed(thread, reading, head, factsOf(head)),
    }));
    const events = await recordDisclosed(tx, this.journal, this.cases, entries);
    const { linkId, priority } = thread;
    for (const [i, { messageId }] of heads.entries()) {
      const event = events[i];
      if (event !== undefined && messageId !== null && sealed.has(messageId))
        await this.mailbox.progress.retrieved(tx, { linkId, messageId }, event, priority);
    }
  }

  private async open(
    tx: Tx,
    thread: ThreadRecord,
    rows: readonly DispatchRow[],
  ): Promise<DispatchView[]> {
    const records = await this.cases.dispatchesById(
      tx,
      rows.map(({ dispatch }) => dispatch),
    );
    // Judged by the pack in force now.
    if (rows.some(mayAsk)) await this.trust.refresh(tx);
    const ids = records.map(({ id }) => id);
    const transmitted = await transmittedEnvelopesOf(tx, ids);
    const narrowings = await narrowingsOf({ cases: this.cases, tx }, thread, records);
    return rows.map((row) => {
      const record = records.find(({ id }) => id === row.dispatch);
      if (record === undefined) throw new ThreadsError('NOT_FOUND');
      const content = this.cases.content(thread, record);
      const document = decodeDocument(content.document);
      const { attachments: entries, handling } = document;
      const narrowing = narrowings.get(record.id);
      const narrowed = narrowing === undefined ? null : narrowedBy(handling, narrowing);
      const attachments = row.attachments.flatMap((progress) => {
        const entry = entries[progress.position];
        return entry === undefined ? [] : [attachmentView(progress, entry)];
      });
      const warnings = mayAsk(row) ? formalRouteOf(this.trust, document, thread.requestType) : [];
      const crossed = crossedBy(transmitted.get(record.id));
      return { ...row, ...content, ...crossed, attachments, narrowed, warnings };
    });
  }
}
