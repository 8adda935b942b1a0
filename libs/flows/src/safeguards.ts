import {
  isCoded,
  isOpening,
  ModelError,
  requireSafe,
  requireScreened,
  threadTypeOf,
  type Document,
  type Timestamp,
} from '#model';
import { CasesError, type Cases, type StopRow, type ThreadRecord } from '#cases';
import type { Tx } from '#store';

/**
 * What a received document is judged by before its thread is known. Which answer of a screening kept it back is told to
 * nobody here: this may be the State that must not know.
 * @throws ModelError SCREENING_FORBIDS; for a document that opens an operation ASSESSMENT_NOT_CURRENT
 */
export function requireTakeable(document: Document, sealedAt: Timestamp): void {
  try {
    requireScreened(document);
  } catch (error) {
    if (isCoded(error)) throw new ModelError('SCREENING_FORBIDS');
    throw error;
  }
  if (!isOpening(document)) return;
  const requestType = threadTypeOf(document);
  requireSafe({ requestType, halted: false, assessedUntil: null }, document, sealedAt);
}

/**
 * Of a thread that is stopped nothing leaves but the withdrawal that went with the stop. The stop-word of an operation tells
 * of danger to life and of nobody: it always leaves.
 */
export const mayLeave = (stop: StopRow | undefined, { id, kind }: Document): boolean =>
  stop === undefined || stop.withdrawal === id || kind === 'halt';

/** @throws CasesError THREAD_STOPPED */
export async function requireNotStopped(
  cases: Cases,
  tx: Tx,
  { id }: ThreadRecord,
  document: Document,
): Promise<void> {
  if (!mayLeave((await cases.stops.open(tx, [id])).get(id), document))
    throw new CasesError('THREAD_STOPPED');
}
