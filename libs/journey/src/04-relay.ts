import { randomBytes } from 'node:crypto';
import type { LinkId, StateCode } from '#kernel';
import type { Due } from '#store';
import { relayed } from './events.js';
import type { Journal } from '#journal';
import { leavingSql, relayBytes, type Mailbox, type RelayRow } from '#mailbox';
import type { Store } from '#store';
import { endOf, peerOf, type BorderConnection, type BorderLinkRef } from '#border';
import { encodeBatch, frameSize, framesOf, maxBatch, type Frame } from '#wire';

const maxFrames = 128;
const batchOverhead = 64;

/**
 * Step 4: publishes a link's messages once the released log contains the intent to send them. After a failure the next run
 * publishes them again.
 */
export class RelayOutbox {
  constructor(
    private readonly store: Store,
    private readonly mailbox: Mailbox,
    private readonly journal: Journal,
    private readonly border: BorderConnection,
    private readonly link: BorderLinkRef,
    private readonly peer: StateCode,
  ) {}

  get due(): Due {
    return { sql: leavingSql, isDue: (links: readonly LinkId[]) => links.includes(this.linkId) };
  }

  async run(): Promise<boolean> {
    const rows = await this.store.transaction({ step: 'relay-outbox' }, (tx) =>
      this.mailbox.outbox.due(tx, this.linkId, maxFrames),
    );
    if (rows.length === 0) return false;
    for (const batch of pack(
      rows.map((row) => framesOf(row.messageId, row.ciphertext, row.statement)),
    ))
      await this.publish(batch, rows);
    await this.store.transaction({ step: 'relay-outbox' }, async (tx) => {
      this.mailbox.outbox.markRelayed(tx, rows);
      await this.journal.recordAll(
        tx,
        rows.filter((row) => row.first && !row.statement).map((row) => relayed(row, this.peer)),
      );
    });
    // Durable now: RELAYED. Only a verified receipt closes a message; until then the same bytes leave again.
    const bytes = rows.reduce((sum, { ciphertext }) => sum + ciphertext.length, 0);
    return rows.length === maxFrames || bytes >= relayBytes;
  }

  private get linkId(): LinkId {
    return this.link.linkId;
  }

  private async publish(frames: readonly Frame[], rows: readonly RelayRow[]): Promise<void> {
    const attempt = rows.find((row) => row.messageId === frames[0]?.messageId)?.attempt ?? 0;
    // Differs in every attempt, also of a restarted process: the broker may drop client retries inside one attempt only.
    const id = `${frames[0]?.messageId ?? ''}.${frames[0]?.part ?? 0}.${attempt}-${randomBytes(4).toString('hex')}`;
    await this.border.publish(
      this.linkId,
      peerOf(endOf(this.link.side)),
      encodeBatch({ frames, chunks: [] }),
      {
        messageId: id,
      },
    );
  }
}

function pack(messages: readonly (readonly Frame[])[]): Frame[][] {
  const batches: Frame[][] = [];
  let open: Frame[] = [];
  let size = batchOverhead;
  for (const frame of messages.flat()) {
    const add = frameSize(frame);
    if (open.length > 0 && (size + add > maxBatch || open.length >= maxFrames)) {
      batches.push(open);
      open = [];
      size = batchOverhead;
    }
    open.push(frame);
    size += add;
  }
  if (open.length > 0) batches.push(open);
  return batches;
}
