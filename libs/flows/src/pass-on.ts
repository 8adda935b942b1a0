import { isKind, type Document, type RecallAct } from '#model';
import type { Cases, HandedOn, RecallRecord, ThreadRecord } from '#cases';
import type { Mailbox } from '#mailbox';
import type { Tx } from '#store';
import { FlowError } from './errors.js';

interface Kept {
  readonly cases: Cases;
  readonly mailbox: Mailbox;
}

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
  { cases, mailbox }: Kept,
  tx: Tx,
  thread: ThreadRecord,
  document: Document,
): Promise<void> {
  if (!isKind(document, 'recall-answer')) return;
  const recalls = await cases.recalls.of(tx, thread.id);
  const recall = recalls.find((each) => each.document === document.inReplyTo);
  if (recall === undefined) return;
  const owed = await notPassedOn({ cases, mailbox }, tx, recall);
  if (owed.length > 0)
    throw new FlowError('RECALL_NOT_PASSED_ON', owed.map(({ thread: where }) => where).join(', '));
}

/** Forwards of what a recall names whose holder has not been told of it. Whoever refused one holds nothing. */
export async function notPassedOn(
  { cases, mailbox }: Kept,
  tx: Tx,
  { act, items, direction, filedAt }: RecallRecord,
): Promise<readonly HandedOn[]> {
  if (direction === 'OUT') return [];
  const owed: HandedOn[] = [];
  const forwards = await cases.releases.handedOn(tx, items);
  const stages = await mailbox.progress.stages(
    tx,
    forwards.map(({ forward }) => forward),
  );
  for (const handed of forwards) {
    if (stages.get(handed.forward)?.some(({ stage }) => stage === 'REJECTED') === true) continue;
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
