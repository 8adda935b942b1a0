import { randomBytes } from 'node:crypto';
import {
  isCoded,
  parseMessageId,
  timestamp,
  type Directory,
  type Document,
  type Envelope,
  type Fingerprint,
  type LogPoint,
  type Sha256,
  type StateCode,
} from '#model';
import type {
  AttachmentRecord,
  Cases,
  DispatchContent,
  DispatchRecord,
  ThreadRecord,
} from '#cases';
import type { Journal } from '#journal';
import type { LinkRow, Mailbox, QueuedDispatch, SealedRow } from '#mailbox';
import { readCertificate, seal, signDetached, verifyDetached, type PrivateKey } from '#seal';
import type { Store, Tx } from '#store';
import type { TrustStore } from '#trust';
import { decodeDocument, encodeEnvelope, encodePayload, sha256 } from '#wire';
import { signerRoles } from './check-dispatch.js';
import { keepDisclosures } from './disclosures.js';
import { sendIntent, voided } from './events.js';
import { FlowError } from './errors.js';
import { officerByLog, signedProofs, type SignedProof } from './signed-proof.js';

/** Dispatches sealed in one transaction; bounds how long the link's number row is locked. */
const batchSize = 32;

interface Prepared {
  readonly row: QueuedDispatch;
  readonly thread: ThreadRecord;
  readonly dispatch: DispatchRecord;
  readonly content: DispatchContent;
  readonly document: Document;
  readonly recipient: { readonly certificate: string };
  readonly attachments: readonly { readonly record: AttachmentRecord; readonly key: Uint8Array }[];
  readonly signedProof: SignedProof | undefined;
}

interface Numbered extends Prepared {
  readonly envelope: Envelope;
  readonly envelopeBytes: Uint8Array;
}

/**
 * Step 2: number on the link, sign, encrypt. The officer's signature, mandate and the recipient are checked again from
 * the signed directory, because the row may have been written by a captured service.
 */
export class SealOutbox {
  constructor(
    private readonly store: Store,
    private readonly trust: TrustStore,
    private readonly cases: Cases,
    private readonly mailbox: Mailbox,
    private readonly journal: Journal,
    private readonly signingKey: PrivateKey,
  ) {}

  /** Returns how many dispatches it took; 0 when nothing waits. */
  run(): Promise<number> {
    return this.store.transaction({ step: 'seal-outbox' }, async (tx) => {
      const rows = await this.mailbox.outbox.claimQueued(tx, batchSize);
      if (rows.length === 0) return 0;
      await this.trust.refresh(tx);
      const now = new Date();
      const prepared = await this.prepare(tx, rows, now);
      const links = new Set(prepared.map((p) => p.row.linkId));
      for (const linkId of [...links].sort()) {
        const link = await this.mailbox.links.lock(tx, linkId);
        await this.sealLink(
          tx,
          link,
          prepared.filter((p) => p.row.linkId === linkId),
          now,
        );
      }
      tx.wake('sequence');
      return rows.length;
      // Durable now: number, envelope, ciphertext, intent. RelayOutbox resumes from the row once the intent is released.
    });
  }

  private async prepare(tx: Tx, rows: readonly QueuedDispatch[], now: Date): Promise<Prepared[]> {
    const ids = rows.map((row) => row.dispatch);
    const dispatches = await this.cases.dispatchesById(tx, ids);
    const threads = await this.cases.threadsById(tx, [...new Set(rows.map((row) => row.thread))]);
    const attachments = await this.cases.attachments(tx, ids);
    const events = rows.flatMap(({ signedEvent }) => (signedEvent === null ? [] : [signedEvent]));
    const proofs = await signedProofs(tx, this.journal, events);
    const settled = await Promise.all(
      rows.map(async (row) => {
        try {
          return await this.check(row, threads, dispatches, attachments, proofs, now);
        } catch (error) {
          if (!isCoded(error) || error.action === 'retry') throw error;
          return { row, refused: error };
        }
      }),
    );
    const good: Prepared[] = [];
    for (const item of settled) {
      if (!('refused' in item)) good.push(item);
      else {
        await this.mailbox.outbox.void(tx, item.row.id, item.refused.code);
        await this.journal.record(tx, voided(item.row, item.refused.code));
      }
    }
    return good;
  }

  private async check(
    row: QueuedDispatch,
    threads: readonly ThreadRecord[],
    dispatches: readonly DispatchRecord[],
    attachments: readonly AttachmentRecord[],
    proofs: ReadonlyMap<string, SignedProof>,
    now: Date,
  ): Promise<Prepared> {
    const dispatch = dispatches.find((d) => d.id === row.dispatch);
    const thread = threads.find((t) => t.id === row.thread);
    if (dispatch === undefined || thread === undefined) throw new FlowError('HASH_MISMATCH', 'row');
    const content = this.cases.content(thread, dispatch);
    const document = decodeDocument(content.document);
    const certificate = await readCertificate(content.certificate, now);
    await verifyDetached(content.document, content.signature, certificate, now);
    if (certificate.fingerprint !== document.signer) throw new FlowError('NOT_THE_SIGNER');
    const signedProof = proofs.get(row.signedEvent ?? '');
    officerByLog(
      this.trust.own(),
      {
        signer: document.signer,
        officer: document.from.officer,
        authority: document.from.authority,
        composedAt: document.composedAt,
        sealedAt: timestamp(now),
        now: timestamp(now),
        roles: signerRoles[document.kind],
      },
      {
        document: document.id,
        documentSha256: sha256(content.document),
        signatureSha256: sha256(content.signature),
        signer: document.signer,
      },
      signedProof,
    );
    const recipient = this.recipient(document, row, thread, now);
    const own = attachments.filter((a) => a.dispatch === row.dispatch);
    if (own.length !== document.attachments.length) throw new FlowError('ATTACHMENTS_MISMATCH');
    const keyed = own.map((record) => ({ record, key: this.cases.attachmentKey(thread, record) }));
    return { row, thread, dispatch, content, document, recipient, attachments: keyed, signedProof };
  }

  private recipient(
    document: Document,
    row: QueuedDispatch,
    thread: ThreadRecord,
    now: Date,
  ): { readonly certificate: string } {
    const peer = this.trust.peers().peer(row.peer);
    if (peer?.linkId !== row.linkId) throw new FlowError('PEER_NOT_CONFIRMED');
    return recipientKey(this.trust.of(row.peer), document, row.peer, thread.compartment, now);
  }

  private async sealLink(
    tx: Tx,
    link: LinkRow,
    items: readonly Prepared[],
    now: Date,
  ): Promise<void> {
    const anchor = { own: await this.journal.latestPoint(tx), peer: link.peerCheckpoint };
    const numbered = this.number(link, items, anchor, now);
    const sealed = await Promise.all(numbered.map((item) => this.sealOne(item, now)));
    const events = await this.journal.recordAll(
      tx,
      numbered.flatMap((item, i) => {
        const bytes = sealed[i];
        return bytes === undefined
          ? []
          : [sendIntent(item.thread, item.envelope, item.envelopeBytes, bytes.ciphertext)];
      }),
    );
    await keepDisclosures(
      tx,
      this.journal,
      this.cases,
      numbered.map(({ thread }, i) => ({ thread, event: events[i] })),
    );
    const rows: SealedRow[] = [];
    for (const [i, item] of numbered.entries()) {
      const bytes = sealed[i];
      const event = events[i];
      if (bytes === undefined || event === undefined) continue;
      rows.push({
        id: item.row.id,
        messageId: item.envelope.id,
        seq: item.envelope.seq,
        ciphertext: bytes.ciphertext,
        ciphertextSha256: bytes.ciphertextSha256,
        envelopeSha256: sha256(item.envelopeBytes),
        sessionKey: this.cases.protect(
          item.thread,
          `session-key:${item.envelope.id}`,
          bytes.sessionKey,
        ),
        intentEvent: event.id,
      });
      await this.mailbox.links.noteChain(tx, {
        linkId: link.linkId,
        direction: 'OUT',
        seq: item.envelope.seq,
        messageId: item.envelope.id,
        envelopeSha256: sha256(item.envelopeBytes),
        prev: item.envelope.prev,
        outcome: 'SEALED',
      });
    }
    await this.mailbox.outbox.markSealed(tx, rows);
    await this.cases.noteMessages(
      tx,
      numbered.map((item) => ({ dispatch: item.row.dispatch, messageId: item.envelope.id })),
    );
    const last = numbered.at(-1);
    if (last !== undefined)
      await this.mailbox.links.sealed(
        tx,
        link.linkId,
        last.envelope.seq,
        sha256(last.envelopeBytes),
        link.rackIn,
      );
  }

  /** Numbers and links the envelopes; cheap, so the chain is made before the costly signing runs side by side. */
  private number(
    link: LinkRow,
    items: readonly Prepared[],
    anchor: { readonly own: LogPoint | null; readonly peer: LogPoint | null },
    now: Date,
  ): Numbered[] {
    let prev = link.lastEnvelope;
    const directory = this.trust.point(this.trust.state);
    if (directory === undefined) throw new FlowError('STATE_KEY_UNKNOWN', 'directory');
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
        rack: link.rackIn,
        attachments: item.attachments.map(({ record }) => ({
          root: record.root,
          size: record.ciphertextSize,
        })),
      };
      const envelopeBytes = encodeEnvelope(envelope);
      prev = sha256(envelopeBytes);
      return { ...item, envelope, envelopeBytes };
    });
  }

  private async sealOne(
    item: Numbered,
    now: Date,
  ): Promise<{ ciphertext: Uint8Array; ciphertextSha256: Sha256; sessionKey: Uint8Array }> {
    const payload = encodePayload({
      envelope: item.envelopeBytes,
      envelopeSignature: await signDetached(item.envelopeBytes, this.signingKey, now),
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
    return { ciphertext, ciphertextSha256: sha256(ciphertext), sessionKey };
  }
}

/** The encryption key of the recipient authority as its State's directory certifies it, named by the signed document. */
export function recipientKey(
  directory: Directory,
  document: Document,
  peer: StateCode,
  compartment: ThreadRecord['compartment'],
  now: Date,
): { readonly fingerprint: Fingerprint; readonly certificate: string } {
  if (document.to.state !== peer) throw new FlowError('PEER_NOT_CONFIRMED');
  const key = directory.encryptionKey(document.to.authority, compartment, timestamp(now));
  if (key === undefined) throw new FlowError('RECIPIENT_UNKNOWN');
  const [named, ...others] = document.recipientKeys;
  if (named !== key.fingerprint || others.length > 0)
    throw new FlowError('RECIPIENT_MISMATCH', 'recipientKeys');
  return key;
}
