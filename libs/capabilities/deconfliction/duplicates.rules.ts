import { phrase, type Detail, joined, type Document, type ErrorFacts } from '#kernel';
import { ofDesk, type Consequence, type Item, type Rule } from '#capabilities/capability';
import { ExchangeError } from '#threads';
import { duplicatesPassed } from './deconfliction.events.js';
import type { DuplicateFacts, NewTelling } from './duplicates.facts.js';
import type { MatchingThread } from './deconfliction.rows.js';

export const isLife = ({ body }: Document<'request'>): boolean =>
  body.requestType === 'RISK_TO_LIFE';

const foundBy = ({ document, thread }: Item, { compared }: DuplicateFacts): MatchingThread[] =>
  (compared.get(document.id)?.like ?? []).filter(
    ({ id, onRoster }) => onRoster && id !== thread.id,
  );

type Unseen = Required<ErrorFacts>;

function unseenBy(item: Item, facts: DuplicateFacts): Unseen | undefined {
  const { duplicatesSeen = [], otherDeskSeen = false } = item.given ?? {};
  const unseen = foundBy(item, facts).filter(({ id }) => !duplicatesSeen.includes(id));
  const otherDesk = item.deconflictionResult?.otherDesk === true && !otherDeskSeen;
  if (unseen.length === 0 && !otherDesk) return undefined;
  return { threads: unseen.map(({ id }) => id), otherDesk };
}

const detailOf = ({ threads, otherDesk }: Unseen): Detail =>
  joined(
    [
      ...threads.map((thread) => phrase`thread ${thread}`),
      ...(otherDesk ? [phrase`another desk`] : []),
    ],
    ', ',
  );

/** Requires that the officer confirms matching threads before sending. A refusal names no thread hidden from the officer. */
function requireSeen(item: Item, facts: DuplicateFacts): Error | undefined {
  const compared = facts.compared.get(item.document.id);
  if (compared === undefined || isLife(compared.request)) return undefined;
  const unseen = unseenBy(item, facts);
  return unseen && new ExchangeError('DUPLICATE_NOT_SEEN', detailOf(unseen), undefined, unseen);
}

export const duplicateRules: readonly Rule<DuplicateFacts>[] = [
  {
    ...{ name: 'requireSeen', codes: ['DUPLICATE_NOT_SEEN'], judge: requireSeen },
    asks: { INTAKE: true, SEALING: ofDesk, FILING: ofDesk },
  },
];

export function decideSeen(item: Item, facts: DuplicateFacts): Consequence<NewTelling> {
  const { document, thread, session, deconflictionResult } = item;
  const compared = facts.compared.get(document.id);
  if (compared === undefined || session === undefined) return { drafts: [] };
  const found = foundBy(item, facts);
  const otherDesk = deconflictionResult?.otherDesk === true;
  const before = unseenBy(item, facts) === undefined;
  const looked = deconflictionResult !== undefined;
  const data = { document: document.id, found: found.length, otherDesk, looked, before };
  const isAlone = found.length === 0 && !otherDesk && looked;
  return {
    ...(!looked && { effect: { asker: session, matchKeys: compared.matchKeys } }),
    drafts: [
      ...(deconflictionResult?.event === undefined ? [] : [deconflictionResult.event]),
      ...(isAlone ? [] : [duplicatesPassed(thread, session, data)]),
    ],
  };
}
