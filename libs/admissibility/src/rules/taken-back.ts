import { recalling, type RecallAct } from '#capabilities/disclosure/recalls/recalling.model';
import type { CaseFacts } from '../facts/case-facts.js';

const loggedAs = ({ leaves }: CaseFacts, act: RecallAct): readonly unknown[] =>
  leaves
    .filter(({ typ, data }) => typ === 'item.recalled' && data['act'] === act)
    .map(({ data }) => data['document']);

const saidToBe = ({ messages }: CaseFacts, act: RecallAct): readonly unknown[] =>
  messages.flatMap(({ said }) => {
    const taken = said && recalling(said);
    return taken?.act === act ? taken.items : [];
  });

const both = (facts: CaseFacts, act: RecallAct): readonly unknown[] => [
  ...loggedAs(facts, act),
  ...saidToBe(facts, act),
];

export const takenBack = (facts: CaseFacts): ReadonlySet<unknown> =>
  new Set([
    ...both(facts, 'RECALL'),
    ...facts.leaves
      .filter(({ typ }) => typ === 'consent.withdrawn')
      .map(({ data }) => data['document']),
  ]);

export const narrowed = (facts: CaseFacts): ReadonlySet<unknown> => new Set(both(facts, 'NARROW'));
