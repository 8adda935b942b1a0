import { isCoded, isKind, kinds, timestamp, type AuthorityId, type Document } from '#model';
import type { Cases, ThreadRecord } from '#cases';
import type { Journal } from '#journal';
import { readCertificate, verifyDetached } from '#seal';
import type { Store, Tx } from '#store';
import type { TrustStore } from '#trust';
import { decodeDocument } from '#wire';
import { transferred, transferRefused } from './desk-events.js';
import { FlowError } from './errors.js';

const batchSize = 16;

/**
 * Moves threads to the authority that a signed notice names. The notice is checked again, because the row may have been
 * written by a captured service: without an officer's signature no case comes before other eyes.
 */
export class MoveThreads {
  constructor(
    private readonly store: Store,
    private readonly trust: TrustStore,
    private readonly cases: Cases,
    private readonly journal: Journal,
  ) {}

  /** True when more may be due. */
  run(): Promise<boolean> {
    return this.store.transaction({ step: 'move-threads' }, async (tx) => {
      const threads = await this.cases.transfer.due(tx, batchSize);
      if (threads.length === 0) return false;
      await this.trust.refresh(tx);
      for (const thread of threads) await this.move(tx, thread);
      return threads.length === batchSize;
      // Durable now: each thread in the file of one authority, whole. Whatever is left is found by its baton.
    });
  }

  private async move(tx: Tx, thread: ThreadRecord): Promise<void> {
    try {
      const notice = await this.signedNotice(tx, thread);
      const to = notice.body.authority;
      await this.cases.transfer.move(tx, thread, to);
      const { authority } = thread;
      await this.journal.record(tx, transferred(thread, authority, to, notice.from.officer));
    } catch (error) {
      if (!isCoded(error) || error.action === 'retry' || error.code.startsWith('STORE_'))
        throw error;
      await this.cases.transfer.stay(tx, thread);
      await this.journal.record(tx, transferRefused(thread, error.code));
    }
  }

  /** @throws CasesError, SealError, FlowError: it is not what an officer of the authority signed for this thread */
  private async signedNotice(tx: Tx, thread: ThreadRecord): Promise<Document<'transfer-notice'>> {
    const now = new Date();
    const dispatch = await this.cases.transfer.notice(tx, thread);
    if (dispatch === undefined) throw new FlowError('TRANSFER_IMPOSSIBLE', 'no notice');
    const content = this.cases.content(thread, dispatch);
    const certificate = await readCertificate(content.certificate, now);
    await verifyDetached(content.document, content.signature, certificate, now);
    const document = decodeDocument(content.document);
    if (certificate.fingerprint !== document.signer) throw new FlowError('NOT_THE_SIGNER');
    if (
      !isKind(document, 'transfer-notice') ||
      document.thread !== thread.id ||
      document.body.authority !== thread.movingTo
    )
      throw new FlowError('TRANSFER_IMPOSSIBLE', 'another notice');
    const { from, signer, kind } = document;
    const grant = this.trust.own().activeOfficer(signer, timestamp(now));
    const may =
      grant?.officer === from.officer &&
      grant.authority === from.authority &&
      from.authority === thread.authority &&
      kinds[kind].signers.some((role) => grant.roles.includes(role));
    if (!may) throw new FlowError('NOT_THE_SIGNER');
    requireReceiver(this.trust, thread, document.body.authority, now);
    return document;
  }
}

/**
 * Another authority of this State, that can be written to about this thread.
 * @throws FlowError TRANSFER_IMPOSSIBLE
 */
export function requireReceiver(
  trust: TrustStore,
  { authority, compartment }: Pick<ThreadRecord, 'authority' | 'compartment'>,
  to: AuthorityId,
  now: Date,
): void {
  const key = trust.own().encryptionKey(to, compartment, timestamp(now));
  if (to === authority || key === undefined) throw new FlowError('TRANSFER_IMPOSSIBLE');
}
