import {
  isKind,
  needsRelease,
  staysInside,
  priorities,
  timestamp,
  type Document,
  type Handling,
  type Purpose,
  type Sha256,
  type StateCode,
} from '#kernel';
import { consentFlaw } from './forwarding.model.js';
import type { Directory } from '#capabilities/directory/trust.model';
import type { PostedSigner } from '#capabilities/directory/postings.model';
import {
  CasesError,
  type DispatchRecord,
  type ThreadRecord,
  FlowError,
  isJudgement,
} from '#threads';
import { filesHandedOn } from '#capabilities/attachments/held-files.rows';
import type { Cases } from '#capabilities/cases';
import { broughtBy } from '#capabilities/attachments/attaching.checks';
import { handlingsOf } from './recalls.facts.js';
import { consentsTo, takenBack } from './releases.facts.js';
import { itemForwarded } from './forwards.events.js';
import type { Session } from '#access';
import type { Draft } from '#journal';
import type { Tx } from '#store';
import {
  enclosedDocuments,
  enclosedReleases,
  openAnswers,
  openEnclosed,
  postedFurtherOn,
  postedIn,
  releaseFlaw,
  TrustError,
  type EnclosedDocuments,
  type ReadRelease,
  type TrustStore,
} from '#trust';
import { decodeDocument } from '#wire';

/** Directories that this State knows by its own enrolments. */
export const knownDirectory =
  (trust: TrustStore) =>
  (state: StateCode): Directory | undefined => {
    if (state === trust.state) return trust.own();
    return trust.peers().peer(state) === undefined ? undefined : trust.of(state);
  };

/**
 * Whether an officer may hand on what a forward encloses: it all came here and is held by the officer's authority, nobody
 * has taken it back, nor its release; and the receiver will find it in order. Nothing is refused for another kind.
 * @throws FlowError FORWARD_IMPOSSIBLE; TrustError as `openEnclosed`; CasesError CONTENT_ERASED
 */
export async function requireForward(
  cases: Cases,
  trust: TrustStore,
  tx: Tx,
  document: Document,
  at: Date,
): Promise<void> {
  if (!isKind(document, 'forward')) return;
  const handlings = new Map<Sha256, Handling>();
  for (const [i, enclosed] of enclosedDocuments(document).entries())
    handlings.set(
      enclosed.documentSha256,
      await handlingHeld(cases, tx, enclosed, `/body/enclosed/${i}`),
    );
  const judging = { forwarder: trust.own(), directoryOf: knownDirectory(trust), at };
  await openEnclosed(document, judging, handlings);
}

/**
 * Whether the release of an own forward holds those of what it encloses: each received here, not taken back, and for the same
 * way, recipient, purpose and time. A release that is none for the next State would only be found out by the one after it.
 * Nothing is refused for another kind, nor for who takes files out. @throws FlowError RELEASE_IMPOSSIBLE, FORWARD_IMPOSSIBLE
 */
export async function requireInnerReleases(
  cases: Cases,
  tx: Tx,
  thread: ThreadRecord,
  document: Document,
  at: Date,
): Promise<void> {
  if (!isKind(document, 'forward-consent') || document.body.outcome !== 'GRANTED') return;
  const { item, itemSha256, recipient, through = [], purpose } = document.body;
  const releases = enclosedReleases(document);
  const [record] = await cases.dispatchesById(tx, [item]);
  const goesOn = recipient.state !== document.to.state;
  if (record?.kind !== 'forward' || !goesOn) {
    if (releases.length > 0) throw new FlowError('RELEASE_IMPOSSIBLE', '/body/releases');
    return;
  }
  const forward = decodeDocument(cases.content(thread, record).document);
  if (!isKind(forward, 'forward')) return;
  const { state, authority } = document.to;
  const own = { document, documentSha256: itemSha256, releases };
  const read = { document: forward, documentSha256: itemSha256, consent: null };
  const flaw = releaseFlaw({ ...read, inner: enclosedDocuments(forward) }, own, {
    ...{ holder: { state, authority }, recipient, purpose, through },
    at: timestamp(at),
  });
  if (flaw !== undefined) throw new FlowError('RELEASE_IMPOSSIBLE', `/body/releases: ${flaw}`);
  for (const [i, release] of releases.entries())
    await requireHeldRelease(cases, tx, release, `/body/releases/${i}`);
}

/** @throws FlowError FORWARD_IMPOSSIBLE */
async function requireHeldRelease(
  cases: Cases,
  tx: Tx,
  { document, documentSha256 }: ReadRelease,
  place: string,
  of?: ThreadRecord,
): Promise<void> {
  const [release] = await cases.headsById(tx, [document.id]);
  const came = release?.direction === 'IN' && release.documentSha256 === documentSha256;
  const thread = of ?? (came ? await cases.find(tx, release.thread) : undefined);
  if (!came || release.thread !== thread?.id)
    throw new FlowError('FORWARD_IMPOSSIBLE', `${place}: not received here`);
  if ((await takenBack(cases, tx, thread)).has(release.id))
    throw new FlowError('FORWARD_IMPOSSIBLE', `${place}: taken back by its State`);
}

/** The handling that counts for a document that is held here. @throws FlowError FORWARD_IMPOSSIBLE */
async function handlingHeld(
  cases: Cases,
  tx: Tx,
  { document, documentSha256, consent }: EnclosedDocuments,
  place: string,
): Promise<Handling> {
  const [item] = await cases.dispatchesById(tx, [document.id]);
  const isHeld = item?.direction === 'IN' && item.documentSha256 === documentSha256;
  const thread = isHeld ? await cases.find(tx, item.thread) : undefined;
  if (!isHeld || thread === undefined)
    throw new FlowError(
      'FORWARD_IMPOSSIBLE',
      `${place}: not received by your authority, or not yours to read`,
    );
  // Of a thread that is kept still for the sake of a person nothing leaves, to whatever State.
  if ((await cases.stops.open(tx, [thread.id])).has(thread.id))
    throw new CasesError('THREAD_STOPPED', place);
  const gone = await takenBack(cases, tx, thread);
  if (item.withheld || gone.has(item.id))
    throw new FlowError('FORWARD_IMPOSSIBLE', `${place}: recalled by its State`);
  if (consent !== null) await requireHeldRelease(cases, tx, consent, `${place}/consent`, thread);
  return (await handlingsOf({ cases, tx }, thread, [item])).get(item.id) ?? document.handling;
}

/**
 * What a neighbour hands on, or says of those to whom it has handed something on, judged before anything of it is filed. Gives
 * whoever signed something of it from a post.
 * @throws TrustError as `openEnclosed`
 */
export async function requireEnclosed(
  trust: TrustStore,
  document: Document,
  peer: Directory,
  at: Date,
): Promise<readonly PostedSigner[]> {
  const directoryOf = knownDirectory(trust);
  if (isKind(document, 'recall-answer'))
    return postedFurtherOn(await openAnswers(document, peer, directoryOf));
  if (isKind(document, 'forward'))
    return postedIn(await openEnclosed(document, { forwarder: peer, directoryOf, at }));
  return [];
}

/** Of what this State has judged before it was sent: who of other States signed what it hands on, from a post. */
export async function postedWithin(
  trust: TrustStore,
  document: Document,
  at: Date,
): Promise<readonly PostedSigner[]> {
  try {
    return await requireEnclosed(trust, document, trust.own(), at);
  } catch (error) {
    // Whatever the directories say since, it leaves as it was judged.
    if (error instanceof TrustError) return [];
    throw error;
  }
}

/** Documents and releases of other States that one hands on. */
function handedOnBy(document: Document): readonly Pick<EnclosedDocuments, 'document'>[] {
  if (isKind(document, 'forward')) return enclosedDocuments(document);
  return isKind(document, 'forward-consent') ? enclosedReleases(document) : [];
}

/** Who has what from whom through whom; in the same transaction. Returns what is to be recorded. */
export function fileForward(
  cases: Cases,
  tx: Tx,
  thread: ThreadRecord,
  document: Document,
  direction: 'OUT' | 'IN',
  session?: Session,
): Draft[] {
  const items = handedOnBy(document).map(({ document: { id, from } }) => ({
    id,
    originator: from.state,
  }));
  if (items.length === 0) return [];
  const ids = items.map(({ id }) => id);
  cases.releases.handOn(tx, thread, document.id, ids, direction);
  return items.map((item) => itemForwarded(thread, document, item, session));
}

/** A file of a document, of which an officer wants to take it out. */
export interface TakenFrom {
  readonly thread: ThreadRecord;
  readonly record: DispatchRecord;
  readonly file: Sha256;
}

/**
 * What another State has said leaves the gateway only when its originator has released it to the reader's own authority,
 * for this purpose and still: by its handling, or that of a later narrowing. Not where a life is at risk, for that. A file in a document
 * of ours that came from another State leaves as from what brought it, and no other way.
 * @throws FlowError RELEASE_NEEDED; CasesError ITEM_RECALLED
 */
export async function requireReleased(
  cases: Cases,
  tx: Tx,
  session: Session,
  taken: TakenFrom,
  purpose: Purpose,
): Promise<void> {
  // Whoever asked for lives to be saved is not asked again, in the night, for each map and photograph.
  if (taken.thread.priority === priorities.RISK_TO_LIFE && purpose === 'SAFETY_OF_LIFE') return;
  if (taken.record.direction === 'IN') return requireItsRelease(cases, tx, session, taken, purpose);
  const brought = await broughtBy(cases, tx, session, taken.file);
  if (brought === undefined) return;
  if (brought.length === 0) return requireOpenForward(cases, tx, taken);
  let flaw: unknown;
  for (const each of brought)
    try {
      if (each.record.withheld) throw new CasesError('ITEM_RECALLED');
      const from = { ...taken, ...each };
      await requireReleased(cases, tx, session, from, purpose);
      return;
    } catch (error) {
      if (!isJudgement(error)) throw error;
      flaw = error;
    }
  throw flaw;
}

/** What this officer may not read, or what is erased, is handled as the forward that hands it on. @throws FlowError RELEASE_NEEDED */
async function requireOpenForward(
  cases: Cases,
  tx: Tx,
  { thread, record, file }: TakenFrom,
): Promise<void> {
  if (!filesHandedOn(decodeDocument(cases.content(thread, record).document)).has(file)) return;
  const handling = (await handlingsOf({ cases, tx }, thread, [record])).get(record.id);
  if (handling === undefined || staysInside(handling)) throw new FlowError('RELEASE_NEEDED');
}

async function requireItsRelease(
  cases: Cases,
  tx: Tx,
  session: Session,
  { thread, record }: TakenFrom,
  purpose: Purpose,
): Promise<void> {
  const handling = (await handlingsOf({ cases, tx }, thread, [record])).get(record.id);
  if (handling === undefined) throw new CasesError('NOT_FOUND');
  if (!staysInside(handling)) return;
  const document = decodeDocument(cases.content(thread, record).document);
  const holder = { state: session.state, authority: session.authority };
  const asked = { recipient: holder, purpose, at: timestamp(new Date()) };
  const { documentSha256 } = record;
  const byIts = (await consentsTo(cases, tx, thread, record.id)).some(
    (consent) => consentFlaw(consent, { document, documentSha256, ...asked, holder }) === undefined,
  );
  if (!isKind(document, 'forward')) {
    if (!byIts) throw new FlowError('RELEASE_NEEDED');
    return;
  }
  // What it encloses came with its releases. Bound more strictly than that, it is the forwarder's to release as well.
  const { state, authority } = document.from;
  const going = { ...asked, holder: { state, authority } };
  const isOpen = (each: EnclosedDocuments): boolean =>
    releaseFlaw(each, each.consent ?? undefined, going) === undefined;
  const enclosed = enclosedDocuments(document);
  const bound = enclosed.filter(
    (each) => each.document.kind === 'forward' || needsRelease(each.document.handling),
  );
  if (!(byIts ? bound : enclosed).every(isOpen)) throw new FlowError('RELEASE_NEEDED');
}

/**
 * A release names one authority: what came by it does not go to another one of the State. @throws FlowError RELEASE_NEEDED
 */
export async function requireStays(cases: Cases, tx: Tx, thread: ThreadRecord): Promise<void> {
  const [opener] = await cases.headsById(tx, [thread.id as unknown as DispatchRecord['id']]);
  if (opener?.kind !== 'forward') return;
  const [record] = await cases.dispatchesById(tx, [opener.id]);
  const handling = record && (await handlingsOf({ cases, tx }, thread, [record])).get(record.id);
  if (handling === undefined || needsRelease(handling)) throw new FlowError('RELEASE_NEEDED');
}
