import { followingKinds, KernelError, nextState, phrase } from '#kernel';
import { beforeItIsFiled, ofDesk, type Item, type Rule } from '#capabilities/capability';
import { ThreadsError, ExchangeError } from '#threads';
import { seenOf, type QuestionFacts, type TurnFacts } from './answering.facts.js';
import { answerKinds, claimedKinds, newerWords } from './answering.model.js';

const asks = { INTAKE: true, SEALING: ofDesk, FILING: ofDesk } as const;

/**
 * Refuses an officer who may not read the thread. The refusal names no documents, because the officer may not learn that they
 * exist.
 */
function requireMayRead({ thread: { onRoster, holder } }: Item): Error | undefined {
  if (onRoster) return undefined;
  if (holder !== null)
    return new ThreadsError('ALREADY_CLAIMED', phrase`and you are not on its roster`);
  return new ThreadsError('NOT_ON_ROSTER');
}

export const readingRules: readonly Rule<undefined>[] = [
  {
    ...{ name: 'requireMayRead', kinds: followingKinds, asks },
    ...{ codes: ['ALREADY_CLAIMED', 'NOT_ON_ROSTER'], judge: requireMayRead },
  },
];

function isClaimable(thread: Item['thread']): boolean {
  try {
    nextState(thread, 'claim', 'ASKED', false);
    return true;
  } catch (error) {
    if (error instanceof KernelError) return false;
    throw error;
  }
}

function requireHolder({ thread }: Item): Error | undefined {
  if (thread.side !== 'ASKED' || thread.holder !== null) return undefined;
  return isClaimable(thread)
    ? new ThreadsError('NOT_HOLDER')
    : new KernelError('TRANSITION_NOT_ALLOWED', phrase`claim while ${thread.state}`);
}

function requireSeenThere(item: Item, { since }: TurnFacts): Error | undefined {
  const { document, thread } = item;
  if (thread.side !== 'ASKED' || seenOf(item) === null) return undefined;
  return since.get(document.id)?.thread === thread.id
    ? undefined
    : new ThreadsError('NOT_FOUND', 'seen');
}

/**
 * Refuses a document of the asked side unless its author holds the request. The error names documents newer than the last
 * seen.
 */
function requireOwnTurn({ document, thread, session }: Item, facts: TurnFacts): Error | undefined {
  if (thread.side !== 'ASKED' || thread.holder === session?.officer) return undefined;
  const newest = facts.since.get(document.id)?.newest ?? [];
  return new ThreadsError('ALREADY_CLAIMED', newerWords(newest));
}

/** Refuses a second answer whose author has not seen the first answer. Submitting the same document again is allowed. */
function requireNotAnswered({ document }: Item, { since }: TurnFacts): Error | undefined {
  const read = since.get(document.id);
  return read?.overtaken === true
    ? new ThreadsError('ANSWERED_MEANWHILE', newerWords(read.newest))
    : undefined;
}

export const turnRules: readonly Rule<TurnFacts>[] = [
  {
    ...{ name: 'requireHolder', kinds: claimedKinds, asks },
    ...{ codes: ['NOT_HOLDER', 'TRANSITION_NOT_ALLOWED'], judge: requireHolder },
  },
  { name: 'requireSeenThere', codes: ['NOT_FOUND'], asks, judge: requireSeenThere },
  {
    ...{ name: 'requireOwnTurn', kinds: claimedKinds, asks },
    ...{ codes: ['ALREADY_CLAIMED'], judge: requireOwnTurn },
  },
  {
    ...{ name: 'requireNotAnswered', kinds: answerKinds, asks },
    ...{ codes: ['ANSWERED_MEANWHILE'], judge: requireNotAnswered },
  },
];

/**
 * Requires that a clarification answers the latest question of the thread. Otherwise the deadline clock would stay stopped
 * for ever.
 */
function requireLastQuestion(
  { document, thread }: Item,
  { last }: QuestionFacts,
): Error | undefined {
  return document.inReplyTo === last.get(thread.id)
    ? undefined
    : new ExchangeError('PARENT_MISMATCH', 'inReplyTo');
}

export const lastQuestionRules: readonly Rule<QuestionFacts>[] = [
  {
    ...{ name: 'requireLastQuestion', kinds: ['clarification'], codes: ['PARENT_MISMATCH'] },
    ...{ asks: beforeItIsFiled, judge: requireLastQuestion },
  },
];
