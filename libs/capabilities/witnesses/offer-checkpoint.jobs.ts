import { type Journal, JournalError, type OwnWitness, type ReleasedCheckpoint } from '#journal';
import type { Mailbox } from '#mailbox';
import type { LinkId, StatementBodies } from '#kernel';
import type { Store, Tx } from '#store';
import { formatOffer } from '#tlog';
import type { TrustStore } from '#trust';

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

export class OfferCheckpoint {
  constructor(
    private readonly store: Store,
    private readonly trust: TrustStore,
    private readonly mailbox: Mailbox,
    private readonly journal: Journal,
  ) {}

  run(): Promise<readonly LinkId[]> {
    return this.store.transaction({ step: 'offer-checkpoint' }, async (tx) => {
      await this.trust.refresh(tx);
      const links = this.trust.peers().listPeers();
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
   * Offers the newest released checkpoint; `old` is 0 if the witness has a larger one. The witness then refuses and returns
   * the checkpoint it holds.
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
