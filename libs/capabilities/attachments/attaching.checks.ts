import {
  isKind,
  priorities,
  timestamp,
  type Document,
  type DocumentId,
  type Sha256,
} from '#kernel';
import { keptBy, type HeldDocument } from './origins.model.js';
import { filesHandedOn, filesOf, originsOf } from './held-files.rows.js';
import {
  type AttachmentRecord,
  type DispatchRecord,
  type ThreadRecord,
  ExchangeError,
  isJudgement,
} from '#threads';
import type { Cases } from '#capabilities/cases';
import { handlingsOf } from '#capabilities/disclosure/recalls.facts';
import { consentsTo, takenBack } from '#capabilities/disclosure/releases.facts';
import type { Session } from '#access';
import type { Tx } from '#store';
import { enclosedDocuments } from '#trust';
import { decodeDocument } from '#wire';

/**
 * A file that came from another State goes to a third one only with a forward that encloses the document that brought it, and back to
 * the one that sent it as that document might. It is known again by its SHA-256, among what the officer may read: so the
 * refusal tells an officer nothing of what others have. What this State had sent itself before it came back is its own. The caller
 * has judged a forward before.
 * @throws ExchangeError ATTACHMENT_BOUND naming the attachment and the document that it came with
 */
export async function requireAttachable(
  cases: Cases,
  tx: Tx,
  session: Session,
  { priority }: Pick<ThreadRecord, 'priority'>,
  document: Document,
  now: Date,
): Promise<void> {
  const atRisk = priority === priorities.RISK_TO_LIFE;
  for (const [i, { sha256 }] of document.attachments.entries()) {
    const ids = await cases.files.with(tx, session, sha256, document.id);
    const keeper = await keeperOf(cases, tx, { document, atRisk, file: sha256, now }, ids);
    if (keeper !== undefined)
      throw new ExchangeError('ATTACHMENT_BOUND', `attachment ${i + 1}, came with ${keeper}`);
  }
}

/**
 * What brought a file that a document of this State has, among what the officer may read; undefined where it is this State's own. Each as
 * it stands by now.
 */
export async function broughtBy(
  cases: Cases,
  tx: Tx,
  session: Session,
  file: Sha256,
): Promise<readonly Pick<Carrying, 'record' | 'thread'>[] | undefined> {
  const ids = await cases.files.with(tx, session, file, null);
  const carrying = await carryingOf(cases, tx, file, ids);
  return firstOf(carrying, file)?.record.direction === 'OUT'
    ? undefined
    : carrying.filter(({ record }) => record.direction === 'IN');
}

interface Waiting {
  readonly threads: readonly ThreadRecord[];
  readonly dispatches: readonly DispatchRecord[];
  readonly attachments: readonly AttachmentRecord[];
}

/**
 * Of these dispatches those with a file that the same rule keeps by what anybody of this State has received, of whatever
 * authority, roster and compartment, each with the document that brought it. A step judges so, and no officer's service: which
 * document it was is for the log alone. What is held and cannot be read keeps its file.
 */
export async function boundAnywhere(
  cases: Cases,
  tx: Tx,
  { threads, dispatches, attachments }: Waiting,
  now: Date,
): Promise<ReadonlyMap<DocumentId, DocumentId>> {
  const leaving = dispatches.flatMap((record) => {
    const thread = threads.find(({ id }) => id === record.thread);
    const carries = attachments.some(({ dispatch }) => dispatch === record.id);
    const said = carries && thread !== undefined ? ownOf(cases, thread, record) : undefined;
    const atRisk = thread?.priority === priorities.RISK_TO_LIFE;
    return said === undefined ? [] : [{ document: said, atRisk }];
  });
  const files = leaving.flatMap(({ document }) => document.attachments.map((each) => each.sha256));
  const held = await cases.files.anywhere(tx, [...new Set(files)]);
  const bound = new Map<DocumentId, DocumentId>();
  // A form that everybody has goes with every document of a batch.
  const read: HeldBefore = new Map();
  for (const { document, atRisk } of leaving)
    for (const { sha256: file } of document.attachments) {
      const ids = (held.get(file) ?? []).filter((id) => id !== document.id);
      try {
        const keeper = await keeperOf(cases, tx, { document, atRisk, file, now }, ids, read);
        if (keeper !== undefined) bound.set(document.id, keeper);
      } catch (error) {
        if (!isJudgement(error)) throw error;
        const [first] = ids;
        if (first !== undefined) bound.set(document.id, first);
      }
    }
  return bound;
}

/** Undefined for what cannot be read: it is refused for that, later. */
function ownOf(cases: Cases, thread: ThreadRecord, record: DispatchRecord): Document | undefined {
  try {
    return decodeDocument(cases.content(thread, record).document);
  } catch (error) {
    if (!isJudgement(error)) throw error;
    return undefined;
  }
}

/** A file that leaves. */
interface Leaving {
  readonly document: Document;
  readonly atRisk: boolean;
  readonly file: Sha256;
  readonly now: Date;
}

interface Carrying {
  readonly record: DispatchRecord;
  readonly thread: ThreadRecord;
  /** Null: it was recalled, and nobody is given what it says. */
  readonly said: Document | null;
}

/** What was read of held documents in this transaction. */
type HeldBefore = Map<DocumentId, Awaited<ReturnType<typeof asHeld>>>;

/** Of the documents with these ids, the oldest first, the one that keeps the file. */
async function keeperOf(
  cases: Cases,
  tx: Tx,
  leaving: Leaving,
  ids: readonly DocumentId[],
  read: HeldBefore = new Map(),
): Promise<DocumentId | undefined> {
  if (ids.length === 0) return undefined;
  const { document, atRisk, file, now } = leaving;
  const carrying = await carryingOf(cases, tx, file, ids);
  const first = firstOf(carrying, file);
  if (first === undefined || first.record.direction === 'OUT') return undefined;
  const enclosed = new Set(
    isKind(document, 'forward')
      ? enclosedDocuments(document).map((each) => each.documentSha256)
      : [],
  );
  const held: HeldDocument[] = [];
  for (const { record, thread, said } of carrying) {
    if (record.direction === 'OUT') continue;
    if (said !== null) {
      const known = read.get(record.id) ?? (await asHeld(cases, tx, { record, thread, said }));
      read.set(record.id, known);
      held.push({
        ...known,
        origins: originsOf(said, file),
        enclosed: enclosed.has(record.documentSha256),
      });
    } else if (record.thread !== document.thread) return record.id;
  }
  return keptBy(held, { document, atRisk, at: timestamp(now) })?.document.id;
}

/** Of what was erased nothing is known any more. Two files may share a keyed hash: what the document says decides. */
async function carryingOf(
  cases: Cases,
  tx: Tx,
  file: Sha256,
  ids: readonly DocumentId[],
): Promise<Carrying[]> {
  const records = await cases.dispatchesById(tx, ids);
  const threads = await cases.threadsById(tx, [...new Set(records.map(({ thread }) => thread))]);
  return ids.flatMap((id): Carrying[] => {
    const record = records.find((each) => each.id === id);
    const thread = threads.find((each) => each.id === record?.thread);
    if (record === undefined || thread === undefined) return [];
    if (cases.isErased(thread.id, thread)) return [];
    if (record.withheld) return [{ record, thread, said: null }];
    const said = decodeDocument(cases.content(thread, record).document);
    return filesOf(said).has(file) ? [{ record, thread, said }] : [];
  });
}

/** Whose the file is: the first that brought it, or an own document that had it before. */
const firstOf = (carrying: readonly Carrying[], file: Sha256): Carrying | undefined =>
  carrying.find((each) => each.record.direction === 'IN' || isOwn(each, file));

/** This State has sent it, and not handed it on. */
const isOwn = ({ record, said }: Carrying, file: Sha256): boolean =>
  record.direction === 'OUT' && said !== null && !filesHandedOn(said).has(file);

async function asHeld(
  cases: Cases,
  tx: Tx,
  { record, thread, said }: Carrying & { readonly said: Document },
): Promise<Omit<HeldDocument, 'origins' | 'enclosed'>> {
  const gone = await takenBack(cases, tx, thread);
  const handling = (await handlingsOf({ cases, tx }, thread, [record])).get(record.id);
  return {
    document: said,
    documentSha256: record.documentSha256,
    handling: handling ?? said.handling,
    takenBack: gone.has(record.id),
    consents: await consentsTo(cases, tx, thread, record.id),
  };
}
