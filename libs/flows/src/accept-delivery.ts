import { isCoded, priorities, type MessageId, type StateCode } from '#model';
import type { Journal } from '#journal';
import type { Mailbox, RefusalTally } from '#mailbox';
import type { Store, Tx } from '#store';
import type { BorderLinkRef, ReceivedBatch } from '#transport';
import { decodeBatch, type Frame, type ObjectChunk } from '#wire';
import type { AcceptObjects } from './accept-objects.js';
import { received, refusalsMany, rejected } from './events.js';

/** Messages of one neighbour that wait to be opened: a flood fills its own link, not our disk. */
const standardMostUnopened = 4_096;
/** Frames of one transaction; the journal takes no more events at once, and a neighbour's may be a byte each. */
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
      const tally = await this.mailbox.refusals.tally(tx, [this.link.linkId]);
      const refused: Refusal[] = malformed.map(({ bytes, detail }) => ({
        ...{ messageId: null, statement: false, evidence: bytes, code: 'BATCH_MALFORMED', detail },
      }));
      refused.push(...(await this.acceptFrames(tx, came, frames, !tally.isFull(this.link.linkId))));
      await this.refuse(tx, tally, refused);
      tx.wake('open');
    });
  }

  /**
   * Of a neighbour that has used up what is kept of its refused ones today, a message is recorded and acknowledged only when it
   * is opened (`recorded`): junk leaves nothing then. Returns what is refused.
   */
  private async acceptFrames(
    tx: Tx,
    came: Date,
    all: readonly Frame[],
    recorded: boolean,
  ): Promise<Refusal[]> {
    const { linkId } = this.link;
    const frames = await this.taken(tx, all);
    const { fresh, repeated, conflicting } = await this.mailbox.deliveries.accept(
      tx,
      linkId,
      this.peer,
      frames,
    );
    const messages = recorded ? fresh.filter((arrival) => !arrival.statement) : [];
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
    return conflicting.map(({ messageId, statement, ciphertext }) => ({
      ...{ messageId, statement, evidence: ciphertext, code: 'MESSAGE_ID_REUSED', detail: null },
    }));
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

  private async refuse(tx: Tx, tally: RefusalTally, all: readonly Refusal[]): Promise<void> {
    const [{ linkId }, { peer }] = [this.link, this];
    const kept = all.filter(({ evidence }) =>
      tally.keep({ linkId, peer }, 'SEALED', evidence.length),
    );
    const alarms = (await tally.write()).map(refusalsMany);
    const drafts = kept.map(({ messageId, evidence, code }) =>
      rejected({ messageId, linkId, peer, ciphertext: evidence }, code),
    );
    const events = await this.journal.recordAll(tx, drafts);
    await this.journal.recordAll(tx, alarms);
    for (const [i, refusal] of kept.entries()) {
      const event = events[i]?.id;
      if (event === undefined) throw new Error('an event was not recorded');
      this.mailbox.quarantine.add(tx, { ...refusal, id: event, linkId, kept: true, event });
    }
  }
}
