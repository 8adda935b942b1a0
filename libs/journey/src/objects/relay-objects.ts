import { randomBytes } from 'node:crypto';
import {
  ObjectsError,
  sendingSql,
  Transfers,
  type AttachmentReader,
  type DueTransfer,
  type ProvenChunk,
} from '#objects';
import type { LinkId, Sha256 } from '#kernel';
import type { Due } from '#store';
import type { Store } from '#store';
import { endOf, peerOf, type BorderConnection, type BorderLinkRef } from '#border';
import { UnreadFiles } from './unread-files.js';
import { encodeBatch, maxBatch, type ObjectChunk } from '#wire';

const chunksPerRun = 8;
const batchesAtOnce = 4;
const batchOverhead = 64;
const chunkOverhead = 64;
const hashBytes = 34;

interface Leaving {
  readonly transfer: DueTransfer;
  readonly chunk: ObjectChunk;
}

/**
 * Sends an attachment's encrypted chunks after the peer has opened the message. A limit keeps chunks from crowding out
 * messages.
 */
export class RelayObjects {
  private readonly transfers = new Transfers();
  private readonly unread: UnreadFiles;

  get due(): Due {
    const { linkId } = this.link;
    return { sql: sendingSql, isDue: (links: readonly LinkId[]) => links.includes(linkId) };
  }

  constructor(
    private readonly store: Store,
    private readonly reader: AttachmentReader,
    private readonly border: Pick<BorderConnection, 'publish'>,
    private readonly link: BorderLinkRef,
    private readonly onProblem: (error: unknown, failures: number) => void,
    now?: () => number,
  ) {
    this.unread = new UnreadFiles(now);
  }

  /** Returns the number of sent chunks. An attachment that cannot be read waits 1 to 30 s; others do not wait for it. */
  async run(): Promise<number> {
    const { linkId } = this.link;
    const leftOut = this.unread.leftOut();
    const due = await this.store.transaction({ step: 'relay-objects' }, (tx) =>
      this.transfers.due(tx, linkId, chunksPerRun, leftOut),
    );
    const failed = new Map<Sha256, ObjectsError>();
    try {
      return await this.sendChunks(due, failed);
    } finally {
      await this.noteFailed(failed);
    }
  }

  private async sendChunks(
    due: readonly DueTransfer[],
    failed: Map<Sha256, ObjectsError>,
  ): Promise<number> {
    let sent = 0;
    let batches: Leaving[][] = [];
    let size = Infinity;
    const leave = async (): Promise<void> => {
      sent += batches.flat().length;
      await this.publish(batches);
      [batches, size] = [[], Infinity];
    };
    for (const transfer of due)
      for (const index of transfer.indexes) {
        const chunk = await this.read(transfer, index, failed);
        if (chunk === undefined) break;
        const add = sizeOf(chunk);
        if (size + add > maxBatch) {
          if (batches.length === batchesAtOnce) await leave();
          batches.push([]);
          size = batchOverhead;
        }
        batches
          .at(-1)
          ?.push({ transfer, chunk: { root: transfer.root, ...chunk, ciphertext: chunk.bytes } });
        size += add;
      }
    await leave();
    return sent;
  }

  private async read(
    { root }: DueTransfer,
    index: number,
    failed: Map<Sha256, ObjectsError>,
  ): Promise<ProvenChunk | undefined> {
    try {
      const chunk = await this.reader.readChunk(root, index);
      this.unread.forget(root);
      return chunk;
    } catch (error) {
      if (!(error instanceof ObjectsError)) throw error;
      failed.set(root, error);
      return undefined;
    }
  }

  // After all others have left. A transfer ends if our disk has lost or changed a chunk, for it will not come back.
  private async noteFailed(failed: ReadonlyMap<Sha256, ObjectsError>): Promise<void> {
    if (failed.size === 0) return;
    const { linkId } = this.link;
    const isLost = ({ action }: ObjectsError): boolean => action !== 'retry';
    for (const [root, error] of failed)
      this.onProblem(error, isLost(error) ? 0 : this.unread.noteFailure(root));
    await this.store.transaction({ step: 'relay-objects' }, async (tx) => {
      await this.transfers.putBehind(tx, linkId, [...failed.keys()]);
      for (const [root, error] of failed)
        if (isLost(error)) await this.transfers.corrupt(tx, linkId, root, 'OUT');
    });
  }

  private async publish(batches: readonly (readonly Leaving[])[]): Promise<void> {
    if (batches.length === 0) return;
    const results = await Promise.allSettled(batches.map((batch) => this.send(batch)));
    const failed = results.findIndex(({ status }) => status === 'rejected');
    const left = batches.slice(0, failed < 0 ? batches.length : failed).flat();
    if (left.length > 0)
      await this.store.transaction({ step: 'relay-objects' }, async (tx) => {
        for (const transfer of new Set(left.map((item) => item.transfer)))
          await this.transfers.advance(
            tx,
            this.link.linkId,
            transfer,
            left.filter((item) => item.transfer === transfer).map((item) => item.chunk.index),
          );
      });
    // Durable now: the cursor. What came after the first failure, or before a crash, is sent twice.
    const result = results[failed];
    if (result?.status === 'rejected') throw result.reason;
  }

  private async send(leaving: readonly Leaving[]): Promise<void> {
    const { linkId, side } = this.link;
    const chunks = leaving.map(({ chunk }) => chunk);
    const first = `${chunks[0]?.root.slice(0, 32) ?? ''}.${chunks[0]?.index ?? 0}`;
    // Unique id: a chunk sent again on request must not look like a client retry.
    const messageId = `${first}.${randomBytes(8).toString('hex')}`;
    await this.border.publish(linkId, peerOf(endOf(side)), encodeBatch({ frames: [], chunks }), {
      messageId,
    });
  }
}

const sizeOf = (chunk: ProvenChunk): number =>
  chunk.bytes.length + chunkOverhead + chunk.proof.length * hashBytes;
