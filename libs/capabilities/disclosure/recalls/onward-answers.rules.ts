import { filedBefore, type Item, type Rule } from '#capabilities/capability';
import type { OnwardAnswerFacts } from './onward-answers.facts.js';

const unread = new Error('an answer was judged before what it brings was opened');

function requireAnswersInOrder(
  { document }: Item,
  { opened }: OnwardAnswerFacts,
): Error | undefined {
  const found = opened.get(document) ?? unread;
  return found instanceof Error ? found : undefined;
}

export const onwardAnswerRules: readonly Rule<OnwardAnswerFacts>[] = [
  {
    ...{ name: 'requireAnswersInOrder', codes: [], judge: requireAnswersInOrder },
    asks: {
      INTAKE: true,
      SEALING: filedBefore,
      FILING: 'Opened with its envelope, before its thread is read: its signers are kept with it.',
    },
  },
];
