import {
  acknowledgeMinutes,
  nextState,
  priorities,
  priorityOf,
  subjectLineOf,
  compartmentOf,
  isOpening,
  threadEvent,
  threadTypeOf,
  type Document,
  type DocumentId,
  type OpeningKind,
  type Side,
  type ThreadId,
  type ThreadState,
} from '#kernel';
import { signedMonths } from '#capabilities/retention/schedule.model';
import { unpackContent, type DispatchContent } from './content.js';
import { ThreadsError } from './errors.js';
import {
  insertAttachments,
  insertDocuments,
  insertThreads,
  noteSaid,
  sideOf,
  attachmentRows,
  encryptedContent,
  label,
  type Filed,
  type NewDispatch,
  type NewThread,
} from './filing.js';
import {
  attachmentColumns,
  dispatchColumns,
  headColumns,
  threadColumns,
  type AttachmentRecord,
  type DispatchHead,
  type DispatchRecord,
  type KeyedThread,
  type ThreadRecord,
} from './rows.js';
import type { ErasureFile } from '#journal';
import type { Tx } from '#store';
import {
  decryptContent,
  encryptContent,
  newThreadKey,
  unwrapThreadKey,
  wrapThreadKey,
  type KeyRing,
} from '#trust';

export abstract class CaseFiles {
  constructor(
    private readonly keys: KeyRing,
    private readonly erased: Pick<ErasureFile, 'has'>,
  ) {}

  isErased(id: ThreadId, thread?: Pick<ThreadRecord, 'keyWrapped'>): boolean {
    return thread?.keyWrapped === null || this.erased.has(id);
  }

  assertContent(thread: ThreadRecord): void {
    if (this.isErased(thread.id, thread)) throw new ThreadsError('CONTENT_ERASED');
  }

  assertOnAccessList(thread: Pick<ThreadRecord, 'onRoster'>): void {
    if (!thread.onRoster) throw new ThreadsError('NOT_ON_ROSTER');
  }

  async open(tx: Tx, document: Document<OpeningKind>, side: Side): Promise<ThreadRecord> {
    const [thread] = await this.openAll(tx, [document], side);
    if (thread === undefined) throw new ThreadsError('DOCUMENT_KNOWN', 'thread');
    return thread;
  }

  /**
   * Opens one thread for each document and returns the threads in the order of the documents. `side`: whether this State is
   * ASKING or ASKED. @throws ThreadsError DOCUMENT_KNOWN when a thread exists already; CONTENT_ERASED when a thread was
   * erased
   */
  async openAll(
    tx: Tx,
    documents: readonly Document<OpeningKind>[],
    side: Side,
  ): Promise<ThreadRecord[]> {
    if (documents.length === 0) return [];
    const rows = await insertThreads(
      tx,
      documents.map((document) => this.newThread(document, side)),
    );
    const opened = new Map(rows.map((row) => [row.id, row]));
    return documents.map(({ thread }) => {
      const row = opened.get(thread);
      if (row === undefined) throw new ThreadsError('DOCUMENT_KNOWN', 'thread');
      return row;
    });
  }

  private newThread(document: Document<OpeningKind>, side: Side): NewThread {
    const { thread: id, link: linkId } = document;
    // An older database may not know the erased thread; its id must not be used again.
    if (this.erased.has(id)) throw new ThreadsError('CONTENT_ERASED');
    const requestType = threadTypeOf(document);
    const compartment = compartmentOf(requestType);
    const priority = priorityOf(document);
    const storageKey = this.keys.storageKey(compartment);
    const key = newThreadKey();
    const asks = side === 'ASKING';
    const [{ authority }, peer] = asks
      ? [document.from, document.to]
      : [document.to, document.from];
    const minutes = priority === priorities.RISK_TO_LIFE ? acknowledgeMinutes : null;
    return {
      ...{ id, authority, compartment, side, requestType, linkId, priority },
      peer: peer.state,
      peerAuthority: peer.authority,
      keyEpoch: storageKey.epoch,
      keyWrapped: wrapThreadKey(key, { id, authority, side }, storageKey),
      summary: encryptContent(key, label('summary', id), Buffer.from(subjectLineOf(document))),
      // Received requests are checked from delivery on, with their clock.
      watchMinutes: asks ? minutes : null,
      owner: asks ? document.from.officer : null,
      takeMinutes: minutes,
      signedMonths: signedMonths(document),
    };
  }

  async lock(tx: Tx, thread: ThreadId): Promise<ThreadRecord> {
    const row = await this.find(tx, thread, 'for update');
    if (row === undefined) throw new ThreadsError('NOT_FOUND');
    return row;
  }

  async lockAll(
    tx: Tx,
    threads: readonly ThreadId[],
  ): Promise<ReadonlyMap<ThreadId, ThreadRecord>> {
    if (threads.length === 0) return new Map();
    const rows = await tx.query<ThreadRecord>(
      `select ${threadColumns} from cases.thread where id = any ($1::uuid[]) order by id for update`,
      [[...new Set(threads)]],
    );
    return new Map(rows.map((row) => [row.id, row]));
  }

  async find(
    tx: Tx,
    thread: ThreadId,
    lock: '' | 'for update' = '',
  ): Promise<ThreadRecord | undefined> {
    const [row] = await tx.query<ThreadRecord>(
      `select ${threadColumns} from cases.thread where id = $1 ${lock}`,
      [thread],
    );
    return row;
  }

  async append(
    tx: Tx,
    thread: ThreadRecord,
    dispatch: NewDispatch,
  ): Promise<ThreadState | undefined> {
    const states = await this.appendAll(tx, [{ thread, ...dispatch }]);
    return states.get(dispatch.document.id);
  }

  /**
   * Appends documents, at most one per thread; skips documents stored already. The caller must have locked the threads.
   * @returns the new thread state of each appended document @throws KernelError TRANSITION_NOT_ALLOWED
   */
  async appendAll(tx: Tx, filed: readonly Filed[]): Promise<ReadonlyMap<DocumentId, ThreadState>> {
    if (filed.length === 0) return new Map();
    const known = await insertDocuments(
      tx,
      filed.map((each) => ({ ...each, content: encryptedContent(this.key(each.thread), each) })),
    );
    const fresh = filed.filter(({ document }) => known.has(document.id));
    const said = fresh.map(({ thread, document, direction }) => {
      const event = threadEvent(document);
      return event === null
        ? null
        : nextState(thread, event, sideOf(thread, direction), direction === 'IN');
    });
    insertAttachments(
      tx,
      fresh.flatMap((each) => attachmentRows(this.key(each.thread), each)),
    );
    noteSaid(
      tx,
      fresh.flatMap(({ thread, document }, i) => {
        // An opening document gave its thread these values already, except a new state.
        if (isOpening(document) && said[i] === null) return [];
        return [
          { thread: thread.id, state: said[i] ?? null, signedMonths: signedMonths(document) },
        ];
      }),
    );
    await this.follow(tx, fresh);
    return new Map(fresh.map(({ thread, document }, i) => [document.id, said[i] ?? thread.state]));
  }

  protected abstract follow(tx: Tx, fresh: readonly Filed[]): Promise<void>;

  heads(
    tx: Tx,
    thread: ThreadId,
    limit: number,
    after: DocumentId | null,
  ): Promise<DispatchHead[]> {
    return tx.query<DispatchHead>(
      `select ${headColumns} from cases.dispatch
       where thread = $1 ${after === null ? '' : 'and (committed_at, id) > (select committed_at, id from cases.dispatch where id = $3 and thread = $1)'}
       order by committed_at, id limit $2`,
      [thread, limit, ...(after === null ? [] : [after])],
    );
  }

  headsById(tx: Tx, ids: readonly DocumentId[]): Promise<DispatchHead[]> {
    return tx.query<DispatchHead>(
      `select ${headColumns} from cases.dispatch where id = any ($1::uuid[])`,
      [ids],
    );
  }

  dispatchesById(tx: Tx, ids: readonly DocumentId[]): Promise<DispatchRecord[]> {
    return tx.query<DispatchRecord>(
      `select ${dispatchColumns} from cases.dispatch where id = any ($1::uuid[])`,
      [ids],
    );
  }

  threadsById(tx: Tx, ids: readonly ThreadId[]): Promise<ThreadRecord[]> {
    return tx.query<ThreadRecord>(
      `select ${threadColumns} from cases.thread where id = any ($1::uuid[])`,
      [ids],
    );
  }

  attachments(tx: Tx, dispatches: readonly DocumentId[]): Promise<AttachmentRecord[]> {
    return tx.query<AttachmentRecord>(
      `select ${attachmentColumns} from cases.attachment where dispatch = any ($1::uuid[])
       order by dispatch, position`,
      [dispatches],
    );
  }

  key(thread: KeyedThread): Uint8Array {
    if (thread.keyWrapped === null || this.erased.has(thread.id))
      throw new ThreadsError('CONTENT_ERASED');
    return unwrapThreadKey(
      thread.keyWrapped,
      thread,
      this.keys.storageKeyOf(thread.compartment, thread.keyEpoch),
    );
  }

  /**
   * Decrypts the content of a document. @throws ThreadsError NOT_ON_ROSTER when the officer may not read the thread;
   * CONTENT_ERASED, ITEM_RECALLED
   */
  content(
    thread: KeyedThread & Pick<ThreadRecord, 'onRoster'>,
    dispatch: Pick<DispatchRecord, 'id' | 'content' | 'withdrawnFromUse'>,
  ): DispatchContent {
    this.assertOnAccessList(thread);
    if (dispatch.content === null) throw new ThreadsError('CONTENT_ERASED');
    if (dispatch.withdrawnFromUse) throw new ThreadsError('ITEM_RECALLED');
    return unpackContent(
      decryptContent(this.key(thread), label('dispatch', dispatch.id), dispatch.content),
    );
  }

  attachmentKey(thread: ThreadRecord, attachment: AttachmentRecord): Uint8Array {
    this.assertOnAccessList(thread);
    if (attachment.keyWrapped === null) throw new ThreadsError('CONTENT_ERASED');
    const name = label('attachment', attachment.dispatch, attachment.position);
    return decryptContent(this.key(thread), name, attachment.keyWrapped);
  }

  subjectLine(thread: ThreadRecord): string {
    if (!thread.onRoster || thread.withdrawnFromUse || this.isErased(thread.id, thread)) return '';
    if (thread.summary === null) return '';
    const bytes = decryptContent(this.key(thread), label('summary', thread.id), thread.summary);
    return Buffer.from(bytes).toString('utf8');
  }

  protect(thread: ThreadRecord, name: string, bytes: Uint8Array): Uint8Array {
    return encryptContent(this.key(thread), name, bytes);
  }

  /**
   * Decrypts bytes that `protect` encrypted. @throws ThreadsError NOT_ON_ROSTER, CONTENT_ERASED; TrustError unless `protect`
   * made these bytes under this name
   */
  reveal(thread: ThreadRecord, name: string, bytes: Uint8Array): Uint8Array {
    this.assertOnAccessList(thread);
    return decryptContent(this.key(thread), name, bytes);
  }
}
