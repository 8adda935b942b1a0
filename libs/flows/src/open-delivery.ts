import {
  isCoded,
  type CodedError,
  isKind,
  nextState,
  threadEvent,
  type Document,
  type Side,
} from '#model';
import type { Cases, ThreadRecord } from '#cases';
import type { Journal } from '#journal';
import type { DueDelivery, Mailbox } from '#mailbox';
import { Transfers } from '#objects';
import type { PrivateKey } from '#seal';
import type { Store, Tx } from '#store';
import type { TrustStore } from '#trust';
import { sha256 } from '#wire';
import { overLimits, type AttachmentLimits } from './attachment-limits.js';
import { openDispatch, type Expectation, type OpenedMessage } from './check-dispatch.js';
import { openStatement, type OpenedStatement } from './check-statement.js';
import { keepDisclosures } from './disclosures.js';
import { accepted, chainBroken, decrypted, rejected } from './events.js';
import { FlowError } from './errors.js';
import type { HandleStatement } from './handle-statement.js';

const batchSize = 24;

type Verdict =
  | { readonly as: 'dispatch'; readonly message: OpenedMessage }
  | { readonly as: 'statement'; readonly opened: OpenedStatement }
  | { readonly as: 'waits'; readonly for: 'DIRECTORY' | 'PEER' }
  | { readonly as: 'refused'; readonly code: string; readonly detail: string | null };

/**
 * Step 6: decrypts, checks by the protocol's list, files into the thread or quarantines. Crypto runs side by side; the
 * rows are settled one by one, in the order of arrival, in one transaction.
 */
export class OpenDelivery {
  private readonly transfers = new Transfers();

  constructor(
    private readonly store: Store,
    private readonly trust: TrustStore,
    private readonly cases: Cases,
    private readonly mailbox: Mailbox,
    private readonly journal: Journal,
    private readonly statements: HandleStatement,
    private readonly keys: readonly PrivateKey[],
    private readonly limits: AttachmentLimits,
  ) {}

  /** Returns how many deliveries it looked at; 0 when none is due. */
  run(): Promise<number> {
    return this.store.transaction({ step: 'open-delivery' }, async (tx) => {
      const rows = await this.mailbox.deliveries.claim(tx, batchSize);
      if (rows.length === 0) return 0;
      await this.trust.refresh(tx);
      const verdicts = await Promise.all(rows.map((row) => this.judge(row)));
      for (const [i, row] of rows.entries()) {
        const verdict = verdicts[i];
        if (verdict !== undefined) await this.settle(tx, row, verdict);
      }
      tx.wake('sequence');
      return rows.length;
      // Durable now: thread or quarantine, entries, receipt due. IssueReceipts resumes once they are released.
    });
  }

  private async judge(row: DueDelivery): Promise<Verdict> {
    try {
      const expect = this.expectation(row);
      if (expect === undefined) return { as: 'waits', for: 'PEER' };
      if (row.statement)
        return { as: 'statement', opened: await openStatement(row.ciphertext, expect) };
      const message = await openDispatch(row.ciphertext, expect);
      return message === 'DIRECTORY'
        ? { as: 'waits', for: 'DIRECTORY' }
        : { as: 'dispatch', message };
    } catch (error) {
      return refusal(error);
    }
  }

  /** Undefined until two administrators have confirmed the neighbour: then its messages wait, nothing is lost. */
  private expectation(row: DueDelivery): Expectation | undefined {
    const peer = this.trust.peers().byLink(row.linkId);
    if (peer === undefined) return undefined;
    return {
      link: row.linkId,
      own: this.trust.state,
      peer: peer.peer,
      keys: this.keys,
      peerDirectory: this.trust.of(peer.peer),
      ownDirectory: this.trust.own(),
      compare: (point) => this.trust.compare(peer.peer, point),
      now: new Date(),
    };
  }

  private async settle(tx: Tx, row: DueDelivery, verdict: Verdict): Promise<void> {
    switch (verdict.as) {
      case 'waits':
        await this.mailbox.deliveries.markWaiting(tx, row, verdict.for);
        if (verdict.for === 'DIRECTORY')
          await this.statements.askDirectory(tx, row.linkId, row.peer);
        return;
      case 'refused':
        await this.refuse(tx, row, verdict.code, verdict.detail);
        return;
      case 'statement': {
        const refused = await this.statements.run(tx, row.linkId, verdict.opened).then(
          () => undefined,
          (error: unknown) => refusal(error),
        );
        if (refused?.as === 'refused') await this.refuse(tx, row, refused.code, refused.detail);
        else await this.mailbox.deliveries.markOpened(tx, row, null, null);
        return;
      }
      case 'dispatch':
        await this.file(tx, row, verdict.message);
    }
  }

  private async file(tx: Tx, row: DueDelivery, message: OpenedMessage): Promise<void> {
    const { document, envelope } = message;
    const thread = isKind(document, 'request')
      ? null
      : await this.cases.find(tx, document.thread, 'for update');
    if (thread === undefined) {
      await this.mailbox.deliveries.markWaiting(tx, row, 'PARENT');
      return;
    }
    const problem =
      this.judgePlace(document, thread) ?? overLimits(document.attachments, this.limits);
    if (problem !== undefined) {
      await this.refuse(tx, row, problem.code, problem.detail ?? null);
      return;
    }
    const fresh = await this.mailbox.deliveries.acceptOnce(
      tx,
      envelope.from,
      document.id,
      row.messageId,
      envelope.documentSha256,
    );
    if (!fresh) {
      await this.refuse(tx, row, 'DOCUMENT_REPLAYED', null);
      return;
    }
    if (!(await this.noteChain(tx, row, message))) {
      await this.refuse(tx, row, 'SEQUENCE_REUSED', null);
      return;
    }
    await this.keep(tx, row, message, thread);
  }

  private async keep(
    tx: Tx,
    row: DueDelivery,
    message: OpenedMessage,
    known: ThreadRecord | null,
  ): Promise<void> {
    const { document, envelope, payload } = message;
    const thread = isKind(document, 'request')
      ? await this.cases.open(tx, document, 'ASKED')
      : known;
    if (thread === null) return;
    await this.cases.append(tx, thread, {
      document,
      documentSha256: envelope.documentSha256,
      content: {
        document: payload.document,
        signature: payload.officerSignature,
        certificate: payload.officerCertificate,
      },
      direction: 'IN',
      messageId: row.messageId,
      attachments: envelope.attachments.map((sealed, i) => ({
        root: sealed.root,
        ciphertextSize: sealed.size,
        key: payload.attachmentKeys[i] ?? new Uint8Array(),
      })),
      authority: document.to.authority,
    });
    await this.transfers.expect(tx, row.linkId, row.messageId, envelope.attachments);
    const kept = this.cases.protect(thread, `sealed:${row.messageId}`, row.ciphertext);
    await this.mailbox.deliveries.markOpened(tx, row, kept, document.id);
    const [, event] = await this.journal.recordAll(tx, [
      decrypted(row, thread, message),
      accepted(row, thread, message),
    ]);
    await keepDisclosures(tx, this.journal, this.cases, [{ thread, event }]);
    if (event !== undefined)
      await this.mailbox.receipts.due(tx, [
        {
          linkId: row.linkId,
          messageId: row.messageId,
          stage: 'OPENED',
          code: null,
          ciphertextSha256: row.ciphertextSha256,
          at: event.at,
          event: event.id,
        },
      ]);
    await this.mailbox.links.acknowledged(tx, row.linkId, envelope.rack);
  }

  /** Thread and transition: the document must belong where it says, between the same two authorities. */
  private judgePlace(document: Document, thread: ThreadRecord | null): CodedError | undefined {
    if (thread === null) return undefined;
    const same =
      thread.linkId === document.link &&
      thread.peer === document.from.state &&
      thread.peerAuthority === document.from.authority &&
      thread.authority === document.to.authority;
    if (!same) return new FlowError('PARENT_MISMATCH');
    const event = threadEvent(document);
    const by: Side = thread.side === 'ASKING' ? 'ASKED' : 'ASKING';
    try {
      if (event !== null) nextState(thread.state, event, by);
    } catch (error) {
      if (isCoded(error)) return error;
      throw error;
    }
    return undefined;
  }

  private async noteChain(tx: Tx, row: DueDelivery, message: OpenedMessage): Promise<boolean> {
    const { envelope, envelopeBytes } = message;
    const noted = await this.mailbox.links.noteChain(tx, {
      linkId: row.linkId,
      direction: 'IN',
      seq: envelope.seq,
      messageId: row.messageId,
      envelopeSha256: sha256(envelopeBytes),
      prev: envelope.prev,
      outcome: 'OPENED',
    });
    if (noted && (await this.mailbox.links.chainBroken(tx, row.linkId, envelope.seq)))
      await this.journal.record(tx, chainBroken(row, envelope));
    return noted;
  }

  /** Quarantine with the evidence kept, an entry, and a signed REJECTED for a message. */
  private async refuse(
    tx: Tx,
    row: DueDelivery,
    code: string,
    detail: string | null,
  ): Promise<void> {
    const event = await this.journal.record(tx, rejected(row, code));
    await this.mailbox.quarantine.add(tx, {
      id: event.id,
      linkId: row.linkId,
      messageId: row.messageId,
      statement: row.statement,
      code,
      detail,
      evidence: row.ciphertext,
      event: event.id,
    });
    await this.mailbox.deliveries.markQuarantined(tx, row);
    if (row.statement) return;
    await this.mailbox.receipts.due(tx, [
      {
        linkId: row.linkId,
        messageId: row.messageId,
        stage: 'REJECTED',
        code,
        ciphertextSha256: row.ciphertextSha256,
        at: event.at,
        event: event.id,
      },
    ]);
  }
}

/** A coded refusal as it is; anything unforeseen is our own fault and says so, with the bytes kept. */
function refusal(error: unknown): Verdict {
  if (isCoded(error)) {
    if (error.action === 'retry') throw error;
    return { as: 'refused', code: error.code, detail: error.detail ?? null };
  }
  if (error instanceof Error) return { as: 'refused', code: 'OPEN_FAILED', detail: error.name };
  throw error;
}
