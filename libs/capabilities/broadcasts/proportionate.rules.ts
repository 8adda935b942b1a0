import { ofDesk, type Item, type Rule } from '#capabilities/capability';
import { isKind } from '#kernel';
import { ExchangeError } from '#threads';
import type { ProportionFacts } from './proportionate.facts.js';

/** Requires a broadcast, with its reasons, when several States are asked the same question. Risk to life is exempt. */
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
