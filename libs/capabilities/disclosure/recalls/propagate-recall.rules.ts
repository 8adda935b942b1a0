import {
  isKind,
  isSettled,
  looserMember,
  refusalIn,
  type Document,
  type DocumentId,
  type Handling,
  type ThreadId,
  phrase,
  type Detail,
  joined,
} from '#kernel';
import { narrowedBy, narrowedOn, type Narrowing } from '../handling/narrowing.model.js';
import { recalling, type RecallAct, type RecallOutcome } from './recalling.model.js';
import { ownRecords, type Item, type Rule } from '#capabilities/capability';
import type {
  HandedOnFacts,
  PropagateRecallFacts,
  ReadElsewhere,
} from './propagate-recall.facts.js';
import { answeredBy, handlingIn, type Counting } from './recalls.facts.js';
import type { RecallRecord, PropagatedRecall } from './recalls.rows.js';
import type { HandedOn } from '../releases/releases.rows.js';
import { ExchangeError, type Said } from '#threads';

const enough: Readonly<Record<RecallAct, readonly RecallAct[]>> = {
  RECALL: ['RECALL'],
  NARROW: ['RECALL'],
  CORRECT: ['RECALL', 'CORRECT'],
};

export interface NotifiedHolder extends HandedOn {
  readonly recall: DocumentId;
  readonly answer: DocumentId | null;
  readonly outcome: RecallOutcome | null;
}

export interface PassedOn {
  readonly owed: readonly HandedOn[];
  readonly notified: readonly NotifiedHolder[];
}

export function passedOn(recall: RecallRecord, facts: HandedOnFacts): PassedOn {
  const { items, direction } = recall;
  const owed: HandedOn[] = [];
  const notified: NotifiedHolder[] = [];
  if (direction === 'OUT') return { owed, notified };
  for (const handed of facts.handedOn) {
    if (!items.includes(handed.item) || !isStillHeld(handed, facts)) continue;
    const { best, isOwed } = notificationOf(recall, handed, facts);
    if (isOwed) owed.push(handed);
    if (best !== undefined) {
      const { document, answer, outcome } = best;
      notified.push({ ...handed, recall: document, answer, outcome });
    }
  }
  return { owed, notified };
}

/**
 * True unless the forward was blocked before sealing or rejected by the neighbour. Rejections with a code of `settledCodes`
 * do not count.
 */
function isStillHeld({ forward }: HandedOn, { stages, fates }: HandedOnFacts): boolean {
  const refusal = refusalIn(stages.get(forward) ?? []);
  if (refusal !== undefined && !isSettled(refusal.code)) return false;
  const fate = fates.get(forward);
  return fate?.state !== 'VOID' || fate.sealedAt !== null;
}

function notificationOf(
  recall: RecallRecord,
  handed: HandedOn,
  facts: HandedOnFacts,
): { readonly best: PropagatedRecall | undefined; readonly isOwed: boolean } {
  const { act, filedAt } = recall;
  const about = (facts.propagated.get(handed.thread) ?? []).filter(({ items }) =>
    items.includes(handed.forward),
  );
  const said = about.filter(
    (each) => enough[act].includes(each.act) && (each.act === 'RECALL' || each.filedAt >= filedAt),
  );
  if (said.length === 0 && act === 'NARROW' && isAsStrict(recall, handed, facts))
    return { best: narrowedLast(recall, handed, facts, about), isOwed: false };
  const best = said.find(({ outcome }) => outcome === 'COMPLIED') ?? said.at(-1);
  return { best, isOwed: best === undefined };
}

/** Returns the onward narrowing whose answer decides if this State can answer COMPLIED; undefined for none. */
function narrowedLast(
  recall: RecallRecord,
  handed: HandedOn,
  facts: HandedOnFacts,
  about: readonly PropagatedRecall[],
): PropagatedRecall | undefined {
  const narrowings = about.filter(({ act }) => act === 'NARROW');
  const last = narrowings.at(-1);
  const open = narrowings.filter(({ outcome }) => outcome !== 'COMPLIED').at(-1);
  if (open === undefined || last?.outcome !== 'COMPLIED') return last;
  return isAsStrict(recall, handed, facts, 'complied') ? last : open;
}

function isAsStrict(
  { thread: narrowed }: RecallRecord,
  { item, forward, thread }: HandedOn,
  facts: HandedOnFacts,
  counting: Counting = 'arrived',
): boolean {
  const least = handlingNow(facts, narrowed, item);
  const handling = handlingNow(facts, thread, forward, counting);
  return least === undefined || (handling !== undefined && !looserMember(least, handling));
}

function handlingNow(
  { recalls, said }: HandedOnFacts,
  thread: ThreadId,
  id: DocumentId,
  counting: Counting = 'arrived',
): Handling | undefined {
  if (!said.has(id)) return undefined;
  const narrowed = {
    recalls: recalls.get(thread) ?? [],
    said: (each: DocumentId) => said.get(each),
  };
  const handling = handlingIn(narrowed, id, counting);
  if (handling instanceof Error) throw handling;
  return handling;
}

function asStrictElsewhere(
  { document, thread: narrowed }: RecallRecord,
  facts: PropagateRecallFacts,
): ReadonlySet<DocumentId> {
  const rows = facts.elsewhere.filter(({ recall }) => recall === document);
  const lax = new Set<DocumentId>();
  for (const { item, forward, words } of rows) {
    const least = handlingNow(facts, narrowed, item);
    const strict =
      least === undefined ||
      (words !== null && looserMember(least, handlingThere(words)) === undefined);
    if (!strict) lax.add(forward);
  }
  return new Set(rows.map(({ forward }) => forward).filter((each) => !lax.has(each)));
}

function handlingThere({ forward, narrowings }: NonNullable<ReadElsewhere['words']>): Handling {
  const { handling } = readable(forward);
  let together: Narrowing | undefined;
  for (const each of narrowings) {
    const narrowing = recalling(readable(each))?.handling;
    if (narrowing) together = narrowedOn(together, narrowing);
  }
  return together === undefined ? handling : narrowedBy(handling, together);
}

function readable(said: Said): Document {
  if (said instanceof Error) throw said;
  return said;
}

const unread = new Error('an answer was judged before its facts were read');

/** Refuses the answer COMPLIED until each State that has the document by a forward has complied. CANNOT is always allowed. */
function requirePassedOn(item: Item, facts: PropagateRecallFacts): Error | undefined {
  const { document } = item;
  if (!isKind(document, 'recall-answer') || document.body.outcome !== 'COMPLIED') return undefined;
  const recall = answeredBy(facts, item);
  if (recall === undefined) return undefined;
  const others = facts.others.get(recall.document);
  if (others === undefined) return unread;
  const { owed, notified } = passedOn(recall, facts);
  const strict = asStrictElsewhere(recall, facts);
  const lax = others.filter(({ forward }) => !strict.has(forward));
  const waited = notified.filter(({ outcome }) => outcome !== 'COMPLIED');
  const where: readonly Detail[] = [
    ...owed.map((each) => each.thread),
    ...waited.map((each) => phrase`${each.peer} in ${each.thread} ${wordOf(each.outcome)}`),
    ...[...new Set(lax.map(({ authority }) => authority))].map(
      (authority) => phrase`handed on by ${authority}`,
    ),
  ];
  return where.length === 0
    ? undefined
    : new ExchangeError('RECALL_NOT_PASSED_ON', joined(where, ', '));
}

const wordOf = (outcome: RecallOutcome | null): Detail =>
  outcome === null ? phrase`has not answered` : phrase`cannot comply`;

export const propagateRecallRules: readonly Rule<PropagateRecallFacts>[] = [
  {
    ...{ name: 'requirePassedOn', codes: ['RECALL_NOT_PASSED_ON'], judge: requirePassedOn },
    asks: { INTAKE: true, SEALING: ownRecords, FILING: ownRecords },
  },
];
