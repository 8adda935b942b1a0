import {
  evidentialUse,
  mostEvidenceOfKind,
  unaskedMember,
  type GivenConsent,
} from './citing.model.js';
import { isEvidential } from './evidential-kinds.model.js';
import { isKind, type Document, type Timestamp } from '#kernel';
import { mayBeEvidence } from './evidence-replies.model.js';
import type { EvidenceItem, Reference } from './kinds/evidence-item.kind.js';
import { CasesError, type DispatchRecord, type ThreadRecord, FlowError } from '#threads';
import type { Cases } from '#capabilities/cases';
import { evidenceEvents, consentWithdrawn } from './evidence.events.js';
import { handlingsOf } from '#capabilities/disclosure/recalls.facts';
import { takenBack } from '#capabilities/disclosure/releases.facts';
import type { Session } from '#access';
import type { Draft } from '#journal';
import type { Tx } from '#store';
import { decodeDocument } from '#wire';

/** From where a document comes: OUT is said by this State. `at`: when it is judged, at the receiver the time of its envelope. */
export interface Saying {
  readonly direction: 'OUT' | 'IN';
  readonly at: Timestamp;
}

/** The thread that something is judged in. */
interface Place {
  readonly cases: Cases;
  readonly tx: Tx;
  readonly thread: ThreadRecord;
}

/**
 * Whether what a document about evidence names is of this thread, byte for byte, and its author's to say; both sides judge
 * alike. The caller holds the thread's lock. Nothing is refused for a document of another kind.
 * @throws FlowError EVIDENCE_IMPOSSIBLE, EVIDENCE_CONSENT_NEEDED, CONSENT_EFFECT, PARENT_MISMATCH; CasesError
 *   EVIDENCE_ANSWERED, CONTENT_ERASED
 */
export async function requireEvidence(
  cases: Cases,
  tx: Tx,
  thread: ThreadRecord,
  document: Document,
  saying: Saying,
): Promise<void> {
  const place = { cases, tx, thread };
  if (isKind(document, 'recall')) await requireEffect(place, document);
  if (!isEvidential(document.kind)) return;
  const { direction } = saying;
  if ((await cases.evidence.said(tx, thread.id, document, direction)) >= mostEvidenceOfKind)
    throw new FlowError('EVIDENCE_IMPOSSIBLE', `${mostEvidenceOfKind} in this thread already`);
  if (isKind(document, 'evidence-consent-request'))
    await requireStanding(place, document.body.items, other(direction));
  else if (isKind(document, 'evidence-consent')) await requireConsent(place, document, direction);
  else if (isKind(document, 'exculpatory-notice')) await requireNotice(place, document, direction);
  else if (isKind(document, 'formal-answer')) await requireAnswer(place, document, direction);
  else if (isKind(document, 'formal-request-draft')) {
    const { informalExchangeRefs = [], consentRefs = [] } = document.body;
    await requireItems(place, informalExchangeRefs, '/body/informalExchangeRefs');
    await requireConsents(place, consentRefs, direction);
  } else if (isKind(document, 'formal-request')) await requireUsable(place, document, saying);
}

const other = (direction: Saying['direction']): Saying['direction'] =>
  direction === 'OUT' ? 'IN' : 'OUT';

/** Documents of the thread that hold information, with these hashes, files included; of one State when `by` is given. */
async function requireItems(
  { cases, tx, thread }: Place,
  items: readonly EvidenceItem[],
  path: string,
  by?: Saying['direction'],
): Promise<readonly DispatchRecord[]> {
  const found = await cases.dispatchesById(
    tx,
    items.map((item) => item.document),
  );
  return items.map((item, i) => {
    const record = found.find(({ id }) => id === item.document);
    if (
      record?.thread !== thread.id ||
      !mayBeEvidence(record.kind) ||
      (by !== undefined && record.direction !== by)
    )
      throw new FlowError('EVIDENCE_IMPOSSIBLE', `${path}/${i}`);
    if (record.documentSha256 !== item.sha256)
      throw new FlowError('EVIDENCE_IMPOSSIBLE', `${path}/${i}/sha256`);
    if (item.attachments.length === 0 || record.withheld) return record;
    const { attachments } = decodeDocument(cases.content(thread, record).document);
    if (item.attachments.some((file) => !attachments.some(({ sha256 }) => sha256 === file)))
      throw new FlowError('EVIDENCE_IMPOSSIBLE', `${path}/${i}/attachments`);
    return record;
  });
}

/** The same, and nobody has taken them back. */
async function requireStanding(
  place: Place,
  items: readonly EvidenceItem[],
  by: Saying['direction'],
): Promise<void> {
  const records = await requireItems(place, items, '/body/items', by);
  const gone = await takenBack(place.cases, place.tx, place.thread);
  const at = records.findIndex(({ id, withheld }) => withheld || gone.has(id));
  if (at >= 0) throw new FlowError('EVIDENCE_IMPOSSIBLE', `/body/items/${at}: recalled`);
}

/** The signer's own documents alone; in answer to a question, what was asked, or less. */
async function requireConsent(
  place: Place,
  document: Document<'evidence-consent'>,
  direction: Saying['direction'],
): Promise<void> {
  const { cases, tx, thread } = place;
  const { items, outcome } = document.body;
  // Also what was recalled meanwhile may be refused.
  if (outcome === 'REFUSED') await requireItems(place, items, '/body/items', direction);
  else await requireStanding(place, items, direction);
  if (items.some((item) => item.document === document.inReplyTo)) return;
  const [record] =
    document.inReplyTo === null ? [] : await cases.dispatchesById(tx, [document.inReplyTo]);
  if (record?.kind !== 'evidence-consent-request' || record.direction === direction)
    throw new FlowError('PARENT_MISMATCH', 'inReplyTo');
  if (await cases.evidence.isAnswered(tx, thread.id, document))
    throw new CasesError('EVIDENCE_ANSWERED');
  const asked = decodeDocument(cases.content(thread, record).document);
  const member = isKind(asked, 'evidence-consent-request')
    ? unaskedMember(asked, document)
    : 'items';
  if (member !== undefined) throw new FlowError('EVIDENCE_IMPOSSIBLE', `/body/${member}`);
}

async function requireNotice(
  place: Place,
  { inReplyTo, body }: Document<'exculpatory-notice'>,
  direction: Saying['direction'],
): Promise<void> {
  const { item, itemSha256, stage } = body;
  const items = [{ document: item, sha256: itemSha256, attachments: [] }];
  await requireItems(place, items, '/body/item');
  if (stage !== 'CONSULTATION_REQUESTED') return;
  const [record] =
    inReplyTo === null ? [] : await place.cases.dispatchesById(place.tx, [inReplyTo]);
  if (record?.kind !== 'exculpatory-notice' || record.direction === direction)
    throw new FlowError('PARENT_MISMATCH', 'inReplyTo');
  const notice = decodeDocument(place.cases.content(place.thread, record).document);
  if (!isKind(notice, 'exculpatory-notice') || notice.body.item !== item)
    throw new FlowError('EVIDENCE_IMPOSSIBLE', '/body/item');
}

/** Of the other State's request; what is handed over is the own. */
async function requireAnswer(
  place: Place,
  { inReplyTo, body }: Document<'formal-answer'>,
  direction: Saying['direction'],
): Promise<void> {
  const [asked] = inReplyTo === null ? [] : await place.cases.headsById(place.tx, [inReplyTo]);
  if (asked?.direction !== other(direction)) throw new FlowError('PARENT_MISMATCH', 'inReplyTo');
  await requireStanding(place, body.items, direction);
}

/** Consents of the other State, in this thread. A consent of ours that was kept back, or refused there, is none that it has. */
async function requireConsents(
  { cases, tx, thread }: Place,
  refs: readonly Reference[],
  direction: Saying['direction'],
): Promise<readonly DispatchRecord[]> {
  const found = await cases.dispatchesById(
    tx,
    refs.map((ref) => ref.document),
  );
  const records = refs.map((ref, i) => {
    const record = found.find(({ id }) => id === ref.document);
    const isOne =
      record?.thread === thread.id &&
      record.kind === 'evidence-consent' &&
      record.direction === other(direction);
    if (!isOne || record.documentSha256 !== ref.sha256)
      throw new FlowError('EVIDENCE_IMPOSSIBLE', `/body/consentRefs/${i}`);
    return record;
  });
  for (const [i, { id }] of records.entries())
    if (direction === 'IN' && (await cases.operations.isLost(tx, id)))
      throw new FlowError('EVIDENCE_IMPOSSIBLE', `/body/consentRefs/${i}: it never stood`);
  return records;
}

/** What the other State has said is cited only by a consent that the request names and that stands. */
async function requireUsable(
  place: Place,
  { body }: Document<'formal-request'>,
  { direction, at }: Saying,
): Promise<void> {
  const { cases, tx, thread } = place;
  const { informalExchangeRefs: refs, consentRefs, proceedings } = body;
  const path = '/body/informalExchangeRefs';
  const records = await requireItems(place, refs, path);
  const given = await requireConsents(place, consentRefs, direction);
  const theirs = records.filter((record) => record.direction === other(direction));
  if (theirs.length === 0) return;
  const gone = await takenBack(cases, tx, thread);
  const read = (record: DispatchRecord): Document =>
    decodeDocument(cases.content(thread, record).document);
  const consents: GivenConsent[] = given
    .filter(({ withheld }) => !withheld)
    .map((record) => ({ document: read(record), withdrawn: gone.has(record.id) }));
  const isGone = ({ id, withheld }: DispatchRecord): boolean => withheld || gone.has(id);
  const handlings = await handlingsOf(
    { cases, tx },
    thread,
    theirs.filter((record) => !isGone(record)),
  );
  for (const [i, record] of records.entries()) {
    if (record.direction === direction) continue;
    const handling = handlings.get(record.id);
    const flaw =
      handling === undefined
        ? 'ITEM_RECALLED'
        : evidentialUse(
            {
              document: read(record),
              documentSha256: record.documentSha256,
              attachments: refs[i]?.attachments ?? [],
              handling,
              recalled: isGone(record),
            },
            consents,
            { proceedings, at },
          );
    if (flaw !== undefined) throw new FlowError('EVIDENCE_CONSENT_NEEDED', `${path}/${i}: ${flaw}`);
  }
}

/** Only, and always, of a consent to evidential use it is said what becomes of what was used already. */
async function requireEffect({ cases, tx }: Place, { body }: Document<'recall'>): Promise<void> {
  if (body.what !== 'RECALL') return;
  const heads = await cases.headsById(tx, body.items);
  const isConsent = heads.some(({ kind }) => kind === 'evidence-consent');
  if (isConsent !== (body.effect !== undefined)) throw new FlowError('CONSENT_EFFECT');
}

/** What a filed document about evidence does here, in the same transaction. Returns what is to be recorded. */
export async function fileEvidence(
  cases: Cases,
  tx: Tx,
  thread: ThreadRecord,
  document: Document,
  direction: Saying['direction'],
  session?: Session,
): Promise<Draft[]> {
  if (isKind(document, 'recall') && document.body.effect !== undefined) {
    const heads = await cases.headsById(tx, document.body.items);
    return heads
      .filter(({ kind }) => kind === 'evidence-consent')
      .map(({ id }) => consentWithdrawn(thread, document, id, session));
  }
  // Whoever wants to be consulted has not found it.
  if (isKind(document, 'exculpatory-notice') && document.body.stage !== 'CONSULTATION_REQUESTED')
    await cases.evidence.mark(tx, thread, document.body.item, direction, document.id);
  return evidenceEvents(thread, document, session);
}
