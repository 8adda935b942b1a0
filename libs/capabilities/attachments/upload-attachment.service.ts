import { randomUUID } from 'node:crypto';
import { Inject, Injectable, Optional } from '@nestjs/common';
import type { Scan } from '#capabilities/attachments/scans/scan.contract';
import { notScanned } from '#capabilities/attachments/scans/scan.model';
import { timestamp, phrase } from '#kernel';
import { transferPiece } from './pieces.model.js';
import type { OpenUpload as OpenedUpload, UploadView } from './transfers.contract.js';
import { Uploads } from './uploads.rows.js';
import { ExchangeError } from '#threads';
import { infectedAtUpload, uploaded } from '#capabilities/audit/views.events';
import { officerContext } from '#capabilities/requests/read-thread.queries';
import type { Session } from '#access';
import { AttachmentReader, AttachmentWriter, ObjectStore, type StoredAttachment } from '#objects';
import { Journal } from '#journal';
import { NoTurn, Scanner } from '#scan';
import { Store } from '#store';
import { sha256 } from '#wire';

export interface UploadLimits {
  readonly perOfficer?: number;
  readonly total?: number;
  /**
   * Milliseconds without a new piece after which an upload is aborted (default 120,000). Must exceed the time of one piece on
   * the slowest line.
   */
  readonly idleMs?: number;
}

export const UPLOAD_LIMITS = Symbol('upload limits');

interface OpenUpload {
  readonly owner: string;
  readonly writer: AttachmentWriter;
  readonly size: number;
  next: number;
  /** Hash of the latest accepted piece. Recognises the piece when a client repeats it. */
  last: string;
  busy: boolean;
  idle: NodeJS.Timeout;
}

@Injectable()
export class UploadAttachment {
  private readonly reader: AttachmentReader;
  private readonly open = new Map<string, OpenUpload>();
  private readonly beginning: string[] = [];

  constructor(
    private readonly store: Store,
    private readonly uploads: Uploads,
    private readonly objects: ObjectStore,
    private readonly journal: Journal,
    private readonly scanner: Scanner,
    @Optional() @Inject(UPLOAD_LIMITS) private readonly limits: UploadLimits = {},
  ) {
    this.reader = new AttachmentReader(objects);
  }

  /**
   * Opens an upload of exactly `size` bytes. @throws ExchangeError UPLOAD_LIMIT; ObjectsError OBJECT_TOO_LARGE,
   * OBJECT_ARGUMENT_INVALID, OBJECT_STORE_FULL
   */
  async begin(session: Session, size: number): Promise<OpenedUpload> {
    const owner = ownerOf(session);
    const owners = [...[...this.open.values()].map((upload) => upload.owner), ...this.beginning];
    const own = owners.filter((other) => other === owner).length;
    if (own >= (this.limits.perOfficer ?? 4) || owners.length >= (this.limits.total ?? 32))
      throw new ExchangeError('UPLOAD_LIMIT');
    this.beginning.push(owner);
    try {
      const writer = await AttachmentWriter.open(this.objects, size);
      const upload = randomUUID();
      const idle = this.giveUpLater(upload);
      this.open.set(upload, { owner, writer, size, next: 0, last: '', busy: false, idle });
      return { upload };
    } finally {
      this.beginning.splice(this.beginning.indexOf(owner), 1);
    }
  }

  /**
   * Accepts the next piece, numbered from 0, of at most `transferPiece.bytes` bytes. A repeat of the latest piece changes
   * nothing. @throws ExchangeError UPLOAD_NOT_OPEN, UPLOAD_OUT_OF_ORDER; ObjectsError, which aborts the upload
   */
  async chunk(session: Session, id: string, index: number, bytes: Uint8Array): Promise<void> {
    const upload = this.find(session, id);
    if (upload.busy || bytes.length > transferPiece.bytes)
      throw new ExchangeError('UPLOAD_OUT_OF_ORDER', phrase`piece ${upload.next}`);
    const hash = sha256(bytes);
    if (index === upload.next - 1 && hash === upload.last) return;
    if (index !== upload.next)
      throw new ExchangeError('UPLOAD_OUT_OF_ORDER', phrase`piece ${upload.next}`);
    await this.work(id, upload, () => upload.writer.write(bytes));
    upload.next += 1;
    upload.last = hash;
  }

  /**
   * Ends the upload, scans the file and stores the encrypted file key. The upload is deleted unless a document names it
   * within a day. @throws ExchangeError UPLOAD_NOT_OPEN, UPLOAD_OUT_OF_ORDER, ATTACHMENT_INFECTED; ObjectsError, for example
   * OBJECT_SIZE_MISMATCH, which aborts the upload
   */
  async finish(session: Session, id: string): Promise<UploadView> {
    const upload = this.find(session, id);
    if (upload.busy) throw new ExchangeError('UPLOAD_OUT_OF_ORDER', phrase`piece ${upload.next}`);
    // Counts as open during the scan, so the limit of the officer holds.
    const { stored, scan } = await this.work(id, upload, async () => {
      const whole = await upload.writer.finish();
      return { stored: whole, scan: await this.judge(session, whole) };
    });
    this.forget(id, upload);
    try {
      await this.storeUpload(session, id, stored, scan);
      if (scan.verdict === 'INFECTED')
        throw new ExchangeError('ATTACHMENT_INFECTED', scan.reason ?? undefined);
    } catch (error) {
      // Without its key the object is useless.
      await this.objects.remove(stored.root);
      throw error;
    } finally {
      stored.key.fill(0);
    }
    const { size, sha256, sha512 } = stored;
    return { upload: id, size, sha256, sha512, scan };
    // Durable now: ciphertext, wrapped key, entry. `SubmitDispatch` claims it; unclaimed uploads are deleted later.
  }

  async close(): Promise<void> {
    await Promise.all([...this.open].map(([id, upload]) => this.giveUp(id, upload)));
  }

  private async judge({ officer }: Session, { root, key, size }: StoredAttachment): Promise<Scan> {
    try {
      return await this.scanner.scan(this.reader.decryptStream(root, key, size), { officer });
    } catch (error) {
      // Uploaded again it would take as long again, and readers scan it anyway.
      if (error instanceof NoTurn) return { ...notScanned('TIMED_OUT'), at: timestamp(new Date()) };
      key.fill(0);
      await this.objects.remove(root);
      throw error;
    }
  }

  private async storeUpload(
    session: Session,
    id: string,
    stored: StoredAttachment,
    scan: Scan,
  ): Promise<void> {
    const [compartment] = session.compartments;
    if (compartment === undefined) throw new ExchangeError('UPLOAD_NOT_OPEN', 'compartment');
    await this.store.transaction(officerContext(session, 'upload-attachment'), async (tx) => {
      if (scan.verdict === 'INFECTED') {
        await this.journal.recordEvent(tx, infectedAtUpload(session, stored, scan));
        return;
      }
      await this.uploads.add(tx, {
        ...stored,
        id,
        scan,
        authority: session.authority,
        compartment,
        officer: session.officer,
      });
      await this.journal.recordEvent(tx, uploaded(session, stored, scan));
    });
  }

  /** Returns an open upload of this officer. Uploads of other officers count as unknown, so that nobody can probe for ids. */
  private find(session: Session, id: string): OpenUpload {
    const upload = this.open.get(id);
    if (upload?.owner !== ownerOf(session)) throw new ExchangeError('UPLOAD_NOT_OPEN');
    return upload;
  }

  private async work<T>(id: string, upload: OpenUpload, run: () => Promise<T>): Promise<T> {
    upload.busy = true;
    clearTimeout(upload.idle);
    try {
      const result = await run();
      upload.idle = this.giveUpLater(id);
      return result;
    } catch (error) {
      await this.giveUp(id, upload);
      throw error;
    } finally {
      upload.busy = false;
    }
  }

  private giveUpLater(id: string): NodeJS.Timeout {
    return setTimeout(() => {
      const upload = this.open.get(id);
      if (upload !== undefined) void this.giveUp(id, upload);
    }, this.limits.idleMs ?? 120_000).unref();
  }

  private async giveUp(id: string, upload: OpenUpload): Promise<void> {
    this.forget(id, upload);
    await upload.writer.abort();
  }

  private forget(id: string, upload: OpenUpload): void {
    clearTimeout(upload.idle);
    this.open.delete(id);
  }
}

const ownerOf = (session: Session): string => `${session.officer} ${session.fingerprint}`;
