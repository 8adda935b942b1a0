import type { DocumentId, ThreadId } from '#kernel';
import type { Item, Sources } from '#capabilities/capability';
import { claimedKinds } from './answering.model.js';
import type { Since } from './assignment.rows.js';

export interface TurnFacts {
  readonly since: ReadonlyMap<DocumentId, Since>;
}

export interface QuestionFacts {
  readonly last: ReadonlyMap<ThreadId, DocumentId>;
}

export const seenOf = ({ document, given }: Pick<Item, 'document' | 'given'>): DocumentId | null =>
  given?.seen ?? document.inReplyTo;

export async function loadTurns(
  { tx, cases }: Sources,
  items: readonly Item[],
): Promise<TurnFacts> {
  const asked = items.flatMap((item) => {
    const { document, thread, session } = item;
    const seen = seenOf(item);
    const isFree = claimedKinds.includes(document.kind) && thread.holder === null;
    return thread.side === 'ASKED' && session !== undefined && seen !== null && !isFree
      ? [{ document: document.id, thread: thread.id, seen, officer: session.officer }]
      : [];
  });
  return { since: await cases.assignments.since(tx, asked) };
}

export async function loadQuestions(
  { tx, cases }: Sources,
  items: readonly Item[],
): Promise<QuestionFacts> {
  const threads = items.map(({ thread }) => thread.id);
  return { last: await cases.clocks.lastQuestions(tx, threads) };
}
