import { isKind, type Document, type DocumentId, type ThreadId } from '#kernel';
import { type DispatchHead, saidOf, type Said } from '#threads';
import type { NewRelease, NewReleaseAnswer, ReleaseRecord } from './releases.rows.js';
import type { RecallRecord } from '../recalls/recalls.rows.js';
import type { Item, Sources } from '#capabilities/capability';

export interface ReleaseFacts {
  readonly asked: ReadonlyMap<ThreadId, readonly ReleaseRecord[]>;
  readonly records: ReadonlyMap<DocumentId, DispatchHead>;
  readonly said: ReadonlyMap<DocumentId, Said>;
}

export const askedIn = (
  { asked }: Pick<ReleaseFacts, 'asked'>,
  { document, thread }: Pick<Item, 'document' | 'thread'>,
): ReleaseRecord | undefined =>
  asked.get(thread.id)?.find(({ request }) => request === document.inReplyTo);

export async function loadReleases(
  { tx, cases }: Sources,
  items: readonly Item[],
): Promise<ReleaseFacts> {
  const asked = await cases.releases.ofAll(
    tx,
    items.map(({ thread }) => thread.id),
  );
  const named = items.map((item) => {
    const { document } = item;
    if (isKind(document, 'forward-consent-request')) return document.body.item;
    return askedIn({ asked }, item)?.request;
  });
  const found = await cases.dispatchesById(
    tx,
    named.flatMap((id) => id ?? []),
  );
  const records = new Map(found.map((record) => [record.id, record]));
  const said = new Map<DocumentId, Said>();
  for (const [i, { thread }] of items.entries()) {
    const id = named[i];
    const record = id === undefined ? undefined : records.get(id);
    if (record?.thread === thread.id) said.set(record.id, saidOf(cases, thread, record));
  }
  return { asked, records, said };
}

export function writeQuestions({ tx, cases }: Sources, asked: readonly NewRelease[]): void {
  cases.releases.ask(tx, asked);
}

export async function writeReleases(
  { tx, cases }: Sources,
  answers: readonly NewReleaseAnswer[],
): Promise<void> {
  await cases.releases.answer(tx, answers);
}

export const takenBackIn = (
  recalls: readonly Pick<RecallRecord, 'act' | 'items'>[],
): ReadonlySet<DocumentId> =>
  new Set(recalls.flatMap(({ act, items }) => (act === 'RECALL' ? items : [])));

const givenIn = (
  releases: readonly ReleaseRecord[],
  gone: ReadonlySet<DocumentId>,
  item: DocumentId,
): DocumentId[] =>
  releases.flatMap(({ direction, item: about, outcome, answer }) =>
    direction === 'OUT' && about === item && outcome === 'GRANTED' && answer !== null
      ? [answer].filter((id) => !gone.has(id))
      : [],
  );

interface Given {
  readonly recalls: readonly RecallRecord[];
  readonly releases: readonly ReleaseRecord[];
  readonly said: (id: DocumentId) => Said | undefined;
}

export const consentsIn = (
  { recalls, releases, said }: Given,
  item: DocumentId,
): Document<'forward-consent'>[] =>
  givenIn(releases, takenBackIn(recalls), item).flatMap((id) => {
    const consent = said(id);
    if (consent instanceof Error) throw consent;
    return consent !== undefined && isKind(consent, 'forward-consent') ? [consent] : [];
  });
