import { randomBytes } from 'node:crypto';
import type { Cases } from '#capabilities/cases';
import type { Journal } from '#journal';
import { parseMessageId, timestamp, type Envelope, type LinkId, type LogPoint } from '#kernel';
import { markSealed, type LinkNumbers, type LinkRow, type Mailbox, type SealedRow } from '#mailbox';
import { readCertificate, seal, signDetached, type PrivateKey } from '#seal';
import type { Tx } from '#store';
import { ExchangeError, keepLeaving, recordDisclosed, withEvents } from '#threads';
import type { TrustStore } from '#trust';
import { encodeEnvelope, encodePayload, type Hashes, hashesOf, sha256 } from '#wire';
import { sendIntent } from '../events.js';
import type { Prepared } from './check-queued.js';
import { isLife } from './claim-queued.js';

interface Numbered extends Prepared {
  readonly envelope: Envelope;
  readonly envelopeBytes: Uint8Array;
  readonly envelopeHashes: Hashes;
}

interface Sealed extends Numbered {
  readonly ciphertext: Uint8Array;
  readonly ciphertextHashes: Hashes;
  readonly sessionKey: Uint8Array;
  readonly envelopeSignature: Uint8Array;
}

/**
 * Numbers, signs and encrypts the checked documents of one link. Locks the link's numbers until the commit, so that they have
 * no gaps.
 */
export class SealLink {
  constructor(
    private readonly trust: TrustStore,
    private readonly cases: Cases,
    private readonly mailbox: Mailbox,
    private readonly journal: Journal,
    private readonly signingKey: PrivateKey,
  ) {}

  async sealLink(tx: Tx, linkId: LinkId, items: readonly Prepared[], now: Date): Promise<number> {
    const link = await this.mailbox.links.lockNumbers(tx, linkId);
    const anchor = { own: this.journal.pointOf(link.released), peer: link.peerCheckpoint };
    const numbered = this.number(link, items, anchor, now);
    const sealed = await Promise.all(numbered.map((item) => this.sealOne(item, now)));
    keepLeaving(tx, sealed, this.trust.own());
    await this.storeSealed(tx, linkId, sealed);
    return link.verifiedUpTo;
  }

  /**
   * Logs the intents to send and stores the sealed messages. Comes last, because logging locks the link's log chain until the
   * commit.
   */
  private async storeSealed(tx: Tx, linkId: LinkId, sealed: readonly Sealed[]): Promise<void> {
    const entries = sealed.map((item) => ({
      thread: item.thread,
      draft: sendIntent(item.thread, { ...item, document: item.row.dispatch }),
    }));
    const events = await recordDisclosed(tx, this.journal, this.cases, entries);
    const rows = withEvents(sealed, events).map(({ item, event }): SealedRow => {
      const { envelope, ciphertext, ciphertextHashes, envelopeHashes } = item;
      const name = `session-key:${envelope.id}`;
      return {
        id: item.row.id,
        messageId: envelope.id,
        seq: envelope.seq,
        prev: envelope.prev,
        ciphertext,
        ciphertextSha256: ciphertextHashes.sha256,
        envelope: item.envelopeBytes,
        envelopeSignature: item.envelopeSignature,
        envelopeSha256: envelopeHashes.sha256,
        sessionKey: this.cases.protect(item.thread, name, item.sessionKey),
        intentEvent: event.id,
        sealedAt: envelope.sealedAt,
      };
    });
    if (sealed.some(({ row }) => isLife(row))) tx.hurry();
    markSealed(tx, linkId, rows);
  }

  private number(
    link: LinkRow & LinkNumbers,
    items: readonly Prepared[],
    anchor: { readonly own: LogPoint | null; readonly peer: LogPoint | null },
    now: Date,
  ): Numbered[] {
    let prev = link.lastEnvelope;
    const directory = this.trust.point(this.trust.state);
    if (directory === undefined) throw new ExchangeError('STATE_KEY_UNKNOWN', 'directory');
    return items.map((item, i) => {
      const envelope: Envelope = {
        typ: 'liaise-envelope',
        v: 1,
        id: parseMessageId(randomBytes(16).toString('hex')),
        link: link.linkId,
        from: this.trust.state,
        to: link.peer,
        seq: link.lastSeq + 1 + i,
        prev,
        documentSha256: sha256(item.content.document),
        officerSignatureSha256: sha256(item.content.signature),
        recipientKeys: item.document.recipientKeys,
        sealedAt: timestamp(now),
        directory,
        anchor,
        rack: link.verifiedUpTo,
        attachments: item.attachments.map(({ record }) => ({
          root: record.root,
          size: record.ciphertextSize,
        })),
      };
      const envelopeBytes = encodeEnvelope(envelope);
      const envelopeHashes = hashesOf(envelopeBytes);
      prev = envelopeHashes.sha256;
      return { ...item, envelope, envelopeBytes, envelopeHashes };
    });
  }

  private async sealOne(item: Numbered, now: Date): Promise<Sealed> {
    const envelopeSignature = await signDetached(item.envelopeBytes, this.signingKey, now);
    const payload = encodePayload({
      envelope: item.envelopeBytes,
      envelopeSignature,
      document: item.content.document,
      officerSignature: item.content.signature,
      officerCertificate: item.content.certificate,
      attachmentKeys: item.attachments.map(({ key }) => key),
      ...(item.signedProof === undefined
        ? {}
        : { signedLeaf: item.signedProof.leaf, signedProof: item.signedProof.proof }),
    });
    const certificate = await readCertificate(
      Buffer.from(item.recipient.certificate, 'base64'),
      now,
    );
    const { ciphertext, sessionKey } = await seal(payload, certificate, now);
    const ciphertextHashes = hashesOf(ciphertext);
    return { ...item, ciphertext, ciphertextHashes, sessionKey, envelopeSignature };
  }
}
