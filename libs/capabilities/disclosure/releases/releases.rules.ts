import { mayBeForwarded } from '../forwards/forwarding.model.js';
import { answersRequest } from './consents.model.js';
import { isKind, type StateCode, phrase } from '#kernel';
import { ThreadsError, ExchangeError } from '#threads';
import type { NewRelease, NewReleaseAnswer } from './releases.rows.js';
import { beforeItIsFiled, type Consequence, type Item, type Rule } from '#capabilities/capability';
import { releaseAnswered, releaseAsked } from './releases.events.js';
import { askedIn, type ReleaseFacts } from './releases.facts.js';
import { enclosedDocuments, type EnclosedDocuments } from '#trust';

/** Maximum number of release requests of one State in a thread. The limit bounds the work that a neighbour can cause. */
export const mostAsked = 128;

const asks = beforeItIsFiled;

function requireAskable(
  { document, thread, direction }: Item,
  { records }: ReleaseFacts,
): Error | undefined {
  if (!isKind(document, 'forward-consent-request')) return undefined;
  const { item: id, itemSha256 } = document.body;
  const item = records.get(id);
  if (item?.thread !== thread.id || item.direction === direction)
    return new ExchangeError('RELEASE_IMPOSSIBLE', '/body/item');
  if (item.documentSha256 !== itemSha256)
    return new ExchangeError('RELEASE_IMPOSSIBLE', '/body/itemSha256');
  return mayBeForwarded(item.kind) ? undefined : new ExchangeError('RELEASE_IMPOSSIBLE', item.kind);
}

/** Refuses a request to release a forward to a State that sent it or its documents. That State already has the documents. */
function requireNewHolder({ document }: Item, { said }: ReleaseFacts): Error | undefined {
  if (!isKind(document, 'forward-consent-request')) return undefined;
  const item = said.get(document.body.item);
  if (item instanceof Error) return item;
  if (item === undefined || !isKind(item, 'forward')) return undefined;
  const behind = ({ document: { from }, inner }: EnclosedDocuments): StateCode[] => [
    from.state,
    ...inner.flatMap(behind),
  ];
  const had = [item.from.state, ...enclosedDocuments(item).flatMap(behind)];
  if (!had.includes(document.body.recipient.state)) return undefined;
  return new ExchangeError('RELEASE_IMPOSSIBLE', phrase`/body/recipient: has had it on its way`);
}

function requireFewAsked({ thread, direction }: Item, { asked }: ReleaseFacts): Error | undefined {
  const before = asked.get(thread.id) ?? [];
  if (before.filter((each) => each.direction === direction).length < mostAsked) return undefined;
  return new ExchangeError('RELEASE_IMPOSSIBLE', phrase`${mostAsked} in this thread already`);
}

export const questionRules: readonly Rule<ReleaseFacts>[] = [
  { name: 'requireAskable', codes: ['RELEASE_IMPOSSIBLE'], asks, judge: requireAskable },
  { name: 'requireNewHolder', codes: ['RELEASE_IMPOSSIBLE'], asks, judge: requireNewHolder },
  { name: 'requireFewAsked', codes: ['RELEASE_IMPOSSIBLE'], asks, judge: requireFewAsked },
];

export function decideQuestion(item: Item): Consequence<NewRelease> {
  const { document, thread, direction, session } = item;
  if (!isKind(document, 'forward-consent-request')) return { drafts: [] };
  return {
    effect: { thread, document, direction },
    drafts: [releaseAsked(thread, document, session)],
  };
}

function requireAsked(item: Item, facts: ReleaseFacts): Error | undefined {
  const { document, direction } = item;
  const asked = askedIn(facts, item);
  if (asked === undefined || asked.direction === direction)
    return new ExchangeError('PARENT_MISMATCH', 'inReplyTo');
  if (asked.answer !== null) return new ThreadsError('RELEASE_ANSWERED');
  const request = facts.said.get(asked.request);
  if (request instanceof Error) return request;
  const fits =
    request !== undefined &&
    isKind(request, 'forward-consent-request') &&
    isKind(document, 'forward-consent') &&
    answersRequest(request, document);
  return fits ? undefined : new ExchangeError('RELEASE_IMPOSSIBLE', '/body');
}

export const releaseRules: readonly Rule<ReleaseFacts>[] = [
  {
    name: 'requireAsked',
    codes: ['PARENT_MISMATCH', 'RELEASE_ANSWERED', 'RELEASE_IMPOSSIBLE'],
    asks,
    judge: requireAsked,
  },
];

export function decideRelease(item: Item): Consequence<NewReleaseAnswer> {
  const { document, thread, session } = item;
  if (!isKind(document, 'forward-consent')) return { drafts: [] };
  return { effect: { thread, document }, drafts: [releaseAnswered(thread, document, session)] };
}
