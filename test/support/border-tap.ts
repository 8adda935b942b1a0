import { randomBytes } from 'node:crypto';
import { borderLoginFor, loadSettings } from '#host';
import { parseLinkId, parseMessageId, type DocumentId, type LinkId, type MessageId } from '#kernel';
import { BorderConnection } from '#transport';
import { encodeBatch, type Frame } from '#wire';
import { until, type Installation } from './installation.js';

interface Captured {
  readonly messageId: MessageId;
  readonly ciphertext: Buffer;
}

export interface Attack {
  readonly batch: Uint8Array;
  readonly code: string;
  /** What the quarantine must hold. */
  readonly evidence: Buffer;
}

/** Speaks to the border of a State with all that the exchange of its neighbour has: what a captured one could do. */
export class BorderTap {
  private constructor(
    private readonly border: BorderConnection,
    private readonly link: LinkId,
    private readonly end: 1 | 2,
    private readonly from: Installation,
    private readonly to: Installation,
  ) {}

  static async open(from: Installation, to: Installation): Promise<BorderTap> {
    const { settings } = loadSettings('exchange', from.layout.settings, {});
    const border = await BorderConnection.connect(borderLoginFor(settings));
    const [row] = await to.rows<{ link: string }>('select link_id as link from mailbox.link');
    // The one that accepted the invitation is the second end.
    return new BorderTap(border, parseLinkId(row?.link), 2, from, to);
  }

  /** The sealed bytes of a document that `send` submits, once the neighbour has opened them. */
  async capture(document: DocumentId, send: () => Promise<void>): Promise<Captured> {
    // They leave the outbox when the neighbour has opened them.
    this.to.signal('opener', 'SIGSTOP');
    let captured: Captured;
    try {
      await send();
      captured = await until('the sealed message', 60, () => this.#sealed(document));
    } finally {
      this.to.signal('opener', 'SIGCONT');
    }
    await until('the neighbour to open it', 60, async () => {
      const closed = await this.from.rows(
        `select 1 as one from mailbox.outbox where dispatch = $1 and state = 'CLOSED'`,
        [document],
      );
      return closed.length > 0 ? true : undefined;
    });
    return captured;
  }

  async #sealed(document: DocumentId): Promise<Captured> {
    const [row] = await this.from.rows<{ id: string; ciphertext: Buffer | null; state: string }>(
      'select message_id as id, ciphertext, state from mailbox.outbox where dispatch = $1',
      [document],
    );
    if (row?.ciphertext == null) throw new Error(`the outbox says ${row?.state ?? 'nothing'}`);
    return { messageId: parseMessageId(row.id), ciphertext: row.ciphertext };
  }

  attacks({ messageId, ciphertext }: Captured): Attack[] {
    const fresh = (): MessageId => parseMessageId(randomBytes(16).toString('hex'));
    const frame = (id: MessageId, bytes: Uint8Array): Frame => ({
      ...{ messageId: id, part: 0, parts: 1, ciphertext: bytes, statement: false },
    });
    const batch = (one: Frame): Uint8Array => encodeBatch({ frames: [one], chunks: [] });
    const changed = Buffer.from(ciphertext);
    const middle = changed.length >> 1;
    changed.writeUInt8(changed.readUInt8(middle) ^ 1, middle);
    const junk = randomBytes(700);
    const made = (bytes: Buffer, code: string, id = fresh()): Attack => ({
      ...{ batch: batch(frame(id, bytes)), code, evidence: bytes },
    });
    return [
      { batch: junk, code: 'BATCH_MALFORMED', evidence: junk },
      made(junk, 'SEAL_PACKET_INVALID'),
      made(changed, 'SEAL_OPEN_FAILED'),
      made(changed, 'MESSAGE_ID_REUSED', messageId),
      // The same message under another id would be judged and receipted again.
      made(ciphertext, 'ADDRESS_MISMATCH'),
    ];
  }

  async publish(batch: Uint8Array): Promise<void> {
    const messageId = randomBytes(16).toString('hex');
    await this.border.publish(this.link, this.end, batch, { messageId });
  }

  close(): Promise<void> {
    return this.border.close();
  }
}
