import { type Document, isKind, missingItems } from '#kernel';
import { mayBeEvidence } from '#capabilities/evidence/evidence-replies.model';
import { formalFields } from '#capabilities/evidence/kinds/formal-text.kind';
import { isWithin } from '#capabilities/evidence/citing.model';
import type { CaseFacts, MessageFact } from '../facts/case-facts.js';
import type { Profile } from '../profile/profile.js';
import { type Flaw, rule } from '../rule.js';
import { isSound, leafOf } from './sight.js';
import { takenBack } from './taken-back.js';

interface Said<K extends 'formal-request' | 'formal-answer' | 'central-authority-notice'> {
  readonly message: MessageFact;
  readonly document: Document<K>;
}

function saidAs<K extends 'formal-request' | 'formal-answer' | 'central-authority-notice'>(
  facts: CaseFacts,
  kind: K,
): readonly Said<K>[] {
  const gone = takenBack(facts);
  return facts.messages.flatMap((message) => {
    const { said: document } = message;
    if (document === null || !isKind(document, kind)) return [];
    const stands = isSound(facts, message) && !gone.has(document.id);
    return stands ? [{ message, document }] : [];
  });
}

const unsound = (facts: CaseFacts): readonly Flaw<'NOT_JUDGED'>[] =>
  facts.messages
    .filter((message) => !isSound(facts, message))
    .map((message) => ({ code: 'NOT_JUDGED', leaf: leafOf(message) }));

const gapsIn = ({ body }: Document<'formal-request'>): readonly object[] =>
  missingItems(formalFields, body, 'NEW');

const completeRequest = (facts: CaseFacts): Said<'formal-request'> | undefined =>
  saidAs(facts, 'formal-request').findLast(({ document }) => gapsIn(document).length === 0);

const isDemanded = ({ messages }: CaseFacts, { formalRequest }: Profile): boolean =>
  formalRequest === 'DEMANDED' ||
  messages.some(
    ({ said }) =>
      said !== null &&
      isKind(said, 'evidence-consent') &&
      said.body.judicialInstrumentNeeded === true,
  );

/**
 * Rule FRM-01: the case has a formal request with all items of UN Convention art. 18(15). A request is optional unless
 * profile or consent demands it.
 */
const frm01 = rule(
  'FRM-01',
  ['REQUEST_NONE', 'REQUEST_INCOMPLETE', 'NOT_JUDGED', 'NOT_DEMANDED'],
  (facts, profile) => {
    const requests = saidAs(facts, 'formal-request');
    const complete = completeRequest(facts);
    const last = requests.at(-1)?.message;
    if (complete !== undefined) return { flaws: [], ground: { leaf: leafOf(complete.message) } };
    if (last !== undefined)
      return { flaws: [{ code: 'REQUEST_INCOMPLETE', leaf: leafOf(last) }], ground: {} };
    const unseen = unsound(facts);
    if (unseen.length > 0) return { flaws: unseen, ground: {} };
    if (!isDemanded(facts, profile)) return { flaws: [], ground: {}, note: 'NOT_DEMANDED' };
    return { flaws: [{ code: 'REQUEST_NONE' }], ground: {} };
  },
);

function executed(facts: CaseFacts): readonly Said<'formal-answer'>[] {
  const requests = saidAs(facts, 'formal-request');
  return saidAs(facts, 'formal-answer').filter(
    ({ message, document: { body, inReplyTo } }) =>
      body.outcome === 'EXECUTED' &&
      requests.some(
        (request) =>
          request.document.id === inReplyTo && request.message.direction !== message.direction,
      ),
  );
}

const isListed = (item: MessageFact, answers: readonly Said<'formal-answer'>[]): boolean => {
  const { said, sha256, shownAttachments, direction } = item;
  if (said === null || sha256 === null) return false;
  return answers.some(({ message, document: { body } }) => {
    if (message.direction !== direction) return false;
    const asked = { document: said.id, sha256, attachments: shownAttachments };
    return isWithin(body.items, [asked as (typeof body.items)[number]]);
  });
};

function itemsOf(facts: CaseFacts, answers: readonly Said<'formal-answer'>[]) {
  const directions = new Set(answers.map(({ message }) => message.direction));
  return facts.messages.filter(
    ({ direction, said }) =>
      directions.has(direction) && (said === null || mayBeEvidence(said.kind)),
  );
}

/**
 * Rule FRM-02: `EXECUTED` formal answers must list by hash every document usable as evidence that the answering State sent.
 * At least one such answer must exist if a formal request was sent or is demanded.
 */
const frm02 = rule(
  'FRM-02',
  ['ANSWER_NONE', 'ITEM_UNLISTED', 'NOT_JUDGED', 'NOT_DEMANDED'],
  (facts, profile) => {
    const answers = executed(facts);
    const last = answers.at(-1)?.message;
    if (last !== undefined)
      return {
        flaws: itemsOf(facts, answers)
          .filter((item) => !isListed(item, answers))
          .map((item) => ({ code: 'ITEM_UNLISTED', leaf: leafOf(item) }) as const),
        ground: { leaf: leafOf(last) },
      };
    const unseen = unsound(facts);
    if (unseen.length > 0) return { flaws: unseen, ground: {} };
    if (!isDemanded(facts, profile) && saidAs(facts, 'formal-request').length === 0)
      return { flaws: [], ground: {}, note: 'NOT_DEMANDED' };
    return { flaws: [{ code: 'ANSWER_NONE' }], ground: {} };
  },
);

/** Rule FRM-03: a central authority was notified of the informal contact, in one State or in both, as the profile requires. */
const frm03 = rule('FRM-03', ['NOTICE_NONE', 'NOT_JUDGED'], (facts, { notices }) => {
  const said = saidAs(facts, 'central-authority-notice');
  const directions = new Set(said.map(({ message }) => message.direction));
  const last = said.at(-1)?.message;
  const enough = directions.size >= (notices === 'BOTH' ? 2 : 1);
  const ground = { leaf: last === undefined ? null : leafOf(last) };
  if (enough) return { flaws: [], ground };
  const unseen = unsound(facts);
  return { flaws: unseen.length > 0 ? unseen : [{ code: 'NOTICE_NONE', ...ground }], ground };
});

export const formalRules = [frm01, frm02, frm03];
