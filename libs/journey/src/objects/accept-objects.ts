import {
  MAX_BATCH,
  ObjectsError,
  Transfers,
  type Arrived,
  type BatchOutcome,
  type ExpectedObject,
  type ObjectReceiver,
} from '#objects';
import type { Store } from '#store';
import type { Journal } from '#journal';
import type { LinkId, Sha256, StateCode } from '#kernel';
import type { Hashes, ObjectChunk } from '#wire';
import { itemArrived } from '../events.js';

export interface ChunkCounts extends Record<string, number> {
  stored: number;
  repeated: number;
  unexpected: number;
  refused: number;
  postponed: number;
}

interface ObjectLink {
  readonly linkId: LinkId;
  readonly peer: StateCode;
}

interface Looked extends Arrived {
  readonly hashes?: Hashes;
}

/** Maximum of incomplete attachments per neighbour, because a neighbour may begin many and finish none. */
const maxUnderWay = 64;

export const newChunkCounts = (): ChunkCounts => ({
  stored: 0,
  repeated: 0,
  unexpected: 0,
  refused: 0,
  postponed: 0,
});

/**
 * Step 5 for attachments: stores chunks that match a root hash of an opened message. Drops all other chunks; missing chunks
 * are requested again.
 */
export class AcceptObjects {
  private readonly transfers = new Transfers();

  constructor(
    private readonly store: Store,
    private readonly receiver: ObjectReceiver,
    private readonly journal: Journal,
    private readonly link: ObjectLink,
    private readonly onProblem: (error: unknown, failures: number) => void,
    readonly counts: ChunkCounts = newChunkCounts(),
  ) {}

  async acceptChunks(chunks: readonly ObjectChunk[]): Promise<void> {
    if (chunks.length === 0) return;
    const roots = [...new Set(chunks.map((chunk) => chunk.root))];
    const expected = await this.store.transaction({ step: 'accept-objects' }, (tx) =>
      this.transfers.expected(tx, this.link.linkId, roots),
    );
    const waiting = [...expected.values()].some(({ state }) => state === 'WAITING');
    let room = waiting ? maxUnderWay - (await this.underWay()) : 0;
    for (const root of roots) {
      const own = chunks.filter((chunk) => chunk.root === root);
      const object = expected.get(root);
      if (object === undefined) this.counts.unexpected += own.length;
      else if (object.state !== 'WAITING' && object.state !== 'ACTIVE')
        await this.repeat(root, own.length);
      else if (object.state === 'ACTIVE' || (room -= 1) >= 0) await this.acceptObject(object, own);
      else await this.postpone(root, own.length);
    }
  }

  private underWay(): Promise<number> {
    return this.store.transaction({ step: 'accept-objects' }, (tx) =>
      this.transfers.underWay(tx, this.link.linkId),
    );
  }

  private async postpone(root: Sha256, count: number): Promise<void> {
    this.counts.postponed += count;
    await this.store.transaction({ step: 'accept-objects' }, (tx) =>
      this.transfers.postpone(tx, this.link.linkId, root),
    );
  }

  private async repeat(root: Sha256, count: number): Promise<void> {
    this.counts.repeated += count;
    await this.store.transaction({ step: 'accept-objects' }, (tx) =>
      this.transfers.repeat(tx, this.link.linkId, root),
    );
  }

  private async acceptObject(
    object: ExpectedObject,
    chunks: readonly ObjectChunk[],
  ): Promise<void> {
    const { root, ciphertextSize } = object;
    let looked: Looked;
    try {
      await this.receiver.expect(root, object.chunks, ciphertextSize);
      for (let at = 0; at < chunks.length; at += MAX_BATCH)
        this.count(
          await this.receiver.acceptChunks(
            chunks
              .slice(at, at + MAX_BATCH)
              .map(({ ciphertext, ...chunk }) => ({ ...chunk, bytes: ciphertext })),
          ),
        );
      looked = await this.look(root);
    } catch (error) {
      if (!(error instanceof ObjectsError)) throw error;
      await this.fail(object, error, chunks.length);
      return;
    }
    await this.note(root, looked);
  }

  private async look(root: Sha256): Promise<Looked> {
    const state = await this.receiver.progress(root);
    if (!state.complete) return { ...state, missing: await this.receiver.missing(root) };
    return { ...state, missing: [], hashes: await this.receiver.hashes(root) };
  }

  private async note(root: Sha256, { hashes, ...arrived }: Looked): Promise<void> {
    const { link } = this;
    await this.store.transaction({ step: 'accept-objects' }, async (tx) => {
      const came = await this.transfers.arrived(tx, link.linkId, root, arrived);
      if (came === undefined || hashes === undefined) return;
      await this.journal.recordEvent(tx, itemArrived({ ...came, root, hashes }, link));
    });
    // Durable now: the chunks, then the row, with the entry of an object that is whole. A crash in between is made good by
    // the next chunk or a probe.
  }

  private async fail(object: ExpectedObject, error: ObjectsError, count: number): Promise<void> {
    const { root, chunks } = object;
    const { linkId } = this.link;
    const failures = await this.store.transaction({ step: 'accept-objects' }, async (tx) => {
      if (error.action === 'retry') {
        this.counts.postponed += count;
        return this.transfers.postpone(tx, linkId, root);
      }
      if (error.code === 'OBJECT_CORRUPT') {
        // The disk lost confirmed chunks; the transfer starts again.
        const nothing = { received: 0, complete: false, missing: [{ from: 0, to: chunks }] };
        await this.transfers.arrived(tx, linkId, root, nothing);
      } else {
        this.counts.refused += count;
        await this.transfers.corrupt(tx, linkId, root, 'IN');
      }
      return 0;
    });
    this.onProblem(error, failures);
  }

  private count({ outcomes }: BatchOutcome): void {
    for (const { outcome } of outcomes)
      if (outcome === 'stored') this.counts.stored += 1;
      else if (outcome === 'duplicate') this.counts.repeated += 1;
      else this.counts.refused += 1;
  }
}
