import { recallAnswerHours, type RecallAct } from './recalling.model.js';
import { timestamp, type Document, type DocumentId, type StateCode } from '#kernel';
import type { DueRecall } from './recalls.rows.js';
import { type ThreadRecord, by, caseOf } from '#threads';
import type { Session } from '#access';
import type { DraftOf } from '#journal';

export const itemRecalled = (
  thread: ThreadRecord,
  { id: recall, from }: Document,
  { item, act }: { readonly item: DocumentId; readonly act: RecallAct },
  session?: Session,
): DraftOf<'item.recalled'> => ({
  typ: 'item.recalled',
  ...by(thread, session),
  data: { document: item, recall, act, by: from.state },
});

export const itemWithdrawnFromUse = (
  thread: ThreadRecord,
  item: DocumentId,
  recall: DocumentId,
  session?: Session,
): DraftOf<'item.withheld'> => ({
  typ: 'item.withheld',
  ...by(thread, session),
  data: { document: item, recall },
});

export const recallAnswered = (
  thread: ThreadRecord,
  { id, from, body }: Document<'recall-answer'>,
  recall: DocumentId,
  session?: Session,
): DraftOf<'recall.answered'> => ({
  typ: 'recall.answered',
  ...by(thread, session),
  data: { document: id, recall, outcome: body.outcome, by: from.state },
});

interface Owed {
  readonly since: Date;
  readonly holder: StateCode;
  readonly level: number;
}

export const recallOwed = (
  thread: ThreadRecord,
  { document }: DueRecall,
  { since, holder, level }: Owed,
): DraftOf<'recall.owed'> => ({
  typ: 'recall.owed',
  case: caseOf(thread),
  data: { document, holder, level, since: timestamp(since), hours: recallAnswerHours },
});
