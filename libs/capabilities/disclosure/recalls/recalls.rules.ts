import { isKind, type DocumentId, type Handling, phrase } from '#kernel';
import { laxerMember } from '../handling/narrowing.model.js';
import { mayBeRecalled, mostRecallsOfSide, recalling } from './recalling.model.js';
import { ThreadsError, ExchangeError } from '#threads';
import { beforeItIsFiled, type Consequence, type Item, type Rule } from '#capabilities/capability';
import { itemRecalled, itemWithdrawnFromUse, recallAnswered } from './recalls.events.js';
import {
  answeredBy,
  handlingIn,
  type RecallAnswerEffect,
  type RecallEffect,
  type RecallFacts,
} from './recalls.facts.js';
import { onwardHolders } from '#trust';

const asks = beforeItIsFiled;

function requireOwn({ document, thread, direction }: Item, facts: RecallFacts): Error | undefined {
  for (const [i, id] of (recalling(document)?.items ?? []).entries()) {
    const item = facts.records.get(id);
    const own = item?.thread === thread.id && item.direction === direction;
    if (!own || !mayBeRecalled(item.kind))
      return new ExchangeError('RECALL_IMPOSSIBLE', phrase`document ${i + 1}`);
  }
  return undefined;
}

function requireFew({ document, thread, direction }: Item, facts: RecallFacts): Error | undefined {
  if (recalling(document) === null) return undefined;
  const before = facts.recalls.get(thread.id) ?? [];
  if (before.filter((each) => each.direction === direction).length < mostRecallsOfSide)
    return undefined;
  return new ExchangeError(
    'RECALL_IMPOSSIBLE',
    phrase`${mostRecallsOfSide} in this thread already`,
  );
}

function handlingsNow(
  items: readonly DocumentId[],
  { thread }: Item,
  { recalls, records, said }: RecallFacts,
): readonly (Handling | undefined)[] | Error {
  const narrowed = {
    recalls: recalls.get(thread.id) ?? [],
    said: (id: DocumentId) => said.get(id),
  };
  const handlings: (Handling | undefined)[] = [];
  for (const id of items) {
    const isGone = records.get(id)?.withdrawnFromUse === true;
    const handling = isGone ? undefined : handlingIn(narrowed, id);
    if (handling instanceof Error) return handling;
    handlings.push(handling);
  }
  return handlings;
}

function requireStricter(item: Item, facts: RecallFacts): Error | undefined {
  const about = recalling(item.document);
  if (about === null || about.handling === null) return undefined;
  const handlings = handlingsNow(about.items, item, facts);
  if (handlings instanceof Error) return handlings;
  for (const [i, handling] of handlings.entries()) {
    const laxer = handling && laxerMember(handling, about.handling);
    if (laxer !== undefined)
      return new ExchangeError('NARROWING_LAXER', phrase`${laxer} of document ${i + 1}`);
  }
  return undefined;
}

export const recallRules: readonly Rule<RecallFacts>[] = [
  { name: 'requireOwn', codes: ['RECALL_IMPOSSIBLE'], asks, judge: requireOwn },
  { name: 'requireFew', codes: ['RECALL_IMPOSSIBLE'], asks, judge: requireFew },
  {
    ...{ name: 'requireStricter', kinds: ['recall'], codes: ['NARROWING_LAXER'] },
    ...{ asks, judge: requireStricter },
  },
];

/** Decides what a recall, narrowing or correction changes. This State also stops showing its own recalled forward. */
export function decideRecall(item: Item, facts: RecallFacts): Consequence<RecallEffect> {
  const { document, thread, direction, session } = item;
  const about = recalling(document);
  if (about === null) return { drafts: [] };
  const isGone = (id: DocumentId): boolean => {
    const record = facts.records.get(id);
    return record?.kind === 'forward' && !record.withdrawnFromUse;
  };
  const gone = direction === 'OUT' && about.act === 'RECALL' ? about.items.filter(isGone) : [];
  return {
    effect: {
      filed: { thread, document, recalling: about, direction },
      withdrawn: { thread, recall: document.id, items: gone },
    },
    drafts: [
      ...about.items.map((id) =>
        itemRecalled(thread, document, { item: id, act: about.act }, session),
      ),
      ...gone.map((id) => itemWithdrawnFromUse(thread, id, document.id, session)),
    ],
  };
}

function requireOpenRecall(item: Item, facts: RecallFacts): Error | undefined {
  const recall = answeredBy(facts, item);
  if (recall === undefined || recall.direction === item.direction)
    return new ExchangeError('PARENT_MISMATCH', 'inReplyTo');
  return recall.answer === null ? undefined : new ThreadsError('RECALL_ANSWERED');
}

export const recallAnswerRules: readonly Rule<RecallFacts>[] = [
  {
    name: 'requireOpenRecall',
    codes: ['PARENT_MISMATCH', 'RECALL_ANSWERED'],
    asks,
    judge: requireOpenRecall,
  },
];

export function decideRecallAnswer(
  item: Item,
  facts: RecallFacts,
): Consequence<RecallAnswerEffect> {
  const { document, thread, direction, session } = item;
  const recall = answeredBy(facts, item);
  if (!isKind(document, 'recall-answer') || recall === undefined) return { drafts: [] };
  const complied = recall.act === 'RECALL' && document.body.outcome === 'COMPLIED';
  const isGiven = (id: DocumentId): boolean => facts.records.get(id)?.withdrawnFromUse !== true;
  const gone = direction === 'OUT' && complied ? recall.items.filter(isGiven) : [];
  const behind = onwardHolders(document).filter(({ outcome }) => outcome === null);
  return {
    effect: {
      answered: { thread, recall: recall.document, document, silentHolders: behind.length },
      withdrawn: { thread, recall: recall.document, items: gone },
    },
    drafts: [
      recallAnswered(thread, document, recall.document, session),
      ...gone.map((id) => itemWithdrawnFromUse(thread, id, recall.document, session)),
    ],
  };
}
