import { isKind, type Document, type DocumentId, type ThreadId } from '#kernel';
import { type DispatchHead, saidOf, type Said } from '#threads';
import type { NewRelease, NewReleaseAnswer, ReleaseRecord } from './releases.rows.js';
import type { RecallRecord } from '../recalls/recalls.rows.js';
import type { Item, Sources } from '#capabilities/capability';

/** Facts by which questions for a release and their answers are judged. */
export interface ReleaseFacts {
  /** Releases that were asked for in each thread, the oldest first. */
  readonly asked: ReadonlyMap<ThreadId, readonly ReleaseRecord[]>;
  /** Documents of which a release is asked. */
  readonly records: ReadonlyMap<DocumentId, DispatchHead>;
  /** Words of these, and of the questions that are answered. */
  readonly said: ReadonlyMap<DocumentId, Said>;
}

/** The question that a document answers. Pure. */
export const askedIn = (
  { asked }: Pick<ReleaseFacts, 'asked'>,
  { document, thread }: Pick<Item, 'document' | 'thread'>,
): ReleaseRecord | undefined =>
  asked.get(thread.id)?.find(({ request }) => request === document.inReplyTo);

/** Two statements: the releases of all threads, then all documents that are named. */
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

/** @throws ThreadsError RELEASE_ANSWERED */
export async function writeReleases(
  { tx, cases }: Sources,
  answers: readonly NewReleaseAnswer[],
): Promise<void> {
  await cases.releases.answer(tx, answers);
}

/** Documents that these recalls take back. Pure. */
export const takenBackIn = (
  recalls: readonly Pick<RecallRecord, 'act' | 'items'>[],
): ReadonlySet<DocumentId> =>
  new Set(recalls.flatMap(({ act, items }) => (act === 'RECALL' ? items : [])));

/** Releases of a document that were given to this State, and not taken back. Pure. */
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

/** Releases of a document that its originator has given to this State and not taken back. Pure. @throws Error of one that cannot be read */
export const consentsIn = (
  { recalls, releases, said }: Given,
  item: DocumentId,
): Document<'forward-consent'>[] =>
  givenIn(releases, takenBackIn(recalls), item).flatMap((id) => {
    const consent = said(id);
    if (consent instanceof Error) throw consent;
    return consent !== undefined && isKind(consent, 'forward-consent') ? [consent] : [];
  });
