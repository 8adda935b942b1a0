import {
  acknowledgeMinutes,
  nextState,
  priorities,
  priorityOf,
  subjectLineOf,
  assessmentOf,
  clockAct,
  compartmentOf,
  makesEvidential,
  threadEvent,
  threadTypeOf,
  type Document,
  type DocumentId,
  type MessageId,
  type OpeningKind,
  type Sha256,
  type Side,
  type ThreadEvent,
  type ThreadId,
  type ThreadState,
  type ThreadsAsked,
} from '#model';
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
import { Alerts } from './alerts.js';
import { Broadcasts } from './broadcasts.js';
import { Clocks, limitsRow } from './clocks.js';
import { packContent, unpackContent, type DispatchContent } from './content.js';
import { Copies } from './copies.js';
import { DataSubjects } from './data-subjects.js';
import { DeskNotices } from './desk-notices.js';
import { CasesError } from './errors.js';
import { Evidence } from './evidence.js';
import { Hands } from './hands.js';
import { LikenessIndex } from './likeness.js';
import { Notes } from './notes.js';
import { Operations } from './operations.js';
import { Recalls } from './recalls.js';
import { Releases } from './releases.js';
import { Retained } from './retained.js';
import { Rosters } from './rosters.js';
import { HeldFiles } from './held-files.js';
import { scanRow } from './scans.js';
import { Search } from './search.js';
import { listThreads, type Desk } from './thread-list.js';
import { Stops } from './stops.js';
import { Transfer } from './transfer.js';
import { Undelivered } from './undelivered.js';
import {
  attachmentColumns,
  dispatchColumns,
  headColumns,
  threadColumns,
  type AttachmentRecord,
  type DispatchHead,
  type DispatchRecord,
  type KeyedThread,
  type NewAttachment,
  type ThreadRecord,
} from './rows.js';

export interface NewDispatch {
  readonly document: Document;
  readonly documentSha256: Sha256;
  readonly content: DispatchContent;
  readonly direction: 'OUT' | 'IN';
  readonly messageId: MessageId | null;
  /** When it arrived here, as our receipt says; null for one of ours, until the neighbour's receipt. */
  readonly deliveredAt: Date | null;
  readonly attachments: readonly NewAttachment[];
}

const label = (kind: string, ...ids: readonly (string | number)[]): string =>
  [kind, ...ids].join(':');

/** Threads and dispatches. Content is written and read only under the key of its thread. */
export class Cases {
  readonly search: Search;
  readonly files: HeldFiles;
  readonly likeness: LikenessIndex;
  readonly clocks = new Clocks();
  readonly hands = new Hands();
  readonly notes = new Notes();
  readonly transfer: Transfer;
  readonly alerts = new Alerts();
  readonly undelivered = new Undelivered();
  readonly recalls = new Recalls();
  readonly releases = new Releases();
  readonly evidence = new Evidence();
  readonly notices = new DeskNotices();
  readonly operations = new Operations();
  readonly stops = new Stops();
  readonly copies = new Copies();
  readonly broadcasts: Broadcasts;
  readonly rosters = new Rosters();
  readonly retained = new Retained();
  readonly subjects: DataSubjects;

  /** `erased`: what the file of erasures outside the database says; an older database does not know it. */
  constructor(
    private readonly keys: KeyRing,
    private readonly erased: Pick<ErasureFile, 'has'>,
  ) {
    this.search = new Search(keys);
    this.files = new HeldFiles(keys);
    this.likeness = new LikenessIndex(keys);
    this.broadcasts = new Broadcasts(keys);
    this.transfer = new Transfer(keys);
    this.subjects = new DataSubjects(keys);
  }

  /** Also for a thread that this database does not know. */
  isErased(id: ThreadId, thread?: Pick<ThreadRecord, 'keyWrapped'>): boolean {
    return thread?.keyWrapped === null || this.erased.has(id);
  }

  /** @throws CasesError CONTENT_ERASED */
  requireContent(thread: ThreadRecord): void {
    if (this.isErased(thread.id, thread)) throw new CasesError('CONTENT_ERASED');
  }

  /** @throws CasesError NOT_ON_ROSTER */
  requireRoster(thread: Pick<ThreadRecord, 'onRoster'>): void {
    if (!thread.onRoster) throw new CasesError('NOT_ON_ROSTER');
  }

  /** Opens the thread of a document, on the side that wrote it or the side that got it. Returns the thread. */
  async open(tx: Tx, document: Document<OpeningKind>, side: Side): Promise<ThreadRecord> {
    const requestType = threadTypeOf(document);
    // An older database may not know the thread any more; its id does not come back to life.
    if (this.erased.has(document.thread)) throw new CasesError('CONTENT_ERASED');
    const compartment = compartmentOf(requestType);
    const priority = priorityOf(document);
    const storageKey = this.keys.storageKey(compartment);
    const key = newThreadKey();
    const [own, peer] =
      side === 'ASKING' ? [document.from, document.to] : [document.to, document.from];
    const summary = encryptContent(
      key,
      label('summary', document.thread),
      Buffer.from(subjectLineOf(document)),
    );
    const [row] = await tx.query<ThreadRecord>(
      `insert into cases.thread (id, authority, compartment, side, request_type, peer, peer_authority, link_id,
         state, priority, key_epoch, key_wrapped, summary, watch_at, owner, take_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8, 'SUBMITTED', $9, $10, $11, $12,
         clock_timestamp() + make_interval(mins => $13), $14,
         clock_timestamp() + make_interval(mins => $15))
       on conflict do nothing returning ${threadColumns}`,
      [
        document.thread,
        own.authority,
        compartment,
        side,
        requestType,
        peer.state,
        peer.authority,
        document.link,
        priority,
        storageKey.epoch,
        wrapThreadKey(key, { id: document.thread, authority: own.authority, side }, storageKey),
        summary,
        // What comes is watched from its delivery on, with its clock.
        side === 'ASKING' && priority === priorities.RISK_TO_LIFE ? acknowledgeMinutes : null,
        side === 'ASKING' ? document.from.officer : null,
        priority === priorities.RISK_TO_LIFE ? acknowledgeMinutes : null,
      ],
    );
    if (row === undefined) throw new CasesError('DOCUMENT_KNOWN', 'thread');
    return row;
  }

  /** The thread, locked: whoever moves it waits for whoever moves it now. */
  async lock(tx: Tx, thread: ThreadId): Promise<ThreadRecord> {
    const row = await this.find(tx, thread, 'for update');
    if (row === undefined) throw new CasesError('NOT_FOUND');
    return row;
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

  list(tx: Tx, desk: Desk, asked: ThreadsAsked): Promise<ThreadRecord[]> {
    return listThreads(tx, desk, asked);
  }

  /** Moves the thread by the transition table. Returns its state then; throws TRANSITION_NOT_ALLOWED. */
  private move(
    tx: Tx,
    thread: ThreadRecord,
    event: ThreadEvent,
    direction: 'OUT' | 'IN',
  ): ThreadState {
    const by = (direction === 'OUT') === (thread.side === 'ASKING') ? 'ASKING' : 'ASKED';
    const state = nextState(thread, event, by, direction === 'IN');
    tx.send(`update cases.thread set state = $2, updated_at = clock_timestamp() where id = $1`, [
      thread.id,
      state,
    ]);
    return state;
  }

  /**
   * Appends a dispatch with its content and attachments to a thread and moves the thread by its kind. The caller holds
   * the thread's lock. Returns the state of the thread then; undefined when the same document stands there already (a
   * client's or a peer's repetition).
   */
  async append(
    tx: Tx,
    thread: ThreadRecord,
    dispatch: NewDispatch,
  ): Promise<ThreadState | undefined> {
    const { document } = dispatch;
    const act = clockAct(document);
    const key = this.key(thread);
    const content = encryptContent(
      key,
      label('dispatch', document.id),
      packContent(dispatch.content),
    );
    const rows = await tx.query(
      `insert into cases.dispatch (id, thread, authority, compartment, direction, kind, in_reply_to, officer,
         message_id, document_sha256, content, composed_at, delivered_at, clock_act, clock_question, clock_until,
         clock_limits, assessed_until, evidential, notice_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
         case when $19 then clock_timestamp() end)
       on conflict (id) do nothing returning 1 as one`,
      [
        document.id,
        thread.id,
        thread.authority,
        thread.compartment,
        dispatch.direction,
        document.kind,
        document.inReplyTo,
        document.from.officer,
        dispatch.messageId,
        dispatch.documentSha256,
        content,
        document.composedAt,
        dispatch.deliveredAt,
        act?.act ?? null,
        act?.act === 'RESUME' ? act.question : null,
        act?.act === 'EXTEND' ? act.until : null,
        act?.act === 'START' && act.limits !== undefined ? limitsRow(act.limits) : null,
        assessmentOf(document)?.validUntil ?? null,
        makesEvidential(document) || null,
      ],
    );
    if (rows.length === 0) return undefined;
    for (const [position, attachment] of dispatch.attachments.entries())
      tx.send(
        `insert into cases.attachment (dispatch, position, authority, compartment, root, ciphertext_size, key_wrapped, scan)
         values ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [
          document.id,
          position,
          thread.authority,
          thread.compartment,
          attachment.root,
          attachment.ciphertextSize,
          encryptContent(key, label('attachment', document.id, position), attachment.key),
          scanRow(attachment.scan),
        ],
      );
    this.operations.said(tx, document);
    this.retained.said(tx, thread, document);
    this.search.add(tx, thread, document);
    this.files.add(tx, thread, document);
    this.likeness.add(tx, thread, document);
    const event = threadEvent(document);
    const state = event === null ? thread.state : this.move(tx, thread, event, dispatch.direction);
    if (act !== null && dispatch.deliveredAt !== null) await this.clocks.set(tx, [thread]);
    return state;
  }

  /** Oldest first, without contents; `after` is the last dispatch already seen (keyset paging). */
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

  noteMessages(tx: Tx, notes: readonly { dispatch: DocumentId; messageId: MessageId }[]): void {
    if (notes.length === 0) return;
    tx.send(
      `update cases.dispatch d set message_id = n.message_id
       from unnest($1::uuid[], $2::text[]) as n (id, message_id) where d.id = n.id`,
      [notes.map((n) => n.dispatch), notes.map((n) => n.messageId)],
    );
  }

  /** The thread's key; throws CONTENT_ERASED once it is gone. */
  key(thread: KeyedThread): Uint8Array {
    if (thread.keyWrapped === null || this.erased.has(thread.id))
      throw new CasesError('CONTENT_ERASED');
    return unwrapThreadKey(
      thread.keyWrapped,
      thread,
      this.keys.storageKeyOf(thread.compartment, thread.keyEpoch),
    );
  }

  /** Every read of a document comes here. @throws CasesError NOT_ON_ROSTER, CONTENT_ERASED, ITEM_RECALLED */
  content(
    thread: KeyedThread & Pick<ThreadRecord, 'onRoster'>,
    dispatch: Pick<DispatchRecord, 'id' | 'content' | 'withheld'>,
  ): DispatchContent {
    this.requireRoster(thread);
    if (dispatch.content === null) throw new CasesError('CONTENT_ERASED');
    if (dispatch.withheld) throw new CasesError('ITEM_RECALLED');
    return unpackContent(
      decryptContent(this.key(thread), label('dispatch', dispatch.id), dispatch.content),
    );
  }

  attachmentKey(thread: ThreadRecord, attachment: AttachmentRecord): Uint8Array {
    this.requireRoster(thread);
    if (attachment.keyWrapped === null) throw new CasesError('CONTENT_ERASED');
    const name = label('attachment', attachment.dispatch, attachment.position);
    return decryptContent(this.key(thread), name, attachment.keyWrapped);
  }

  subjectLine(thread: ThreadRecord): string {
    if (!thread.onRoster || thread.withheld || this.isErased(thread.id, thread)) return '';
    if (thread.summary === null) return '';
    const bytes = decryptContent(this.key(thread), label('summary', thread.id), thread.summary);
    return Buffer.from(bytes).toString('utf8');
  }

  /** Anything else that belongs to the thread: the sealed bytes as received, the sender's session key, disclosures. */
  protect(thread: ThreadRecord, name: string, bytes: Uint8Array): Uint8Array {
    return encryptContent(this.key(thread), name, bytes);
  }

  /**
   * The inverse of `protect`.
   * @throws CasesError NOT_ON_ROSTER, CONTENT_ERASED; TrustError for other bytes or another name
   */
  reveal(thread: ThreadRecord, name: string, bytes: Uint8Array): Uint8Array {
    this.requireRoster(thread);
    return decryptContent(this.key(thread), name, bytes);
  }
}
