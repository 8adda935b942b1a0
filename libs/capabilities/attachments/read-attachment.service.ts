import { Inject, Injectable } from '@nestjs/common';
import { SIDE } from '#capabilities/tokens';
import type { Scan } from '#capabilities/attachments/scans/scan.contract';
import type { ScanGap } from '#capabilities/attachments/scans/scan.lists';
import { notScanned, stillCounts } from '#capabilities/attachments/scans/scan.model';
import { timestamp, type AttachmentEntry, type Side, phrase } from '#kernel';
import { transferPiece } from './pieces.model.js';
import { typeFlaw } from './file-types.model.js';
import type { AttachmentView } from './attachments.contract.js';
import type { AttachmentPiece, PieceAsked } from './transfers.contract.js';
import {
  ThreadsError,
  keepScan,
  type AttachmentRecord,
  type ThreadRecord,
  ExchangeError,
} from '#threads';
import { Cases } from '#capabilities/cases';
import { attachmentProgress, attachmentView } from './attachment-view.queries.js';
import { loadGivenOut } from '#capabilities/disclosure/releases/given-out.facts';
import { requireReleased } from '#capabilities/disclosure/releases/given-out.rules';
import { exported, infectedAtDownload } from '#capabilities/audit/views.events';
import { officerContext } from '#capabilities/requests/read-thread.queries';
import type { Session } from '#access';
import { Journal } from '#journal';
import { CHUNK_BYTES, Transfers, layoutOf, AttachmentReader } from '#objects';
import { NoTurn, Scanner } from '#scan';
import { Store, type Tx } from '#store';
import { decodeDocument, sha256 } from '#wire';

interface Found {
  readonly thread: ThreadRecord;
  readonly record: AttachmentRecord;
  readonly entry: AttachmentEntry;
  readonly view: AttachmentView;
  readonly before: Scan;
  readonly key: Uint8Array;
}

interface Reader {
  readonly session: Session;
  readonly asked: PieceAsked;
}

const loggedForMs = 15 * 60_000;
const maxLogged = 1_000;

/** Decrypts attachments piece by piece and checks access before each piece. Refuses infected files. */
@Injectable()
export class ReadAttachment {
  private readonly transfers = new Transfers();
  private readonly logged = new Map<string, number>();

  constructor(
    private readonly store: Store,
    private readonly cases: Cases,
    private readonly journal: Journal,
    private readonly reader: AttachmentReader,
    @Inject(SIDE) private readonly side: Side,
    private readonly scanner: Scanner,
  ) {}

  /**
   * @throws ThreadsError NOT_FOUND, NOT_ON_ROSTER, CONTENT_ERASED, ITEM_RECALLED; ExchangeError RELEASE_NEEDED,
   * ATTACHMENT_NOT_COMPLETE, ATTACHMENT_REFUSED, ATTACHMENT_INFECTED, SCANNER_BUSY; ObjectsError OBJECT_ARGUMENT_INVALID (no
   * such chunk), OBJECT_CORRUPT, OBJECT_UNKNOWN
   */
  async chunk(session: Session, asked: PieceAsked): Promise<AttachmentPiece> {
    const found = await this.release(session, asked);
    const { record, key, entry, view } = found;
    const from = asked.chunk * CHUNK_BYTES;
    const to = Math.min(from + transferPiece.bytes, entry.size);
    try {
      const pieces: Uint8Array[] = [];
      for await (const piece of this.reader.decryptStream(record.root, key, entry.size, {
        from,
        to,
      }))
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

  private async release(session: Session, asked: PieceAsked): Promise<Found> {
    const reader = { session, asked };
    const begins = asked.chunk === 0 || !this.goesOn(placeOf(session, asked));
    const judge = begins ? await this.scanner.engine() : undefined;
    const found = await this.store.transaction(
      officerContext(session, 'read-attachment'),
      async (tx) => {
        const first = await this.find(tx, session, asked);
        const isToBeScanned = judge !== undefined && !stillCounts(first.view.scan, judge.engine);
        if (!isToBeScanned) return this.tell(tx, reader, first, begins);
        if (judge.gap === null) return { ...first, judge: judge.engine };
        return this.tell(tx, reader, await judged(tx, first, nobody(judge.gap)), true);
      },
    );
    if (!('judge' in found)) return this.allowed(session, asked, found);
    const scan = await this.scan(session, found, found.judge);
    // Checks again, because no lock was held during the scan.
    const again = await this.store.transaction(
      officerContext(session, 'read-attachment'),
      async (tx) => {
        const second = await this.find(tx, session, asked);
        return this.tell(tx, reader, await judged(tx, second, scan), true);
      },
    );
    return this.allowed(session, asked, again);
  }

  private async scan(
    { officer }: Session,
    { record, key, entry }: Found,
    engine: string,
  ): Promise<Scan> {
    try {
      // Includes the key: one ciphertext can decrypt to different content under another key.
      const file = [record.root, entry.size, sha256(key), engine].join(' ');
      const content = this.reader.decryptStream(record.root, key, entry.size);
      return await this.scanner.scan(content, { officer, file });
    } catch (error) {
      // Refused while the scanner is overloaded: otherwise mass downloads would get infected files through.
      throw error instanceof NoTurn ? new ExchangeError('SCANNER_BUSY') : error;
    } finally {
      key.fill(0);
    }
  }

  private allowed(session: Session, asked: PieceAsked, found: Found): Found {
    const { verdict, reason } = found.view.scan;
    if (verdict !== 'INFECTED') {
      this.note(placeOf(session, asked));
      return found;
    }
    this.logged.delete(placeOf(session, asked));
    found.key.fill(0);
    throw new ExchangeError('ATTACHMENT_INFECTED', reason ?? undefined);
  }

  private async tell(
    tx: Tx,
    { session, asked }: Reader,
    found: Found,
    begins: boolean,
  ): Promise<Found> {
    const { thread, record, entry, before } = found;
    const { scan } = found.view;
    const reading = { session, purpose: asked.purpose };
    const taken = { ...entry, root: record.root, document: asked.dispatch };
    if (scan.verdict === 'INFECTED')
      await this.journal.recordEvent(
        tx,
        infectedAtDownload(thread, reading, taken, { scan, before }),
      );
    else if (begins) await this.journal.recordEvent(tx, exported(thread, reading, taken, scan));
    return found;
  }

  private async find(tx: Tx, session: Session, asked: PieceAsked): Promise<Found> {
    const thread = await this.cases.find(tx, asked.thread);
    if (thread?.side !== this.side) throw new ThreadsError('NOT_FOUND');
    this.cases.assertOnAccessList(thread);
    const [dispatch] = await this.cases.dispatchesById(tx, [asked.dispatch]);
    if (dispatch?.thread !== thread.id) throw new ThreadsError('NOT_FOUND');
    const records = await this.cases.attachments(tx, [dispatch.id]);
    const record = records.find(({ position }) => position === asked.position);
    if (record === undefined) throw new ThreadsError('NOT_FOUND');
    const { document } = this.cases.content(thread, dispatch);
    const entry = decodeDocument(document).attachments[record.position];
    if (entry === undefined) throw new ThreadsError('NOT_FOUND');
    const { purpose } = asked;
    const from = { thread, record: dispatch, file: entry.sha256 };
    const taken = { ...from, session, purpose, at: timestamp(new Date()) };
    const flaw = requireReleased(taken, await loadGivenOut({ tx, cases: this.cases }, taken));
    if (flaw !== undefined) throw flaw;
    const progress = await this.transfers.progress(tx, dispatch.direction, [record.root]);
    const view = attachmentView(
      attachmentProgress(dispatch.direction, record, progress.get(record.root)),
      entry,
    );
    if (view.state === 'CORRUPT') throw new ExchangeError('ATTACHMENT_REFUSED');
    if (view.state === 'PARTIAL')
      throw new ExchangeError(
        'ATTACHMENT_NOT_COMPLETE',
        phrase`${view.have} of ${view.chunks} chunks`,
      );
    const key = this.cases.attachmentKey(thread, record);
    return { thread, record, entry, view, before: view.scan, key };
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

const placeOf = (session: Session, asked: PieceAsked): string =>
  [session.officer, asked.dispatch, asked.position, asked.purpose].join(' ');

const nobody = (gap: ScanGap): Scan => ({ ...notScanned(gap), at: timestamp(new Date()) });

async function judged(tx: Tx, found: Found, now: Scan): Promise<Found> {
  const scan = await keepScan(tx, found.record, now);
  return { ...found, view: { ...found.view, scan } };
}
