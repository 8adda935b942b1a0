import { followingKinds, type Document, phrase, type Detail } from '#kernel';
import { ThreadsError, ExchangeError } from '#threads';
import {
  isPlainCompliance,
  isPlainNotice,
  isPlainWithdrawal,
  plainNotice,
  plainReason,
} from './suspensions.model.js';
import type { LeavingFacts, SuspensionFacts } from './suspensions.facts.js';
import type { StopRow } from './suspensions.rows.js';
import type { Item, Rule } from '#capabilities/capability';

const ownAlone = 'A stop for a person’s sake is this State’s own, and leaves nobody else a rule.';

/**
 * True if the document may leave the thread. A suspended thread (`stop`) permits only halts and standard texts, which reveal
 * nothing about the person.
 */
export const mayLeave = (stop: StopRow | undefined, document: Document): boolean =>
  stop === undefined ||
  stop.withdrawal === document.id ||
  document.kind === 'halt' ||
  isPlainWithdrawal(document) ||
  isPlainNotice(document) ||
  isPlainCompliance(document);

/**
 * True if the document has the opening request's purpose, else false; an Error if the request is unreadable. Another purpose
 * could reveal the suspension's reason.
 */
export function hasPurpose(
  { document, thread }: Pick<Item, 'document' | 'thread'>,
  openers: SuspensionFacts['openers'],
): boolean | Error {
  const opener = openers.get(thread.id);
  if (opener === undefined) return false;
  return opener instanceof Error ? opener : opener.purpose === document.purpose;
}

const plainWords = Object.entries(plainNotice)
  .map(([member, words]) => `${member} "${words}"`)
  .join(', ');

function stillSaid({ kind }: Document): Detail | undefined {
  if (kind === 'withdrawal')
    return phrase`it may say only reason "${plainReason}", and the purpose of the request`;
  if (kind === 'exculpatory-notice') return phrase`it may say only ${plainWords}`;
  return kind === 'recall-answer'
    ? phrase`it may say only outcome "COMPLIED", purpose "${plainNotice.purpose}"`
    : undefined;
}

function requireNotStopped(item: Item, { stops, openers }: SuspensionFacts): Error | undefined {
  const { document, thread } = item;
  const stop = stops.get(thread.id);
  if (stop === undefined) return undefined;
  const isQuiet = document.kind !== 'withdrawal' || hasPurpose(item, openers);
  if (isQuiet instanceof Error) return isQuiet;
  if (isQuiet && mayLeave(stop, document)) return undefined;
  return new ThreadsError('THREAD_STOPPED', stillSaid(document));
}

export const suspensionRules: readonly Rule<SuspensionFacts>[] = [
  {
    ...{ name: 'requireNotStopped', codes: ['THREAD_STOPPED'], judge: requireNotStopped },
    kinds: followingKinds.filter((kind) => kind !== 'halt'),
    asks: { INTAKE: true, SEALING: ownAlone, FILING: ownAlone },
  },
];

function requireMayLeave(
  { document, thread }: Item,
  { stops, unsent }: LeavingFacts,
): Error | undefined {
  const stop = stops.get(thread.id);
  const isThere = !unsent.has(thread.id);
  return stop === undefined || (isThere && mayLeave(stop, document))
    ? undefined
    : new ThreadsError('THREAD_STOPPED');
}

function requireOpeningSent({ thread }: Item, { unsent }: LeavingFacts): Error | undefined {
  return unsent.get(thread.id) === 'NEVER' ? new ExchangeError('OPENING_NOT_SENT') : undefined;
}

const keptBack = 'The first document of a thread was kept back, so that nothing of it may follow.';

export const leavingRules: readonly Rule<LeavingFacts>[] = [
  {
    ...{ name: 'requireMayLeave', codes: ['THREAD_STOPPED'], judge: requireMayLeave },
    asks: { INTAKE: ownAlone, SEALING: true, FILING: ownAlone },
  },
  {
    ...{ name: 'requireOpeningSent', codes: ['OPENING_NOT_SENT'], judge: requireOpeningSent },
    asks: { INTAKE: keptBack, SEALING: true, FILING: keptBack },
  },
];
