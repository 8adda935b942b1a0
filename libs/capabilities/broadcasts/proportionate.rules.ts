import { ofDesk, type Item, type Rule } from '#capabilities/capability';
import { isKind } from '#kernel';
import { ExchangeError } from '#threads';
import type { ProportionFacts } from './proportionate.facts.js';

/**
 * Several States are asked the same as one broadcast, which states why all of them: not one by one, whatever client sends it.
 * Where a life is at risk nobody waits for that.
 */
function requireProportionate(
  { document, thread }: Item,
  { said }: ProportionFacts,
): Error | undefined {
  if (!isKind(document, 'request') || !said.has(thread.id)) return undefined;
  const { broadcast, requestType } = document.body;
  return broadcast !== undefined || requestType === 'RISK_TO_LIFE'
    ? undefined
    : new ExchangeError('BROADCAST_NEEDED');
}

export const proportionRules: readonly Rule<ProportionFacts>[] = [
  {
    ...{ name: 'requireProportionate', codes: ['BROADCAST_NEEDED'], judge: requireProportionate },
    asks: { INTAKE: true, SEALING: ofDesk, FILING: ofDesk },
  },
];
