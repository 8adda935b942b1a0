import { citedItems } from './citing.model.js';
import { isKind, type Document, type DocumentId, type ThreadId } from '#kernel';
import type { Reference } from './kinds/evidence-item.kind.js';
import type { ConsentAnswer, NewMark, SaidBesides } from './evidence.rows.js';
import type { Item, Sources } from '#capabilities/capability';
import { narrowingsIn } from '#capabilities/disclosure/recalls/recalls.facts';
import type { RecallRecord } from '#capabilities/disclosure/recalls/recalls.rows';
import { takenBackIn } from '#capabilities/disclosure/releases/releases.facts';
import { saidOf, type DispatchHead, type Said } from '#threads';

export interface EvidenceFacts {
  readonly besides: ReadonlyMap<ThreadId, readonly SaidBesides[]>;
  readonly recalls: ReadonlyMap<ThreadId, readonly RecallRecord[]>;
  readonly records: ReadonlyMap<DocumentId, DispatchHead>;
  readonly said: ReadonlyMap<DocumentId, Said>;
  readonly answers: ReadonlyMap<ThreadId, readonly ConsentAnswer[]>;
  readonly lost: ReadonlySet<DocumentId>;
}

export function namedConsents(document: Document): readonly Reference[] {
  if (isKind(document, 'formal-request')) return document.body.consentRefs;
  return isKind(document, 'formal-request-draft') ? (document.body.consentRefs ?? []) : [];
}

export function isGone(
  { recalls }: Pick<EvidenceFacts, 'recalls'>,
  { id, thread, withdrawnFromUse }: Pick<DispatchHead, 'id' | 'thread' | 'withdrawnFromUse'>,
): boolean {
  return withdrawnFromUse || takenBackIn(recalls.get(thread) ?? []).has(id);
}

/** True if the consent answers no consent request but replies to one of its own `items`. */
export const standsAlone = ({ inReplyTo, body }: Document<'evidence-consent'>): boolean =>
  body.items.some((item) => item.document === inReplyTo);

const cites = ({ document }: Item): boolean => document.kind !== 'central-authority-notice';

const namedBy = (document: Document): readonly DocumentId[] => [
  ...[...citedItems(document), ...namedConsents(document)].map((named) => named.document),
  ...(document.inReplyTo === null ? [] : [document.inReplyTo]),
];

const isAnswered = ({ kind }: DispatchHead): boolean =>
  kind === 'evidence-consent-request' || kind === 'exculpatory-notice';

type KnownRecords = Pick<EvidenceFacts, 'recalls' | 'records'>;

function readFor({ document, thread, direction }: Item, kept: KnownRecords): readonly DocumentId[] {
  const isRead = (id: DocumentId, is: (head: DispatchHead) => boolean): boolean => {
    const head = kept.records.get(id);
    return head?.thread === thread.id && is(head);
  };
  const read = citedItems(document)
    .filter((item) => item.attachments.length > 0)
    .map((item) => item.document)
    .filter((id) => isRead(id, ({ withdrawnFromUse }) => !withdrawnFromUse));
  if (!isKind(document, 'formal-request')) {
    const answered = document.inReplyTo === null ? [] : [document.inReplyTo];
    return [...read, ...answered.filter((id) => isRead(id, isAnswered))];
  }
  const { informalExchangeRefs, consentRefs } = document.body;
  const theirs = informalExchangeRefs
    .map((item) => item.document)
    .filter((id) => isRead(id, (head) => head.direction !== direction && !isGone(kept, head)));
  const consents = consentRefs
    .map((named) => named.document)
    .filter((id) =>
      isRead(id, ({ kind, withdrawnFromUse }) => kind === 'evidence-consent' && !withdrawnFromUse),
    );
  const narrowings = narrowingsIn(kept.recalls.get(thread.id) ?? [], theirs);
  return [...read, ...theirs, ...consents, ...narrowings.map((each) => each.document)];
}

async function readAll(
  { tx, cases }: Sources,
  items: readonly Item[],
  kept: KnownRecords,
): Promise<EvidenceFacts['said']> {
  const read = items.map((item) => ({ item, ids: readFor(item, kept) }));
  const ids = [...new Set(read.flatMap((each) => each.ids))];
  const found = ids.length === 0 ? [] : await cases.dispatchesById(tx, ids);
  const records = new Map(found.map((record) => [record.id, record]));
  const said = new Map<DocumentId, Said>();
  for (const { item, ids: own } of read) {
    for (const id of own) {
      const record = records.get(id);
      if (record?.thread === item.thread.id && !said.has(id))
        said.set(id, saidOf(cases, item.thread, record));
    }
  }
  return said;
}

export async function loadEvidence(
  sources: Sources,
  items: readonly Item[],
): Promise<EvidenceFacts> {
  const { tx, cases } = sources;
  const besides = await cases.evidence.besides(
    tx,
    items.map(({ document: { id, kind }, thread, direction }) => ({
      ...{ thread: thread.id, document: id, kind, direction },
    })),
  );
  const citing = items.flatMap((item) => (cites(item) ? [item] : []));
  const threads = citing.map(({ thread }) => thread.id);
  const isAny = citing.length > 0;
  const recalls = isAny ? await cases.recalls.ofAll(tx, threads) : new Map<ThreadId, never>();
  const named = citing.flatMap(({ document }) => namedBy(document));
  const heads = isAny ? await cases.headsById(tx, named) : [];
  const records = new Map(heads.map((head) => [head.id, head]));
  const said = await readAll(sources, citing, { recalls, records });
  const asked = citing.flatMap(({ document }) =>
    isKind(document, 'evidence-consent') && !standsAlone(document)
      ? (document.inReplyTo ?? [])
      : [],
  );
  const consents = citing.flatMap(({ document, direction }) =>
    direction === 'IN' ? namedConsents(document).map((each) => each.document) : [],
  );
  return {
    ...{ besides, recalls, records, said },
    answers: asked.length > 0 ? await cases.evidence.answers(tx, threads, asked) : new Map(),
    lost: consents.length > 0 ? await cases.evidence.lost(tx, consents) : new Set(),
  };
}

export const loadNothing = (): Promise<null> => Promise.resolve(null);

export async function writeMarks({ tx, cases }: Sources, marks: readonly NewMark[]): Promise<void> {
  await cases.evidence.mark(tx, marks);
}

export interface WithdrawalFacts {
  readonly records: ReadonlyMap<DocumentId, DispatchHead>;
}

export async function loadWithdrawals(
  { tx, cases }: Sources,
  items: readonly Item[],
): Promise<WithdrawalFacts> {
  const named = items.flatMap(({ document }) =>
    isKind(document, 'recall') && document.body.what === 'RECALL' ? document.body.items : [],
  );
  const heads = named.length === 0 ? [] : await cases.headsById(tx, named);
  return { records: new Map(heads.map((head) => [head.id, head])) };
}
