import { isKind, type Document, phrase, type Detail } from '#kernel';
import { ThreadsError, ExchangeError, orError } from '#threads';
import { ownRecords, type Consequence, type Item, type Rule } from '#capabilities/capability';
import { itemForwarded } from './forwards.events.js';
import {
  handlingOf,
  heldIn,
  isTakenBack,
  type ForwardFacts,
  type Held,
  type HeldFacts,
  type InnerReleaseFacts,
} from './forwards.facts.js';
import type { NewHandedOn } from '../releases/releases.rows.js';
import {
  enclosedDocuments,
  enclosedReleases,
  releaseFlaw,
  type EnclosedDocuments,
  type ReadRelease,
} from '#trust';

const unread = new Error('a document was judged before its facts were read');

function heldBy(
  { from }: Document,
  facts: HeldFacts,
  each: Pick<ReadRelease, 'document' | 'documentSha256'>,
): Held | undefined {
  const held = heldIn(facts, each);
  return held?.thread.authority === from.authority ? held : undefined;
}

function flawOfRelease(
  document: Document,
  facts: HeldFacts,
  release: ReadRelease,
  beside?: Item['thread'],
): Detail | undefined {
  const held = heldBy(document, facts, release);
  if (held === undefined || (beside !== undefined && held.thread.id !== beside.id))
    return phrase`not received here`;
  return isTakenBack(facts, held) ? phrase`taken back by its State` : undefined;
}

function requireHeld({ document }: Item, facts: ForwardFacts): Error | undefined {
  const enclosed = facts.enclosed.get(document) ?? unread;
  if (enclosed instanceof Error) return enclosed;
  const flawOf = (each: EnclosedDocuments, place: string): Error | undefined => {
    const impossible = (why: Detail, at = place) =>
      new ExchangeError('FORWARD_IMPOSSIBLE', phrase`${at}: ${why}`);
    const held = heldBy(document, facts, each);
    if (held === undefined)
      return impossible(phrase`not received by your authority, or not yours to read`);
    // Nothing leaves from a thread suspended for the sake of a person.
    if (facts.stopped.has(held.thread.id)) return new ThreadsError('THREAD_STOPPED', place);
    if (held.record.withdrawnFromUse || isTakenBack(facts, held))
      return impossible(phrase`recalled by its State`);
    const flaw = each.consent && flawOfRelease(document, facts, each.consent, held.thread);
    if (flaw) return impossible(flaw, `${place}/consent`);
    const handling = handlingOf(facts, held);
    return handling instanceof Error ? handling : undefined;
  };
  for (const [i, each] of enclosed.entries()) {
    const flaw = flawOf(each, `/body/enclosed/${i}`);
    if (flaw !== undefined) return flaw;
  }
  return undefined;
}

function requireInOrder({ document }: Item, { opened }: ForwardFacts): Error | undefined {
  const found = opened.get(document) ?? unread;
  return found instanceof Error ? found : undefined;
}

const leaving = { INTAKE: true, SEALING: true, FILING: ownRecords } as const;

/** Rules for forwards that this State sends. `SEALING` repeats them, because a release may end after `INTAKE`. */
export const forwardRules: readonly Rule<ForwardFacts>[] = [
  {
    ...{ name: 'requireHeld', codes: ['FORWARD_IMPOSSIBLE', 'THREAD_STOPPED'] },
    ...{ asks: leaving, judge: requireHeld },
  },
  {
    ...{ name: 'requireInOrder', codes: [], asks: leaving, judge: requireInOrder },
  },
];

function forwardLetOn(
  { body, to }: Document<'forward-consent'>,
  { said }: InnerReleaseFacts,
): Document<'forward'> | Error | undefined {
  // A release for export names the same State and allows no forward.
  if (body.recipient.state === to.state) return undefined;
  const words = said.get(body.item);
  if (words === undefined || words instanceof Error) return words;
  return isKind(words, 'forward') ? words : undefined;
}

/**
 * Requires, in a release to hand on a `forward`, a valid release of each enclosed document. Otherwise only a later receiver
 * would detect the fault.
 */
function requireInnerReleases({ document, at }: Item, facts: InnerReleaseFacts): Error | undefined {
  if (!isKind(document, 'forward-consent')) return undefined;
  const releases = facts.releases.get(document) ?? unread;
  if (releases instanceof Error) return releases;
  const forward = forwardLetOn(document, facts);
  if (forward instanceof Error) return forward;
  const impossible = (why: string) =>
    new ExchangeError('RELEASE_IMPOSSIBLE', phrase`/body/releases${why}`);
  if (forward === undefined) return releases.length === 0 ? undefined : impossible('');
  const { itemSha256: documentSha256, recipient, through = [], purpose } = document.body;
  const { state, authority } = document.to;
  const flaw = releaseFlaw(
    { document: forward, documentSha256, consent: null, inner: enclosedDocuments(forward) },
    { document, documentSha256, releases },
    { holder: { state, authority }, recipient, purpose, through, at },
  );
  return flaw === undefined ? undefined : impossible(`: ${flaw}`);
}

function requireHeldReleases({ document }: Item, facts: InnerReleaseFacts): Error | undefined {
  const releases = facts.releases.get(document) ?? unread;
  if (releases instanceof Error) return releases;
  for (const [i, release] of releases.entries()) {
    const why = flawOfRelease(document, facts, release);
    if (why !== undefined)
      return new ExchangeError('FORWARD_IMPOSSIBLE', phrase`/body/releases/${i}: ${why}`);
  }
  return undefined;
}

export const innerReleaseRules: readonly Rule<InnerReleaseFacts>[] = [
  {
    ...{ name: 'requireInnerReleases', codes: ['RELEASE_IMPOSSIBLE'] },
    ...{ asks: leaving, judge: requireInnerReleases },
  },
  {
    ...{ name: 'requireHeldReleases', codes: ['FORWARD_IMPOSSIBLE'] },
    ...{ asks: leaving, judge: requireHeldReleases },
  },
];

function requireReadable({ document }: Item): Error | undefined {
  const read = orError(() => handedOnBy(document));
  return read instanceof Error ? read : undefined;
}

export const handedOnRules: readonly Rule<undefined>[] = [
  {
    // Forwards are covered by the rules that open enclosed documents.
    ...{ name: 'requireReadable', kinds: ['forward-consent'], codes: [], judge: requireReadable },
    asks: { INTAKE: true, SEALING: true, FILING: true },
  },
];

function handedOnBy(document: Document): readonly Pick<EnclosedDocuments, 'document'>[] {
  if (isKind(document, 'forward')) return enclosedDocuments(document);
  return isKind(document, 'forward-consent') ? enclosedReleases(document) : [];
}

export function decideHandedOn(item: Item): Consequence<NewHandedOn> {
  const { document, thread, direction, session } = item;
  const items = handedOnBy(document).map(({ document: { id, from } }) => ({
    ...{ id, originator: from.state },
  }));
  if (items.length === 0) return { drafts: [] };
  return {
    effect: { thread, forward: document.id, items: items.map(({ id }) => id), direction },
    drafts: items.map((each) => itemForwarded(thread, document, each, session)),
  };
}
