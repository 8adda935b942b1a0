import { mayBeEvidence } from '#capabilities/evidence/evidence-replies.model';
import type { Proceedings } from '#capabilities/evidence/kinds/evidence-item.kind';
import { type Document, isKind, type StateCode } from '#kernel';
import type { CaseFacts, MessageFact } from '../facts/case-facts.js';
import { isSound } from './sight.js';
import { takenBack } from './taken-back.js';

export interface CourtUse {
  readonly state: StateCode;
  readonly proceedings: Proceedings;
}

export const senderOf = ({ states }: CaseFacts, { direction }: MessageFact): StateCode =>
  direction === 'OUT' ? states.own : states.neighbour;

function standing(facts: CaseFacts): readonly Document[] {
  const gone = takenBack(facts);
  return facts.messages.flatMap((message) => {
    const { said } = message;
    return said !== null && isSound(facts, message) && !gone.has(said.id) ? [said] : [];
  });
}

const lastOfEach = <D extends Document>(documents: readonly D[]): readonly D[] => [
  ...new Map(documents.map((each) => [each.from.state, each])).values(),
];

export function usesOf(facts: CaseFacts): readonly CourtUse[] {
  const documents = standing(facts);
  const formal = documents.filter((each) => isKind(each, 'formal-request'));
  const asked = documents.filter((each) => isKind(each, 'evidence-consent-request'));
  return lastOfEach<Document<'formal-request'> | Document<'evidence-consent-request'>>(
    formal.length > 0 ? formal : asked,
  ).map(({ from, body }) => ({ state: from.state, proceedings: body.proceedings }));
}

export const itemsFor = (facts: CaseFacts, { state }: CourtUse): readonly MessageFact[] =>
  facts.messages.filter(
    (message) =>
      senderOf(facts, message) !== state &&
      (message.said === null || mayBeEvidence(message.said.kind)),
  );
