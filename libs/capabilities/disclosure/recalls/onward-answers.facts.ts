import { isKind, type Document } from '#kernel';
import type { Item, Sources } from '#capabilities/capability';
import { knownDirectory, openedAs } from '../forwards/forwards.facts.js';
import { openAnswers } from '#trust';

export interface OnwardAnswerFacts {
  readonly opened: ReadonlyMap<Document, 'IN_ORDER' | Error>;
}

export async function loadOnwardAnswers(
  { trust }: Pick<Sources, 'trust'>,
  items: readonly Item[],
): Promise<OnwardAnswerFacts> {
  const opened = new Map<Document, 'IN_ORDER' | Error>();
  for (const { document } of items) opened.set(document, await openedBy(trust, document));
  return { opened };
}

const openedBy = (trust: Sources['trust'], document: Document): Promise<'IN_ORDER' | Error> =>
  openedAs(async () => {
    if (isKind(document, 'recall-answer'))
      await openAnswers(document, trust.own(), knownDirectory(trust));
  });
