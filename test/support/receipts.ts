import { randomBytes, type KeyObject } from 'node:crypto';
import { parseMessageId, timestamp, type Envelope, type Receipt, type ReceiptStage } from '#kernel';
import { inclusionProofOf, leafHash, makeSigner, rootOf, signCheckpoint } from '#tlog';
import { canonicalJson, encodeEnvelope, sha256 } from '#wire';

import type { TestKey } from './keys.js';
import { someLeaves } from './tlog.js';
import { base64, hash, type TestState } from './test-state.js';

/** What a liar may have changed; everything else fits together. */
export interface Lies {
  readonly envelope?: Partial<Envelope>;
  readonly envelopeKey?: TestKey;
  readonly event?: Record<string, unknown>;
  readonly data?: Record<string, unknown>;
  /** Changes the receipt inside the signed statement. */
  readonly receipt?: Partial<Receipt>;
  readonly receiptKey?: TestKey;
  readonly logKey?: KeyObject;
}

const typOf = {
  DELIVERED: 'msg.received',
  OPENED: 'msg.accepted',
  REJECTED: 'msg.rejected',
  RETRIEVED: 'item.viewed',
  BREAK_GLASS: 'case.glass.broken',
  BREAK_GLASS_ONWARD: 'case.glass.told',
} as const;

/** A document that XA sent to XB over `link`, and receipts for it as XB's gateway makes them. */
export class SentDispatch {
  readonly messageId = parseMessageId(randomBytes(16).toString('hex'));
  readonly ciphertextSha256 = hash('ciphertext');
  #rseq = 0;

  constructor(
    private readonly from: TestState,
    private readonly to: TestState,
    private readonly link: Envelope['link'],
    readonly document: Uint8Array,
    readonly signature: Uint8Array,
  ) {}

  private envelope(changes: Partial<Envelope> = {}): Uint8Array {
    return encodeEnvelope({
      ...{ typ: 'liaise-envelope', v: 1, id: this.messageId, link: this.link },
      ...{ from: this.from.state, to: this.to.state, seq: 1, prev: null },
      documentSha256: sha256(this.document),
      officerSignatureSha256: sha256(this.signature),
      recipientKeys: [this.to.root.fingerprint],
      sealedAt: timestamp(this.from.at),
      directory: this.from.point(),
      anchor: { own: null, peer: null },
      ...{ rack: 0, attachments: [] },
      ...changes,
    });
  }

  /** The stage as the gateway shows it, and what its proof route gives. */
  async receipt(stage: ReceiptStage, lies: Lies = {}) {
    const { from, to, link } = this;
    const honest = this.envelope();
    const envelope = this.envelope(lies.envelope);
    const leaf = canonicalJson({
      typ: typOf[stage],
      ...(stage.startsWith('BREAK_GLASS') && { reason: null }),
      obj: [{ role: 'ciphertext', size: 1, sha256: this.ciphertextSha256 }],
      data: {
        ...(stage === 'BREAK_GLASS_ONWARD' && { way: ['XC'] }),
        messageId: this.messageId,
        envelopeSha256: sha256(honest),
        ...lies.data,
      },
      ...lies.event,
    });
    const leaves = someLeaves(6).map((each) => leafHash(each));
    leaves[3] = leafHash(leaf);
    const logKey = lies.logKey ?? to.noteKeys.get('log');
    if (logKey === undefined) throw new Error('no log key');
    const origin = `${to.state.toLowerCase()}.example/log`;
    const point = { origin, size: leaves.length, root: rootOf(leaves) };
    const note = signCheckpoint(point, makeSigner(origin, logKey, 'note'));
    const receipt: Receipt = {
      ...{ rseq: (this.#rseq += 1), messageId: this.messageId, stage, code: null },
      ...{ ciphertextSha256: this.ciphertextSha256, at: timestamp(to.at), index: 3 },
      leaf: base64(leaf),
      proof: inclusionProofOf(leaves, 3).map(base64),
      ...lies.receipt,
    };
    const body = {
      checkpoint: Buffer.from(note).toString('utf8'),
      receipts: [receipt],
      objects: [],
    };
    const key = lies.receiptKey ?? to.keys.receipts;
    const said = await to.statement('receipt-batch', from.state, link, body, to.at, key);
    const envelopeKey = lies.envelopeKey ?? from.keys.signing;
    const proof = {
      envelope: base64(envelope),
      envelopeSignature: base64(await from.sign(envelope, envelopeKey)),
      statement: base64(said.bytes),
      signature: base64(said.signature),
    };
    return { shown: { stage, at: receipt.at, code: receipt.code, receipt }, proof };
  }
}
