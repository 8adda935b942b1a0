import {
  isKind,
  needsRelease,
  staysInside,
  priorities,
  timestamp,
  type Document,
  type Purpose,
  type Sha256,
} from '#kernel';
import { consentFlaw } from './forwarding.model.js';
import type { Directory } from '#capabilities/directory/trust.model';
import type { PostedSigner } from '#capabilities/directory/postings.model';
import {
  ThreadsError,
  type DispatchRecord,
  type ThreadRecord,
  ExchangeError,
  isJudgement,
} from '#threads';
import { filesHandedOn } from '#capabilities/attachments/held-files.rows';
import type { Cases } from '#capabilities/cases';
import { broughtBy } from '#capabilities/attachments/attaching.facts';
import { handlingsOf } from './recalls.facts.js';
import { consentsTo } from './releases.facts.js';
import { knownDirectory } from './forwards.facts.js';
import type { Session } from '#access';
import type { Tx } from '#store';
import {
  enclosedDocuments,
  openAnswers,
  openEnclosed,
  postedFurtherOn,
  postedIn,
  releaseFlaw,
  TrustError,
  type EnclosedDocuments,
  type TrustStore,
} from '#trust';
import { decodeDocument } from '#wire';

/**
 * Judges, before anything is filed, what a neighbour hands on or tells of later holders. Gives its signers on a post. @throws
 * TrustError as `openEnclosed`
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

/** A file of a document, of which an officer wants to take it out. */
export interface TakenFrom {
  readonly thread: ThreadRecord;
  readonly record: DispatchRecord;
  readonly file: Sha256;
}

/**
 * Refuses to give out another State's words unless their originator released them to this authority, for this purpose and still.
 * A file that came from another State follows the document that brought it. @throws ExchangeError RELEASE_NEEDED; ThreadsError
 * ITEM_RECALLED
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
  const brought = await broughtBy({ cases, tx }, session, taken.file);
  if (brought === undefined) return;
  if (brought.length === 0) return requireOpenForward(cases, tx, taken);
  let flaw: unknown;
  for (const each of brought)
    try {
      if (each.record.withheld) throw new ThreadsError('ITEM_RECALLED');
      const from = { ...taken, ...each };
      await requireReleased(cases, tx, session, from, purpose);
      return;
    } catch (error) {
      if (!isJudgement(error)) throw error;
      flaw = error;
    }
  throw flaw;
}

/**
 * Judges a file by the forward that hands it on, where the document that brought it is erased or closed to this officer. @throws
 * ExchangeError RELEASE_NEEDED
 */
async function requireOpenForward(
  cases: Cases,
  tx: Tx,
  { thread, record, file }: TakenFrom,
): Promise<void> {
  if (!filesHandedOn(decodeDocument(cases.content(thread, record).document)).has(file)) return;
  const handling = (await handlingsOf({ cases, tx }, thread, [record])).get(record.id);
  if (handling === undefined || staysInside(handling)) throw new ExchangeError('RELEASE_NEEDED');
}

async function requireItsRelease(
  cases: Cases,
  tx: Tx,
  session: Session,
  { thread, record }: TakenFrom,
  purpose: Purpose,
): Promise<void> {
  const handling = (await handlingsOf({ cases, tx }, thread, [record])).get(record.id);
  if (handling === undefined) throw new ThreadsError('NOT_FOUND');
  if (!staysInside(handling)) return;
  const document = decodeDocument(cases.content(thread, record).document);
  const holder = { state: session.state, authority: session.authority };
  const asked = { recipient: holder, purpose, at: timestamp(new Date()) };
  const { documentSha256 } = record;
  const byIts = (await consentsTo(cases, tx, thread, record.id)).some(
    (consent) => consentFlaw(consent, { document, documentSha256, ...asked, holder }) === undefined,
  );
  if (!isKind(document, 'forward')) {
    if (!byIts) throw new ExchangeError('RELEASE_NEEDED');
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
  if (!(byIts ? bound : enclosed).every(isOpen)) throw new ExchangeError('RELEASE_NEEDED');
}

/**
 * A release names one authority: what came by it does not go to another one of the State. @throws ExchangeError RELEASE_NEEDED
 */
export async function requireStays(cases: Cases, tx: Tx, thread: ThreadRecord): Promise<void> {
  const [opener] = await cases.headsById(tx, [thread.id as unknown as DispatchRecord['id']]);
  if (opener?.kind !== 'forward') return;
  const [record] = await cases.dispatchesById(tx, [opener.id]);
  const handling = record && (await handlingsOf({ cases, tx }, thread, [record])).get(record.id);
  if (handling === undefined || needsRelease(handling)) throw new ExchangeError('RELEASE_NEEDED');
}
