import { randomBytes } from 'node:crypto';
import {
  ObjectsError,
  Transfers,
  type AttachmentReader,
  type DueTransfer,
  type ProvenChunk,
} from '#objects';
import type { Store } from '#store';
import { endOf, peerOf, type BorderConnection, type BorderLinkRef } from '#transport';
import { encodeBatch, maxBatch, type ObjectChunk } from '#wire';

/** Chunks of one object in one run; small, so that the objects of a link take turns. */
const chunksPerRun = 8;
/** Protobuf of the batch, of a chunk and of each hash of its proof, rounded up. */
const batchOverhead = 64;
const chunkOverhead = 64;
const hashBytes = 34;

/** One chunk on its way, with the transfer it belongs to. */
interface Leaving {
  readonly transfer: DueTransfer;
  readonly chunk: ObjectChunk;
}

/**
 * Sends the ciphertext of attachments whose message the peer has opened, chunk by chunk with proof. How much is under
 * way is bounded by what the receiver has reported, so messages find room in its stream. Runs beside the relay of messages.
 */
export class RelayObjects {
  private readonly transfers = new Transfers();

  constructor(
    private readonly store: Store,
    private readonly reader: AttachmentReader,
    private readonly border: Pick<BorderConnection, 'publish'>,
    private readonly link: BorderLinkRef,
  ) {}

  /** Returns how many chunks left; throws PEER_UNREACHABLE, PEER_FULL and the like: the caller pauses. */
  async run(): Promise<number> {
    const { linkId } = this.link;
    const due = await this.store.transaction({ step: 'relay-objects' }, (tx) =>
      this.transfers.due(tx, linkId, chunksPerRun),
    );
    let sent = 0;
    let open: Leaving[] = [];
    let size = batchOverhead;
    for (const transfer of due)
      for (const index of transfer.indexes) {
        const chunk = await this.read(transfer, index);
        if (chunk === undefined) break;
        const add = sizeOf(chunk);
        if (open.length > 0 && size + add > maxBatch) {
          await this.publish(open);
          sent += open.length;
          open = [];
          size = batchOverhead;
        }
        open.push({ transfer, chunk: { root: transfer.root, ...chunk, ciphertext: chunk.bytes } });
        size += add;
      }
    if (open.length > 0) await this.publish(open);
    return sent + open.length;
  }

  /** Undefined when our own disk does not hold what was sealed: the transfer ends, the others go on. */
  private async read({ root }: DueTransfer, index: number): Promise<ProvenChunk | undefined> {
    try {
      return await this.reader.readChunk(root, index);
    } catch (error) {
      if (!(error instanceof ObjectsError) || error.action === 'retry') throw error;
      await this.store.transaction({ step: 'relay-objects' }, (tx) =>
        this.transfers.corrupt(tx, this.link.linkId, root, 'OUT'),
      );
      return undefined;
    }
  }

  private async publish(leaving: readonly Leaving[]): Promise<void> {
    const { linkId, side } = this.link;
    const chunks = leaving.map(({ chunk }) => chunk);
    const first = `${chunks[0]?.root.slice(0, 32) ?? ''}.${chunks[0]?.index ?? 0}`;
    // Never the same twice: a chunk that is asked for again must not be taken for a client's repetition.
    const messageId = `${first}.${randomBytes(8).toString('hex')}`;
    await this.border.publish(linkId, peerOf(endOf(side)), encodeBatch({ frames: [], chunks }), {
      messageId,
    });
    await this.store.transaction({ step: 'relay-objects' }, async (tx) => {
      for (const transfer of new Set(leaving.map((item) => item.transfer)))
        await this.transfers.advance(
          tx,
          linkId,
          transfer,
          leaving.filter((item) => item.transfer === transfer).map((item) => item.chunk.index),
        );
    });
    // Durable now: the cursor. A crash before costs a chunk sent twice.
  }
}

const sizeOf = (chunk: ProvenChunk): number =>
  chunk.bytes.length + chunkOverhead + chunk.proof.length * hashBytes;
