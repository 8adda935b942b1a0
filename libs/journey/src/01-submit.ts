import type { Session } from '#access';
import {
  overLimits,
  type AttachmentLimits,
} from '#capabilities/attachments/attachment-limits.rules';
import type { Cases } from '#capabilities/cases';
import { lookBefore } from '#capabilities/deconfliction/look-for-duplicates.service';
import { formalRouteOf } from '#capabilities/policy/policy.service';
import { officerContext } from '#capabilities/requests/read-thread.queries';
import type { Submitted } from '#capabilities/requests/submissions/submitted.contract';
import type { Draft, Journal } from '#journal';
import {
  isKind,
  isOpening,
  assertComplete,
  timestamp,
  type Document,
  type Side,
  type SignedDocumentInput,
} from '#kernel';
import { verifyDetached, type Certificate } from '#seal';
import type { Store, Tx } from '#store';
import {
  endsTransaction,
  ExchangeError,
  isJudgement,
  type Alongside,
  type Submission,
} from '#threads';
import type { TrustStore } from '#trust';
import { decodeDocument, sha256 } from '#wire';
import { beforeFiling } from './capabilities.js';
import { refused } from './events.js';
import { assertAlone } from './run-capabilities.js';
import { checkAuthor } from './submit/check-author.js';
import type { FileDispatch } from './submit/file-dispatch.js';
import { handedIn } from './submit/handed-in.js';
import { assertHandling, type HandlingLimits } from './submit/handling-limits.js';
import { assertSigner } from './submit/assert-signer.js';
import type { Submitting } from './submit/submitting.js';

/**
 * Step 1: takes an officer's signed document into a new or existing thread; nothing leaves this State yet. Idempotent. Logs
 * refused documents.
 */
export class SubmitDispatch implements Submission {
  constructor(
    private readonly store: Store,
    private readonly trust: TrustStore,
    private readonly cases: Cases,
    private readonly journal: Journal,
    private readonly filing: FileDispatch,
    private readonly side: Side,
    private readonly limits: AttachmentLimits & HandlingLimits,
  ) {}

  /** Submits the document. `alongside` runs in the same transaction after filing and returns further events to record. */
  async submitDocument(
    session: Session,
    input: SignedDocumentInput,
    alongside?: Alongside,
  ): Promise<Submitted> {
    const seen: { document?: Document } = {};
    try {
      seen.document = decodeDocument(input.document);
      await this.acceptDocument(session, input, seen.document, alongside);
    } catch (error) {
      if (isJudgement(error)) await this.refuse(session, input, seen.document, error.code);
      throw error;
    }
    const { thread, id } = seen.document;
    // Also on resubmission: the first response may have been lost.
    const warnings = formalRouteOf(this.trust, seen.document, null);
    return { thread, dispatch: id, warnings };
  }

  private async acceptDocument(
    session: Session,
    input: SignedDocumentInput,
    document: Document,
    alongside?: Alongside,
  ): Promise<void> {
    const { side } = this;
    const now = new Date();
    checkAuthor({ session, side, document, now }, this.trust.state);
    const tooMuch = overLimits(document.attachments, this.limits);
    if (tooMuch !== undefined) throw tooMuch;
    assertHandling(document, this.limits);
    assertComplete(document);
    assertAlone(beforeFiling, { document, at: timestamp(now) }, 'INTAKE');
    const documentSha256 = sha256(input.document);
    const submitting = { session, side, input, document, documentSha256, now, alongside };
    const refused = await this.store.transaction(officerContext(session, 'submit-dispatch'), (tx) =>
      this.submit(tx, submitting),
    );
    if (refused !== undefined) throw refused;
    // Durable now: thread, dispatch, entries, queue row. Once the entry is released, 02-seal.ts goes on.
  }

  private async submit(tx: Tx, submitting: Submitting): Promise<Error | undefined> {
    const { session, document } = submitting;
    await this.trust.refreshOnce(tx);
    // A new thread has no row to lock.
    const known = isOpening(document)
      ? undefined
      : await this.cases.find(tx, document.thread, 'for update');
    // Read before the thread: it may belong to another authority by now.
    const { isQueued, standsStill, ...read } = await handedIn(tx, this.cases, submitting);
    const certificate = await this.signer(read.certificate, submitting);
    if (isQueued) return undefined;
    if (isKind(document, 'request')) assertSigner(session, document);
    const looked = await lookBefore(
      { cases: this.cases, tx, session },
      document,
      read.earlierDeconfliction,
    );
    const beforehand = { certificate, known, looked, standsStill };
    return this.keepCheck(tx, looked?.event, () =>
      this.filing.fileDocument(tx, submitting, beforehand),
    );
  }

  /**
   * Runs `file` and records the duplicate check even if `file` fails. Otherwise, officers could check for duplicates without
   * a record. @returns undefined on success, else the error of `file` @throws the error of `file` if `check` is
   * undefined or the error ended the transaction
   */
  private async keepCheck(
    tx: Tx,
    check: Draft | undefined,
    file: () => Promise<boolean>,
  ): Promise<Error | undefined> {
    try {
      if (check === undefined) await file();
      // Records a newly filed document together with the duplicate check.
      else if (!(await tx.attempt(file))) await this.journal.recordEvent(tx, check);
      return undefined;
    } catch (error) {
      // Otherwise a request that fails on purpose would make the check free of charge.
      if (check === undefined || endsTransaction(error) || !(error instanceof Error)) throw error;
      await this.journal.recordEvent(tx, check);
      return error;
    }
  }

  /**
   * Verifies the document's signature at the time `now` and returns the signer's certificate. @throws ExchangeError
   * NOT_THE_SIGNER if `certificate` is undefined; SealError as `verifyDetached`
   */
  private async signer(
    certificate: Certificate | undefined,
    { input, now }: Submitting,
  ): Promise<Certificate> {
    if (certificate === undefined) throw new ExchangeError('NOT_THE_SIGNER', 'certificate');
    await verifyDetached(input.document, input.signature, certificate, now);
    return certificate;
  }

  private async refuse(
    session: Session,
    input: SignedDocumentInput,
    document: Document | undefined,
    code: string,
  ): Promise<void> {
    await this.store.transaction(officerContext(session, 'refuse-dispatch'), async (tx) => {
      const known = document === undefined ? undefined : await this.cases.find(tx, document.thread);
      const thread = known?.side === this.side ? known : undefined;
      const kind = document?.kind ?? null;
      const said = { bytes: input.document, kind, reason: code, thread };
      await this.journal.recordEvent(tx, refused(session, this.side, said));
    });
  }
}
