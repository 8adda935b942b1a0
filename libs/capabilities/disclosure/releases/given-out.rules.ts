import {
  isKind,
  needsRelease,
  staysInside,
  type Document,
  type DocumentId,
  type Handling,
} from '#kernel';
import { consentFlaw } from './consents.model.js';
import {
  isToSaveLives,
  type Bringing,
  type GivenOutFacts,
  type TakenFrom,
} from './given-out.facts.js';
import { filesHandedOn } from '#capabilities/attachments/held-files.rows';
import { handlingIn } from '../recalls/recalls.facts.js';
import { consentsIn } from './releases.facts.js';
import { ExchangeError, isJudgement, orError, ThreadsError } from '#threads';
import { enclosedDocuments, releaseFlaw, type EnclosedDocuments } from '#trust';

/** Requires a release to export another State's file under H2 or TLP RED. Saving lives needs no release. */
export function requireReleased(taken: TakenFrom, facts: GivenOutFacts): Error | undefined {
  if (isToSaveLives(taken)) return undefined;
  if (taken.record.direction === 'IN') return requireItsRelease(taken, taken, facts);
  const { brought } = facts;
  if (brought === undefined) return undefined;
  if (brought.length === 0) return requireOpenForward(taken, facts);
  let flaw: Error | undefined;
  for (const each of brought) {
    flaw = orError(() => requireBrought(each, taken, facts));
    if (flaw === undefined || !isJudgement(flaw)) return flaw;
  }
  return flaw;
}

function requireBrought(each: Bringing, taken: TakenFrom, facts: GivenOutFacts): Error | undefined {
  if (each.record.withdrawnFromUse) return new ThreadsError('ITEM_RECALLED');
  return isToSaveLives({ ...taken, ...each }) ? undefined : requireItsRelease(each, taken, facts);
}

const needed = () => new ExchangeError('RELEASE_NEEDED');

function requireOpenForward(taken: TakenFrom, facts: GivenOutFacts): Error | undefined {
  const document = facts.said.get(taken.record.id);
  if (document === undefined || document instanceof Error) return document ?? needed();
  if (!filesHandedOn(document).has(taken.file)) return undefined;
  const handling = handlingOf(taken, facts);
  if (handling instanceof Error) return handling;
  return handling === undefined || staysInside(handling) ? needed() : undefined;
}

function handlingOf(
  { thread, record }: Bringing,
  { recalls, said }: GivenOutFacts,
): Handling | Error | undefined {
  const narrowed = {
    recalls: recalls.get(thread.id) ?? [],
    said: (id: DocumentId) => said.get(id),
  };
  return handlingIn(narrowed, record.id);
}

function requireItsRelease(
  from: Bringing,
  taken: TakenFrom,
  facts: GivenOutFacts,
): Error | undefined {
  const handling = handlingOf(from, facts);
  if (handling instanceof Error) return handling;
  if (handling === undefined) return new ThreadsError('NOT_FOUND');
  if (!staysInside(handling)) return undefined;
  const document = facts.said.get(from.record.id);
  if (document === undefined || document instanceof Error) return document ?? needed();
  return isReleased(document, from, taken, facts) ? undefined : needed();
}

function isReleased(
  document: Document,
  { thread, record }: Bringing,
  { session, purpose, at }: TakenFrom,
  { recalls, releases, said }: GivenOutFacts,
): boolean {
  const holder = { state: session.state, authority: session.authority };
  const asked = { recipient: holder, purpose, at };
  const { documentSha256 } = record;
  const given = {
    recalls: recalls.get(thread.id) ?? [],
    releases: releases.get(thread.id) ?? [],
    said: (id: DocumentId) => said.get(id),
  };
  const byIts = consentsIn(given, record.id).some(
    (consent) => consentFlaw(consent, { document, documentSha256, ...asked, holder }) === undefined,
  );
  return isKind(document, 'forward') ? isOpenForward(document, byIts, asked) : byIts;
}

/**
 * True if the releases of the enclosed documents permit the export. If the forward is released (`byIts`), only `bound` is
 * checked.
 */
function isOpenForward(
  document: Document<'forward'>,
  byIts: boolean,
  asked: Pick<Parameters<typeof releaseFlaw>[2], 'recipient' | 'purpose' | 'at'>,
): boolean {
  const { state, authority } = document.from;
  const going = { ...asked, holder: { state, authority } };
  const isOpen = (each: EnclosedDocuments): boolean =>
    releaseFlaw(each, each.consent ?? undefined, going) === undefined;
  const enclosed = enclosedDocuments(document);
  const bound = enclosed.filter(
    (each) => each.document.kind === 'forward' || needsRelease(each.document.handling),
  );
  return (byIts ? bound : enclosed).every(isOpen);
}
