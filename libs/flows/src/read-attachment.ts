import {
  transferPiece,
  typeFlaw,
  type AttachmentEntry,
  type AttachmentView,
  type Calls,
  type Sha256,
  type Side,
} from '#model';
import type { Session } from '#access';
import { CasesError, type Cases } from '#cases';
import type { Journal } from '#journal';
import { CHUNK_BYTES, Transfers, layoutOf, type AttachmentReader } from '#objects';
import type { Store, Tx } from '#store';
import { decodeDocument } from '#wire';
import { attachmentProgress, attachmentView } from './attachment-view.js';
import { FlowError } from './errors.js';
import { requireReleased } from './forwards.js';
import { exported } from './item-events.js';
import { officerContext } from './read-thread.js';

type Asked = Omit<Calls['inbox.attachment']['in'], 'session'>;
type Answer = Calls['inbox.attachment']['out'];

interface Found {
  readonly root: Sha256;
  readonly key: Uint8Array;
  readonly entry: AttachmentEntry;
  readonly view: AttachmentView;
}

/** A download goes on without another entry for so long after its last chunk. */
const loggedForMs = 15 * 60_000;
const maxLogged = 1_000;

/**
 * Step 9 for attachments: plaintext, `transferPiece` a call, to an officer of the authority. The export is in the log
 * before the first byte is returned, whichever chunk is asked for first. Each call is judged by itself: what is recalled,
 * stopped, erased or no more released ends a download at its next piece. What is not of the type that its sender says is given
 * out all the same, and marked: it may be evidence as it is. Here for the first time somebody has the key and wants the bytes.
 */
export class ReadAttachment {
  private readonly transfers = new Transfers();
  /** Downloads with their entry, by officer and attachment, with the time until which they go on. */
  private readonly logged = new Map<string, number>();

  constructor(
    private readonly store: Store,
    private readonly cases: Cases,
    private readonly journal: Journal,
    private readonly reader: AttachmentReader,
    private readonly side: Side,
  ) {}

  /**
   * @throws CasesError NOT_FOUND, NOT_ON_ROSTER, CONTENT_ERASED, ITEM_RECALLED; FlowError RELEASE_NEEDED, ATTACHMENT_NOT_COMPLETE,
   * ATTACHMENT_REFUSED;
   * ObjectsError OBJECT_ARGUMENT_INVALID (no such chunk), OBJECT_CORRUPT, OBJECT_UNKNOWN
   */
  async chunk(session: Session, asked: Asked): Promise<Answer> {
    const found = await this.store.transaction(officerContext(session, 'read-attachment'), (tx) =>
      this.find(tx, session, asked),
    );
    // Only now: the entry is committed, so the chunks that follow may rest on it.
    this.note(placeOf(session, asked));
    const { root, key, entry, view } = found;
    const from = asked.chunk * CHUNK_BYTES;
    const to = Math.min(from + transferPiece.bytes, entry.size);
    try {
      const pieces: Uint8Array[] = [];
      for await (const piece of this.reader.decryptStream(root, key, entry.size, { from, to }))
        pieces.push(piece);
      const last = asked.chunk + transferPiece.chunks >= layoutOf(entry.size).chunks;
      const [only = new Uint8Array()] = pieces;
      const bytes = pieces.length > 1 ? Buffer.concat(pieces) : only;
      const differs = asked.chunk === 0 && typeFlaw(entry, bytes) !== undefined;
      return { bytes, last, attachment: view, differs };
    } finally {
      key.fill(0);
    }
  }

  private async find(tx: Tx, session: Session, asked: Asked): Promise<Found> {
    const thread = await this.cases.find(tx, asked.thread);
    if (thread?.side !== this.side) throw new CasesError('NOT_FOUND');
    this.cases.requireRoster(thread);
    const [dispatch] = await this.cases.dispatchesById(tx, [asked.dispatch]);
    if (dispatch?.thread !== thread.id) throw new CasesError('NOT_FOUND');
    const records = await this.cases.attachments(tx, [dispatch.id]);
    const record = records.find(({ position }) => position === asked.position);
    if (record === undefined) throw new CasesError('NOT_FOUND');
    const { document } = this.cases.content(thread, dispatch);
    const entry = decodeDocument(document).attachments[record.position];
    if (entry === undefined) throw new CasesError('NOT_FOUND');
    const taken = { thread, record: dispatch, file: entry.sha256 };
    await requireReleased(this.cases, tx, session, taken, asked.purpose);
    const progress = await this.transfers.progress(tx, dispatch.direction, [record.root]);
    const view = attachmentView(
      attachmentProgress(dispatch.direction, record, progress.get(record.root)),
      entry,
    );
    if (view.state === 'CORRUPT') throw new FlowError('ATTACHMENT_REFUSED');
    if (view.state === 'PARTIAL')
      throw new FlowError('ATTACHMENT_NOT_COMPLETE', `${view.have} of ${view.chunks} chunks`);
    if (asked.chunk === 0 || !this.goesOn(placeOf(session, asked))) {
      await this.journal.record(
        tx,
        exported(thread, asked.dispatch, session, asked.purpose, entry),
      );
    }
    return { root: record.root, key: this.cases.attachmentKey(thread, record), entry, view };
  }

  private goesOn(place: string): boolean {
    return (this.logged.get(place) ?? 0) > Date.now();
  }

  private note(place: string): void {
    this.logged.delete(place);
    this.logged.set(place, Date.now() + loggedForMs);
    const [oldest] = this.logged.keys();
    if (this.logged.size > maxLogged && oldest !== undefined) this.logged.delete(oldest);
  }
}

const placeOf = (session: Session, asked: Asked): string =>
  [session.officer, asked.dispatch, asked.position, asked.purpose].join(' ');
