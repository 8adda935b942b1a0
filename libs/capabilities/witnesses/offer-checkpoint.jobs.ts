import { type Journal, JournalError, type OwnWitness, type ReleasedCheckpoint } from '#journal';
import type { Mailbox } from '#mailbox';
import type { LinkId, StatementBodies } from '#kernel';
import type { Store, Tx } from '#store';
import { formatOffer } from '#tlog';
import type { TrustStore } from '#trust';

/** Hours of the day look alike to a witness: one offer each ten seconds, whether there is news or not. */
export const offerEveryMs = 10_000;

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/** Offers the newest released checkpoint of this State's log to every confirmed neighbour, its witness (tlog-witness). */
export class OfferCheckpoint {
  constructor(
    private readonly store: Store,
    private readonly trust: TrustStore,
    private readonly mailbox: Mailbox,
    private readonly journal: Journal,
  ) {}

  /** Returns to which neighbours an offer is under way; none before the first checkpoint. */
  run(): Promise<readonly LinkId[]> {
    return this.store.transaction({ step: 'offer-checkpoint' }, async (tx) => {
      await this.trust.refresh(tx);
      const links = this.trust.peers().list();
      for (const { linkId } of links) {
        const witness = await this.journal.witnesses.find(tx, linkId);
        const offer = await this.offer(tx, witness);
        if (offer === undefined) return [];
        this.mailbox.logStatements.say(tx, linkId, 'checkpoint-offer', offer);
      }
      return links.map(({ linkId }) => linkId);
    });
  }

  /**
   * From the last size the witness told us. One above our own log makes it a question for that size (`old` 0): the
   * answer brings the witness's note.
   */
  private async offer(
    tx: Tx,
    witness: OwnWitness,
  ): Promise<StatementBodies['checkpoint-offer'] | undefined> {
    const point = await this.newest(tx);
    if (point === undefined) return undefined;
    const { size, note } = point;
    const old = witness.size <= size ? witness.size : 0;
    const asked = witness.prove.filter((each) => each > 0 && each <= size);
    const [between = [], ...proofs] = await this.journal.consistencyProofs(tx, size, [
      old,
      ...asked,
    ]);
    const hashes = old === 0 ? [] : between;
    return {
      offer: Buffer.from(formatOffer({ old, hashes, checkpoint: note })).toString(),
      proofs: proofs.map((proof, i) => ({ size: asked[i] ?? 0, hashes: proof.map(base64) })),
    };
  }

  private async newest(tx: Tx): Promise<ReleasedCheckpoint | undefined> {
    try {
      return await this.journal.releasedCheckpoint(tx);
    } catch (error) {
      if (error instanceof JournalError && error.code === 'EVENT_NOT_RELEASED') return undefined;
      throw error;
    }
  }
}
