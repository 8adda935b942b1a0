import { isCoded, priorities, type MessageId, type StateCode } from '#model';
import type { Journal } from '#journal';
import type { Mailbox } from '#mailbox';
import type { Store, Tx } from '#store';
import type { BorderLinkRef, ReceivedBatch } from '#transport';
import { decodeBatch, type Frame, type ObjectChunk } from '#wire';
import type { AcceptObjects } from './accept-objects.js';
import { received, rejected } from './events.js';

/** Messages of one neighbour that wait to be opened: a flood fills its own link, not our disk. */
const standardMostUnopened = 4_096;
/** Frames of one transaction; the journal takes no more events at once, and a neighbour's may be a byte each. */
const framesAtOnce = 512;

interface Malformed {
  readonly bytes: Uint8Array;
  readonly detail: string;
}

/**
 * Step 5: stores the bytes as received, once, in one transaction with their journal entry and the receipt due; only
 * then is the stream acknowledged. Nothing is opened here, so poison cannot stop the queue.
 */
export class AcceptDelivery {
  constructor(
    private readonly store: Store,
    private readonly mailbox: Mailbox,
    private readonly journal: Journal,
    private readonly link: BorderLinkRef,
    private readonly peer: StateCode,
    /** Takes the chunks of attachments; without it they are dropped, and asked for again later. */
    private readonly objects?: AcceptObjects,
    private readonly mostUnopened = standardMostUnopened,
  ) {}

  async run(batches: readonly ReceivedBatch[]): Promise<void> {
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
    await this.objects?.run(chunks);
    // Durable now: bytes, entry, receipt due, chunks. OpenDelivery and IssueReceipts resume from the rows.
  }

  private async accept(
    came: Date,
    frames: readonly Frame[],
    malformed: readonly Malformed[],
  ): Promise<void> {
    await this.store.transaction({ step: 'accept-delivery' }, async (tx) => {
      await this.acceptFrames(tx, came, frames);
      for (const item of malformed)
        await this.refuse(tx, null, false, item.bytes, 'BATCH_MALFORMED', item.detail);
      tx.wake('open');
    });
  }

  private async acceptFrames(tx: Tx, came: Date, all: readonly Frame[]): Promise<void> {
    const { linkId } = this.link;
    const frames = await this.taken(tx, all);
    const { fresh, repeated, conflicting } = await this.mailbox.deliveries.accept(
      tx,
      linkId,
      this.peer,
      frames,
    );
    const messages = fresh.filter((arrival) => !arrival.statement);
    const events = await this.journal.recordAll(
      tx,
      messages.map((arrival) => received(arrival, linkId, this.peer, came)),
    );
    const noted = messages.flatMap((arrival, i) => {
      const event = events[i];
      return event === undefined ? [] : [{ arrival, event: event.id }];
    });
    this.mailbox.deliveries.noteEvents(
      tx,
      linkId,
      noted.map(({ arrival, event }) => ({ messageId: arrival.messageId, event })),
    );
    this.mailbox.receipts.due(
      tx,
      noted.map(({ arrival, event }) => ({
        linkId,
        messageId: arrival.messageId,
        stage: 'DELIVERED',
        code: null,
        ciphertextSha256: arrival.ciphertextSha256,
        at: arrival.receivedAt,
        event,
        priority: priorities.NORMAL,
      })),
    );
    if (repeated.length > 0) {
      // Our receipt was lost on the way: the same one leaves again.
      this.mailbox.receipts.sendAgain(tx, linkId, repeated);
      tx.wake('receipts');
    }
    for (const frame of conflicting)
      await this.refuse(
        tx,
        frame.messageId,
        frame.statement,
        frame.ciphertext,
        'MESSAGE_ID_REUSED',
        null,
      );
  }

  /**
   * While too many wait, messages are let go as if the broker had lost them: no receipt is given, so the neighbour sends
   * them again. Statements pass, since one of them may be what the others wait for.
   */
  private async taken(tx: Tx, frames: readonly Frame[]): Promise<readonly Frame[]> {
    const statements = frames.filter((frame) => frame.statement);
    if (statements.length === frames.length) return frames;
    const { linkId } = this.link;
    const crowded = await this.mailbox.deliveries.isCrowded(tx, linkId, this.mostUnopened);
    return crowded ? statements : frames;
  }

  private async refuse(
    tx: Tx,
    messageId: MessageId | null,
    statement: boolean,
    evidence: Uint8Array,
    code: string,
    detail: string | null,
  ): Promise<void> {
    const event = await this.journal.record(
      tx,
      rejected(
        { messageId, linkId: this.link.linkId, peer: this.peer, ciphertext: evidence },
        code,
      ),
    );
    this.mailbox.quarantine.add(tx, {
      id: event.id,
      linkId: this.link.linkId,
      messageId,
      statement,
      code,
      detail,
      evidence,
      event: event.id,
    });
  }
}
