import {
  answersRequest,
  isKind,
  mayBeForwarded,
  type Document,
  type DocumentId,
  type StateCode,
} from '#model';
import type { Session } from '#access';
import { CasesError, type Cases, type ReleaseRecord, type ThreadRecord } from '#cases';
import type { Draft } from '#journal';
import type { Tx } from '#store';
import { enclosedDocuments, type EnclosedDocuments } from '#trust';
import { decodeDocument } from '#wire';
import { FlowError } from './errors.js';
import { releaseAnswered, releaseAsked } from './forward-events.js';

/** From where a document comes: OUT is said by this State. */
type Direction = 'OUT' | 'IN';

/** Of one State in a thread: nobody can fill the other's lists without end. */
const mostAsked = 128;

/**
 * Whether a release is asked of the State whose word the document is, and answered by it, once, in the words of the
 * question. The caller holds the thread's lock. Nothing is refused for a document of another kind.
 * @throws FlowError RELEASE_IMPOSSIBLE, PARENT_MISMATCH; CasesError RELEASE_ANSWERED
 */
export async function requireRelease(
  cases: Cases,
  tx: Tx,
  thread: ThreadRecord,
  document: Document,
  direction: Direction,
): Promise<void> {
  if (isKind(document, 'forward-consent-request'))
    await requireAskable(cases, tx, thread, document, direction);
  if (isKind(document, 'forward-consent'))
    await requireAsked(cases, tx, thread, document, direction);
}

async function requireAskable(
  cases: Cases,
  tx: Tx,
  thread: ThreadRecord,
  { body }: Document<'forward-consent-request'>,
  direction: Direction,
): Promise<void> {
  const [item] = await cases.dispatchesById(tx, [body.item]);
  if (item?.thread !== thread.id || item.direction === direction)
    throw new FlowError('RELEASE_IMPOSSIBLE', '/body/item');
  if (item.documentSha256 !== body.itemSha256)
    throw new FlowError('RELEASE_IMPOSSIBLE', '/body/itemSha256');
  if (!mayBeForwarded(item.kind)) throw new FlowError('RELEASE_IMPOSSIBLE', item.kind);
  requireNew(decodeDocument(cases.content(thread, item).document), body.recipient.state);
  const before = await cases.releases.of(tx, thread.id);
  if (before.filter((each) => each.direction === direction).length >= mostAsked)
    throw new FlowError('RELEASE_IMPOSSIBLE', `${mostAsked} in this thread already`);
}

/** What came over several States goes to none of them again. @throws FlowError RELEASE_IMPOSSIBLE */
function requireNew(document: Document, recipient: StateCode): void {
  if (!isKind(document, 'forward')) return;
  const behind = ({ document: { from }, inner }: EnclosedDocuments): StateCode[] => [
    from.state,
    ...inner.flatMap(behind),
  ];
  if ([document.from.state, ...enclosedDocuments(document).flatMap(behind)].includes(recipient))
    throw new FlowError('RELEASE_IMPOSSIBLE', '/body/recipient: has had it on its way');
}

async function requireAsked(
  cases: Cases,
  tx: Tx,
  thread: ThreadRecord,
  document: Document<'forward-consent'>,
  direction: Direction,
): Promise<void> {
  const asked = (await cases.releases.of(tx, thread.id)).find(
    ({ request }) => request === document.inReplyTo,
  );
  if (asked === undefined || asked.direction === direction)
    throw new FlowError('PARENT_MISMATCH', 'inReplyTo');
  if (asked.answer !== null) throw new CasesError('RELEASE_ANSWERED');
  const [record] = await cases.dispatchesById(tx, [asked.request]);
  const request = record && decodeDocument(cases.content(thread, record).document);
  if (
    request === undefined ||
    !isKind(request, 'forward-consent-request') ||
    !answersRequest(request, document)
  )
    throw new FlowError('RELEASE_IMPOSSIBLE', '/body');
}

/**
 * What a filed question or answer does here, in the same transaction. Returns what is to be recorded.
 * @throws CasesError RELEASE_ANSWERED
 */
export async function fileRelease(
  cases: Cases,
  tx: Tx,
  thread: ThreadRecord,
  document: Document,
  direction: Direction,
  session?: Session,
): Promise<Draft[]> {
  if (isKind(document, 'forward-consent-request')) {
    cases.releases.ask(tx, thread, document, direction);
    return [releaseAsked(thread, document, session)];
  }
  if (!isKind(document, 'forward-consent')) return [];
  await cases.releases.answer(tx, thread, document);
  return [releaseAnswered(thread, document, session)];
}

/** Documents of a thread that their State has taken back; whether the other has complied makes no difference. */
export async function takenBack(
  cases: Cases,
  tx: Tx,
  thread: ThreadRecord,
): Promise<ReadonlySet<DocumentId>> {
  const recalls = await cases.recalls.of(tx, thread.id);
  return new Set(recalls.flatMap(({ act, items }) => (act === 'RECALL' ? items : [])));
}

/** Releases of a document that its originator has given to this State and not taken back, as they were signed. */
export async function consentsTo(
  cases: Cases,
  tx: Tx,
  thread: ThreadRecord,
  item: DocumentId,
): Promise<Document<'forward-consent'>[]> {
  const gone = await takenBack(cases, tx, thread);
  const isGiven = ({ direction, item: about, outcome, answer }: ReleaseRecord): boolean =>
    direction === 'OUT' &&
    about === item &&
    outcome === 'GRANTED' &&
    answer !== null &&
    !gone.has(answer);
  const given = (await cases.releases.of(tx, thread.id)).filter(isGiven);
  const records = await cases.dispatchesById(
    tx,
    given.flatMap(({ answer }) => answer ?? []),
  );
  return records
    .map((record) => decodeDocument(cases.content(thread, record).document))
    .filter((document) => isKind(document, 'forward-consent'));
}
