import type { Document } from '#kernel';
import { ofDesk, type Consequence, type Item, type Rule } from '#capabilities/capability';
import { ExchangeError } from '#threads';
import { duplicatesPassed } from './deconfliction.events.js';
import type { DuplicateFacts, NewTelling } from './duplicates.facts.js';
import type { LikeThread } from './likeness.rows.js';

export const isLife = ({ body }: Document<'request'>): boolean =>
  body.requestType === 'RISK_TO_LIFE';

const foundBy = ({ document, thread }: Item, { compared }: DuplicateFacts): LikeThread[] =>
  (compared.get(document.id)?.like ?? []).filter(
    ({ id, onRoster }) => onRoster && id !== thread.id,
  );

function unseenBy(item: Item, facts: DuplicateFacts): string[] {
  const { duplicatesSeen = [], otherDeskSeen = false } = item.given ?? {};
  const unseen = foundBy(item, facts).filter(({ id }) => !duplicatesSeen.includes(id));
  const otherDesk = item.told?.otherDesk === true && !otherDeskSeen;
  // `liaise` reads these words in the detail of the refusal (apps/cli/src/people/sending/duplicates.ts), so they stay as they are.
  return [...unseen.map(({ id }) => `thread ${id}`), ...(otherDesk ? ['another desk'] : [])];
}

/**
 * Requires that the officer confirmed having seen similar threads. Hidden threads count only if already reported; otherwise a
 * refusal would reveal them.
 */
function requireSeen(item: Item, facts: DuplicateFacts): Error | undefined {
  const compared = facts.compared.get(item.document.id);
  if (compared === undefined || isLife(compared.request)) return undefined;
  const unseen = unseenBy(item, facts);
  return unseen.length === 0
    ? undefined
    : new ExchangeError('DUPLICATE_NOT_SEEN', unseen.join(', '));
}

export const duplicateRules: readonly Rule<DuplicateFacts>[] = [
  {
    ...{ name: 'requireSeen', codes: ['DUPLICATE_NOT_SEEN'], judge: requireSeen },
    asks: { INTAKE: true, SEALING: ofDesk, FILING: ofDesk },
  },
];

export function decideSeen(item: Item, facts: DuplicateFacts): Consequence<NewTelling> {
  const { document, thread, session, told } = item;
  const compared = facts.compared.get(document.id);
  if (compared === undefined || session === undefined) return { drafts: [] };
  const found = foundBy(item, facts);
  const otherDesk = told?.otherDesk === true;
  const before = unseenBy(item, facts).length === 0;
  const looked = told !== undefined;
  const data = { document: document.id, found: found.length, otherDesk, looked, before };
  const isAlone = found.length === 0 && !otherDesk && looked;
  return {
    ...(!looked && { effect: { asker: session, marks: compared.marks } }),
    drafts: [
      ...(told?.event === undefined ? [] : [told.event]),
      ...(isAlone ? [] : [duplicatesPassed(thread, session, data)]),
    ],
  };
}
