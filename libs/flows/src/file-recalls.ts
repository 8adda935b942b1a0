import {
  isKind,
  laxerMember,
  mayBeRecalled,
  mostRecallsOfSide,
  narrowedBy,
  narrowedOn,
  recalling,
  type Document,
  type DocumentId,
  type Handling,
  type Recalling,
} from '#model';
import type { Session } from '#access';
import {
  CasesError,
  type Cases,
  type DispatchRecord,
  type RecallRecord,
  type ThreadRecord,
} from '#cases';
import type { Draft } from '#journal';
import type { Tx } from '#store';
import { onwardHolders } from '#trust';
import { decodeDocument } from '#wire';
import { FlowError } from './errors.js';
import { itemRecalled, itemWithheld, recallAnswered } from './recall-events.js';

/** From where a document comes: OUT is said by this State. */
type Direction = 'OUT' | 'IN';

/**
 * Whether what a document recalls, narrows, corrects or answers is its author's to recall or answer. The caller holds the
 * thread's lock. Nothing is refused for a document of another kind.
 * @throws FlowError RECALL_IMPOSSIBLE, NARROWING_LAXER, PARENT_MISMATCH; CasesError RECALL_ANSWERED
 */
export async function requireRecall(
  cases: Cases,
  tx: Tx,
  thread: ThreadRecord,
  document: Document,
  direction: Direction,
): Promise<void> {
  const about = recalling(document);
  if (about !== null) await requireOwn(cases, tx, thread, about, direction);
  if (isKind(document, 'recall-answer')) await requireOpen(cases, tx, thread, document, direction);
}

/** Of this thread, and said by the same State: no State takes back what the other has said. */
async function requireOwn(
  cases: Cases,
  tx: Tx,
  thread: ThreadRecord,
  { items, handling }: Recalling,
  direction: Direction,
): Promise<void> {
  const records = await cases.dispatchesById(tx, items);
  for (const [i, id] of items.entries()) {
    const item = records.find((record) => record.id === id);
    const own = item?.thread === thread.id && item.direction === direction;
    if (!own || !mayBeRecalled(item.kind))
      throw new FlowError('RECALL_IMPOSSIBLE', `document ${i + 1}`);
  }
  const before = await cases.recalls.of(tx, thread.id);
  if (before.filter((each) => each.direction === direction).length >= mostRecallsOfSide)
    throw new FlowError('RECALL_IMPOSSIBLE', `${mostRecallsOfSide} in this thread already`);
  if (handling === null) return;
  // What nobody is given any more cannot be used more freely.
  const readable = records.filter(({ withheld }) => !withheld);
  for (const [id, now] of await handlingsOf(cases, tx, thread, readable)) {
    const laxer = laxerMember(now, handling);
    if (laxer !== undefined)
      throw new FlowError('NARROWING_LAXER', `${laxer} of document ${items.indexOf(id) + 1}`);
  }
}

/** One answer, by the State whose words were not recalled. */
async function requireOpen(
  cases: Cases,
  tx: Tx,
  thread: ThreadRecord,
  document: Document<'recall-answer'>,
  direction: Direction,
): Promise<void> {
  const recall = await recallOf(cases, tx, thread, document);
  if (recall.direction === direction) throw new FlowError('PARENT_MISMATCH', 'inReplyTo');
  if (recall.answer !== null) throw new CasesError('RECALL_ANSWERED');
}

async function recallOf(
  cases: Cases,
  tx: Tx,
  thread: ThreadRecord,
  { inReplyTo }: Document<'recall-answer'>,
) {
  const recall = (await cases.recalls.of(tx, thread.id)).find((r) => r.document === inReplyTo);
  if (recall === undefined) throw new FlowError('PARENT_MISMATCH', 'inReplyTo');
  return recall;
}

/**
 * What a filed recall, correction or answer does here, in the same transaction: the documents are marked; and those of a
 * RECALL that this State says it has complied with are not given out any more. Returns what is to be recorded.
 */
export async function fileRecall(
  cases: Cases,
  tx: Tx,
  thread: ThreadRecord,
  document: Document,
  direction: Direction,
  session?: Session,
): Promise<Draft[]> {
  const about = recalling(document);
  if (about !== null) {
    cases.recalls.file(tx, thread, { document, recalling: about, direction });
    const gone =
      direction === 'OUT' && about.act === 'RECALL'
        ? await withholdForwards(cases, tx, thread, document.id, about.items)
        : [];
    return [
      ...about.items.map((item) => itemRecalled(thread, document, item, about.act, session)),
      ...gone.map((item) => itemWithheld(thread, item, document.id, session)),
    ];
  }
  if (!isKind(document, 'recall-answer')) return [];
  const recall = await recallOf(cases, tx, thread, document);
  const behind = onwardHolders(document).filter((holder) => holder.outcome === null);
  await cases.recalls.answer(tx, thread, recall.document, document, behind.length);
  const { outcome } = document.body;
  const withheld =
    direction === 'OUT' && recall.act === 'RECALL' && outcome === 'COMPLIED'
      ? await cases.recalls.withhold(tx, thread, recall)
      : [];
  return [
    recallAnswered(thread, document, recall.document, session),
    ...withheld.map((item) => itemWithheld(thread, item, recall.document, session)),
  ];
}

/** A forward that is taken back holds another State's words: whoever has handed them on gives them out no more, either. */
async function withholdForwards(
  cases: Cases,
  tx: Tx,
  thread: ThreadRecord,
  recall: DocumentId,
  items: readonly DocumentId[],
): Promise<DocumentId[]> {
  const heads = await cases.headsById(tx, items);
  const forwards = heads.flatMap(({ id, kind }) => (kind === 'forward' ? [id] : []));
  return cases.recalls.withhold(tx, thread, { document: recall, items: forwards });
}

/** Narrowings that count: of ours, where it is about the neighbour, those that it knows of, or those that it has complied with. */
export type Counting = 'all' | 'arrived' | 'complied';

const counts = (
  { arrived, outcome }: Pick<RecallRecord, 'arrived' | 'outcome'>,
  counting: Counting,
): boolean => counting === 'all' || (arrived && (counting === 'arrived' || outcome === 'COMPLIED'));

/**
 * The handling that counts for each document: its own, or that of the narrowings, of which the last is the strictest. Only of
 * documents that may be read.
 */
export async function handlingsOf(
  cases: Cases,
  tx: Tx,
  thread: ThreadRecord,
  items: readonly DispatchRecord[],
  counting: Counting = 'all',
): Promise<ReadonlyMap<DocumentId, Handling>> {
  const narrowings = await narrowingsOf(cases, tx, thread, items, counting);
  return new Map(
    items.map((record) => {
      const { handling } = decodeDocument(cases.content(thread, record).document);
      const narrowing = narrowings.get(record.id);
      return [record.id, narrowing === undefined ? handling : narrowedBy(handling, narrowing)];
    }),
  );
}

/** What the narrowings of each document say together; nothing of those that nobody has narrowed. */
export async function narrowingsOf(
  cases: Cases,
  tx: Tx,
  thread: ThreadRecord,
  items: readonly { readonly id: DocumentId }[],
  counting: Counting = 'all',
): Promise<ReadonlyMap<DocumentId, NonNullable<Recalling['handling']>>> {
  const wanted = new Set(items.map(({ id }) => id));
  const narrowings = (await cases.recalls.of(tx, thread.id)).filter(
    (each) =>
      each.act === 'NARROW' && counts(each, counting) && each.items.some((id) => wanted.has(id)),
  );
  const records = await cases.dispatchesById(
    tx,
    narrowings.map(({ document }) => document),
  );
  const said = new Map(
    records.map((record) => {
      const document = decodeDocument(cases.content(thread, record).document);
      return [record.id, recalling(document)?.handling ?? null] as const;
    }),
  );
  const together = new Map<DocumentId, NonNullable<Recalling['handling']>>();
  for (const { document, items: named } of narrowings) {
    const handling = said.get(document);
    if (handling === undefined || handling === null) continue;
    for (const id of named)
      if (wanted.has(id)) together.set(id, narrowedOn(together.get(id), handling));
  }
  return together;
}
