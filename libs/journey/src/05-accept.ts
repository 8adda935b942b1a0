import { isCoded, type MessageId, type StateCode } from '#kernel';
import type { AcceptObjects } from './objects/accept-objects.js';
import { received, refusalsMany, rejected } from './events.js';
import { recordEach } from '#threads';
import { knownObject, type DraftOf, type Journal } from '#journal';
import type { Arrival, Mailbox } from '#mailbox';
import type { Store, Tx } from '#store';
import type { BorderLinkRef, ReceivedBatch } from '#border';
import { decodeBatch, hashesOf, type Frame, type ObjectChunk } from '#wire';

/** Maximum of unopened messages per neighbour. Further messages are dropped, so that a flood cannot fill our disk. */
const standardMostUnopened = 4_096;
const framesAtOnce = 512;

interface Malformed {
  readonly bytes: Uint8Array;
  readonly detail: string;
}

interface Refusal {
  readonly messageId: MessageId | null;
  readonly statement: boolean;
  readonly evidence: Uint8Array;
  readonly code: string;
  readonly detail: string | null;
}

/**
 * Step 5: stores received bytes, log entry and receipt in one transaction, before the broker gets its acknowledgement.
 * Decrypts nothing, so a bad message cannot stop the queue.
 */
export class AcceptDelivery {
  constructor(
    private readonly store: Pick<Store, 'transaction'>,
    private readonly mailbox: Mailbox,
    private readonly journal: Journal,
    private readonly link: BorderLinkRef,
    private readonly peer: StateCode,
    private readonly objects?: AcceptObjects,
    private readonly mostUnopened = standardMostUnopened,
  ) {}

  async acceptBatches(batches: readonly ReceivedBatch[]): Promise<void> {
    const came = new Date();
    const frames: Frame[] = [];
    const chunks: ObjectChunk[] = [];
    const malformed: Malformed[] = [];
    for (const batch of batches) {
      try {
        const decoded = decodeBatch(batch.bytes);
        frames.push(...decoded.frames);
        chunks.push(...decoded.chunks);
      } catch (error) {
        if (!isCoded(error)) throw error;
        malformed.push({ bytes: batch.bytes, detail: error.code });
      }
    }
    for (let from = 0; from < frames.length; from += framesAtOnce)
      await this.accept(came, frames.slice(from, from + framesAtOnce), []);
    if (malformed.length > 0) await this.accept(came, [], malformed);
    // Messages first: a slow disk holds up attachments only.
    await this.objects?.acceptChunks(chunks);
    // Durable now: bytes, entry, receipt due, chunks. 06-open.ts and 07-receipt.ts go on from the rows.
  }

  private async accept(
    came: Date,
    frames: readonly Frame[],
    malformed: readonly Malformed[],
  ): Promise<void> {
    const [{ linkId }, { peer }] = [this.link, this];
    await this.store.transaction({ step: 'accept-delivery' }, async (tx) => {
      const { taken, isRecorded } = await this.taken(tx, frames);
      const arrivals = await this.mailbox.deliveries.accept(tx, linkId, peer, taken);
      const { fresh, repeated, conflicting } = arrivals;
      const refused = [...malformed.map(malformedOne), ...conflicting.map(reused)];
      const { kept, alarms } = await this.count(tx, refused);
      const messages = fresh.filter(({ statement }) => isRecorded && !statement);
      await this.note(tx, came, messages);
      if (repeated.length > 0) {
        // Our receipt was lost: the same one is sent again.
        this.mailbox.receipts.sendAgain(tx, linkId, repeated);
        tx.wake('receipts');
      }
      await this.refuse(tx, kept, alarms);
      tx.wake('open');
    });
  }

  private async note(tx: Tx, came: Date, messages: readonly Arrival[]): Promise<void> {
    const { linkId } = this.link;
    const recorded = await recordEach(this.journal, tx, messages, (arrival) =>
      received(arrival, linkId, this.peer, came),
    );
    this.mailbox.deliveries.noteArrivals(
      tx,
      linkId,
      recorded.map(({ item: { messageId }, event }) => ({ messageId, event: event.id })),
    );
  }

  /**
   * Selects the frames to store; leaves out messages while too many wait unopened. `isRecorded`: whether messages are logged
   * now or only when opened.
   */
  private async taken(
    tx: Tx,
    frames: readonly Frame[],
  ): Promise<{ readonly taken: readonly Frame[]; readonly isRecorded: boolean }> {
    const statements = frames.filter((frame) => frame.statement);
    if (statements.length === frames.length) return { taken: frames, isRecorded: false };
    const [{ linkId }, { refusals }] = [this.link, this.mailbox];
    const { tally, isCrowded } = await refusals.tallyOfLink(tx, linkId, this.mostUnopened);
    return { taken: isCrowded ? statements : frames, isRecorded: !tally.isFull(linkId) };
  }

  private async count(
    tx: Tx,
    refused: readonly Refusal[],
  ): Promise<{ readonly kept: readonly Refusal[]; readonly alarms: DraftOf<'link.alarm'>[] }> {
    if (refused.length === 0) return { kept: [], alarms: [] };
    const [{ linkId }, { peer }] = [this.link, this];
    const tally = await this.mailbox.refusals.tally(tx, [linkId]);
    const kept = refused.filter(({ evidence }) =>
      tally.countRefusal({ linkId, peer }, 'SEALED', evidence.length),
    );
    return { kept, alarms: (await tally.write()).map(refusalsMany) };
  }

  private async refuse(
    tx: Tx,
    kept: readonly Refusal[],
    alarms: readonly DraftOf<'link.alarm'>[],
  ): Promise<void> {
    const [{ linkId }, { peer }] = [this.link, this];
    const hashed = kept.map((each) => ({ ...each, hashes: hashesOf(each.evidence) }));
    const recorded = await recordEach(this.journal, tx, hashed, ({ messageId, hashes, code }) =>
      rejected({ messageId, linkId, peer }, knownObject('ciphertext', hashes), code),
    );
    await this.journal.recordAll(tx, alarms);
    for (const { item, event } of recorded)
      this.mailbox.quarantine.add(tx, {
        ...item,
        id: event.id,
        linkId,
        kept: true,
        event: event.id,
      });
  }
}

const malformedOne = ({ bytes, detail }: Malformed): Refusal => ({
  ...{ messageId: null, statement: false, evidence: bytes, code: 'BATCH_MALFORMED', detail },
});

const reused = ({ messageId, statement, ciphertext }: Frame): Refusal => ({
  ...{ messageId, statement, evidence: ciphertext, code: 'MESSAGE_ID_REUSED', detail: null },
});
