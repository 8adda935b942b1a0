import {
  isCoded,
  isOpening,
  ModelError,
  priorities,
  priorityOf,
  requireComplete,
  threadTypeOf,
  type Document,
  type DocumentId,
  type Timestamp,
} from '#kernel';
import {
  isPlainCompliance,
  isPlainNotice,
  isPlainWithdrawal,
  plainNotice,
  plainReason,
} from '#capabilities/suspensions/suspensions.contract';
import { requireNew, requireSafe } from './operations.model.js';
import { requireScreened } from '#capabilities/screening/screening.model';
import { CasesError, type ThreadRecord } from '#threads';
import type { Cases } from '#capabilities/cases';
import type { StopRow } from '#capabilities/suspensions/suspensions.rows';
import type { Tx } from '#store';
import { decodeDocument } from '#wire';

/**
 * What a received document is judged by before its thread is known. A request to save lives that leaves out a word was kept back at home, or
 * comes all the same: nobody drowns for it. Which answer of a screening kept it back is told to
 * nobody here: this may be the State that must not know.
 * @throws ModelError ITEM_MISSING, DOCUMENT_INVALID, SCREENING_FORBIDS; for a document that opens an operation
 * ASSESSMENT_NOT_CURRENT
 */
export function requireTakeable(document: Document, sealedAt: Timestamp): void {
  if (priorityOf(document) !== priorities.RISK_TO_LIFE) requireComplete(document);
  try {
    requireScreened(document);
  } catch (error) {
    if (isCoded(error)) throw new ModelError('SCREENING_FORBIDS');
    throw error;
  }
  if (!isOpening(document)) return;
  const requestType = threadTypeOf(document);
  requireSafe(
    { requestType, halts: [], haltedElsewhere: false, assessedUntil: null },
    document,
    sealedAt,
  );
}

/**
 * What a document of this State is judged by before its thread is known. The officer is told which answer of the screening keeps it back.
 * @throws ModelError ITEM_MISSING, DOCUMENT_INVALID, SCREENING_FORBIDS
 */
export function requireSendable(document: Document): void {
  requireComplete(document);
  requireScreened(document);
}

/**
 * The same person is asked about when it leaves: its row may have been written by a captured service. And as the receiver judges it, by
 * the time that the envelope will name: the neighbour may have said the stop-word meanwhile.
 * @throws ModelError SCREENING_FORBIDS, THREAD_HALTED, ASSESSMENT_NOT_CURRENT
 */
export function requireLeaving(
  facts: Parameters<typeof requireSafe>[0],
  document: Document,
  sealedAt: Timestamp,
): void {
  requireScreened(document);
  requireSafe(facts, document, sealedAt);
}

/**
 * Whether a document may be said in an operation, before it is filed. Nothing is refused in another thread.
 * @throws ModelError THREAD_HALTED, ASSESSMENT_NOT_CURRENT, TRANSITION_NOT_ALLOWED
 */
export async function requireOperation(
  cases: Cases,
  tx: Tx,
  thread: ThreadRecord,
  document: Document,
  { at, direction }: { readonly at: Timestamp; readonly direction: 'OUT' | 'IN' },
): Promise<void> {
  const facts = await cases.operations.facts(tx, thread);
  requireSafe(facts, document, at);
  requireNew(facts, document, direction);
  const { kind, inReplyTo } = document;
  if (direction !== 'OUT' || kind !== 'resume' || inReplyTo === null) return;
  // It would wait there for a stop-word that never comes, and all that we say later behind it.
  if (await cases.operations.isLost(tx, inReplyTo))
    throw new ModelError(
      'TRANSITION_NOT_ALLOWED',
      'the stop-word never reached the neighbour, who cannot lift it: withdraw or refuse, and begin a new operation',
    );
}

/**
 * Of a thread that is stopped nothing leaves but a withdrawal that says nothing: the one that went with the stop, or after it was
 * refused or kept back another one, for the neighbour works on until one has come. The stop-word of an operation tells
 * of danger to life and of nobody: it always leaves. So does, in plain words, that something speaks for an accused person, and
 * that a recall was complied with: nothing of what its originator took back is told by that, and one stop keeps none of it here.
 */
export const mayLeave = (stop: StopRow | undefined, document: Document): boolean =>
  stop === undefined ||
  stop.withdrawal === document.id ||
  document.kind === 'halt' ||
  isPlainWithdrawal(document) ||
  isPlainNotice(document) ||
  isPlainCompliance(document);

const plainWords = Object.entries(plainNotice)
  .map(([member, words]) => `${member} "${words}"`)
  .join(', ');

/** What may be said all the same in the place of a document that may not; undefined: nothing. */
function stillSaid({ kind }: Document): string | undefined {
  if (kind === 'withdrawal')
    return `it may say only reason "${plainReason}", and the purpose of the request`;
  if (kind === 'exculpatory-notice') return `it may say only ${plainWords}`;
  return kind === 'recall-answer'
    ? `it may say only outcome "COMPLIED", purpose "${plainNotice.purpose}"`
    : undefined;
}

/** @throws CasesError THREAD_STOPPED */
export async function requireNotStopped(
  cases: Cases,
  tx: Tx,
  thread: ThreadRecord,
  document: Document,
): Promise<void> {
  const stop = (await cases.stops.open(tx, [thread.id])).get(thread.id);
  const isQuiet =
    stop === undefined ||
    document.kind !== 'withdrawal' ||
    (await hasPurpose(cases, tx, thread, document));
  if (isQuiet && mayLeave(stop, document)) return;
  throw new CasesError('THREAD_STOPPED', stillSaid(document));
}

/** Another purpose than that of the request would say why it is withdrawn. @throws CasesError CONTENT_ERASED */
export async function hasPurpose(
  cases: Cases,
  tx: Tx,
  thread: ThreadRecord,
  { purpose }: Document,
): Promise<boolean> {
  const [opener] = await cases.dispatchesById(tx, [thread.id as unknown as DocumentId]);
  if (opener === undefined) return false;
  return decodeDocument(cases.content(thread, opener).document).purpose === purpose;
}
