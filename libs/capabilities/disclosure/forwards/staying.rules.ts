import { needsRelease, type DocumentId } from '#kernel';
import { ExchangeError } from '#threads';
import { ownRecords, type Item, type Rule } from '#capabilities/capability';
import { handlingIn } from '../recalls/recalls.facts.js';
import type { StayingFacts } from './staying.facts.js';

const unread = new Error('a notice was judged before its facts were read');

/** Refuses to transfer a thread whose opening forward needs a release, because a release permits only one authority. */
function requireStays(
  { thread }: Item,
  { openers, recalls, said }: StayingFacts,
): Error | undefined {
  const opener = openers.get(thread.id);
  if (opener === undefined) return unread;
  if (opener?.kind !== 'forward') return undefined;
  const narrowed = {
    recalls: recalls.get(thread.id) ?? [],
    said: (id: DocumentId) => said.get(id),
  };
  const handling = handlingIn(narrowed, opener.id);
  if (handling instanceof Error) return handling;
  if (handling === undefined || needsRelease(handling)) return new ExchangeError('RELEASE_NEEDED');
  return undefined;
}

export const stayingRules: readonly Rule<StayingFacts>[] = [
  {
    ...{ name: 'requireStays', codes: ['RELEASE_NEEDED'], judge: requireStays },
    asks: { INTAKE: true, SEALING: ownRecords, FILING: ownRecords },
  },
];
