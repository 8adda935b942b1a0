import { isKind, type Document, type RecallAct } from '#model';
import type { Cases, HandedOn, RecallRecord, ThreadRecord } from '#cases';
import type { Tx } from '#store';
import { FlowError } from './errors.js';

/** What tells the next holder at least as much: what was taken back altogether needs no stricter handling any more. */
const enough: Readonly<Record<RecallAct, readonly RecallAct[]>> = {
  RECALL: ['RECALL'],
  NARROW: ['RECALL', 'NARROW'],
  CORRECT: ['RECALL', 'CORRECT'],
};

/**
 * A recall, narrowing or correction reaches every holder: whoever has handed the document on tells the next one in the
 * thread of the forward, by a recall, narrowing or correction of that, before it answers the originator. Nothing is refused
 * for a document of another kind. @throws FlowError RECALL_NOT_PASSED_ON naming the threads
 */
export async function requirePassedOn(
  cases: Cases,
  tx: Tx,
  thread: ThreadRecord,
  document: Document,
): Promise<void> {
  if (!isKind(document, 'recall-answer')) return;
  const recalls = await cases.recalls.of(tx, thread.id);
  const recall = recalls.find((each) => each.document === document.inReplyTo);
  if (recall === undefined) return;
  const owed = await notPassedOn(cases, tx, recall);
  if (owed.length > 0)
    throw new FlowError('RECALL_NOT_PASSED_ON', owed.map(({ thread: where }) => where).join(', '));
}

/** Forwards of what a recall names whose holder has not been told of it. */
export async function notPassedOn(
  cases: Cases,
  tx: Tx,
  { act, items, direction, filedAt }: RecallRecord,
): Promise<readonly HandedOn[]> {
  if (direction === 'OUT') return [];
  const owed: HandedOn[] = [];
  for (const handed of await cases.releases.handedOn(tx, items)) {
    const told = (await cases.recalls.of(tx, handed.thread)).some(
      (each) =>
        each.direction === 'OUT' &&
        each.items.includes(handed.forward) &&
        enough[act].includes(each.act) &&
        (each.act === 'RECALL' || each.filedAt >= filedAt),
    );
    if (!told) owed.push(handed);
  }
  return owed;
}
