import {
  isKind,
  type Document,
  type DocumentId,
  type Handling,
  type Sha256,
  type StateCode,
  type ThreadId,
} from '#kernel';
import {
  orError,
  saidIn,
  saidOf,
  type DispatchRecord,
  type Said,
  type ThreadRecord,
} from '#threads';
import type { Directory } from '#capabilities/directory/trust.model';
import type { Item, Sources } from '#capabilities/capability';
import { handlingIn, narrowingsIn } from '../recalls/recalls.facts.js';
import type { RecallRecord } from '../recalls/recalls.rows.js';
import { takenBackIn } from '../releases/releases.facts.js';
import type { NewHandedOn } from '../releases/releases.rows.js';
import {
  enclosedDocuments,
  enclosedReleases,
  openEnclosed,
  type EnclosedDocuments,
  type ReadRelease,
  type TrustStore,
} from '#trust';

export interface HeldFacts {
  readonly records: ReadonlyMap<DocumentId, DispatchRecord>;
  readonly threads: ReadonlyMap<ThreadId, ThreadRecord>;
  readonly recalls: ReadonlyMap<ThreadId, readonly RecallRecord[]>;
}

export interface ForwardFacts extends HeldFacts {
  readonly stopped: ReadonlySet<ThreadId>;
  readonly said: ReadonlyMap<DocumentId, Said>;
  readonly enclosed: ReadonlyMap<Document, readonly EnclosedDocuments[] | Error>;
  readonly opened: ReadonlyMap<Document, 'IN_ORDER' | Error>;
}

export interface InnerReleaseFacts extends HeldFacts {
  readonly releases: ReadonlyMap<Document, readonly ReadRelease[] | Error>;
  readonly said: ReadonlyMap<DocumentId, Said>;
}

export interface Held {
  readonly record: DispatchRecord;
  readonly thread: ThreadRecord;
}

export function heldIn(
  { records, threads }: HeldFacts,
  { document, documentSha256 }: Pick<ReadRelease, 'document' | 'documentSha256'>,
): Held | undefined {
  const record = records.get(document.id);
  if (record?.direction !== 'IN' || record.documentSha256 !== documentSha256) return undefined;
  const thread = threads.get(record.thread);
  return thread === undefined ? undefined : { record, thread };
}

/** True once the originator has recalled the document, even if this State has not complied yet. */
export const isTakenBack = ({ recalls }: HeldFacts, { record, thread }: Held): boolean =>
  takenBackIn(recalls.get(thread.id) ?? []).has(record.id);

export const handlingOf = (
  { recalls, said }: Pick<ForwardFacts, 'recalls' | 'said'>,
  { record, thread }: Held,
): Handling | Error | undefined =>
  handlingIn({ recalls: recalls.get(thread.id) ?? [], said: (id) => said.get(id) }, record.id);

export const knownDirectory =
  (trust: TrustStore) =>
  (state: StateCode): Directory | undefined => {
    if (state === trust.state) return trust.own();
    return trust.peers().peer(state) === undefined ? undefined : trust.directoryOf(state);
  };

async function loadHeld({ tx, cases }: Sources, ids: readonly DocumentId[]): Promise<HeldFacts> {
  const found = ids.length === 0 ? [] : await cases.dispatchesById(tx, ids);
  const came = [
    ...new Set(found.filter(({ direction }) => direction === 'IN').map((each) => each.thread)),
  ];
  const rows = came.length === 0 ? [] : await cases.threadsById(tx, came);
  const recalls =
    came.length === 0 ? new Map<ThreadId, RecallRecord[]>() : await cases.recalls.ofAll(tx, came);
  return {
    records: new Map(found.map((record) => [record.id, record])),
    threads: new Map(rows.map((thread) => [thread.id, thread])),
    recalls,
  };
}

export async function loadForwards(
  sources: Sources,
  items: readonly Item[],
): Promise<ForwardFacts> {
  const { tx, cases } = sources;
  const enclosed = new Map(items.map(({ document }) => [document, enclosedIn(document)] as const));
  const all = [...enclosed.values()].flatMap((each) => (each instanceof Error ? [] : each));
  const held = await loadHeld(
    sources,
    all.flatMap(({ document, consent }) =>
      consent === null ? [document.id] : [document.id, consent.document.id],
    ),
  );
  const threads = [...held.threads.keys()];
  const stopped = new Set((await cases.stops.open(tx, threads)).keys());
  const said = await saidOfHeld(
    sources,
    held,
    all.map(({ document }) => document.id),
  );
  const opened = new Map<Document, 'IN_ORDER' | Error>();
  for (const item of items) {
    const handlings = handlingsHeld({ ...held, said }, enclosed.get(item.document));
    if (handlings !== undefined)
      opened.set(item.document, await openedBy(sources, item, handlings));
  }
  return { ...held, stopped, said, enclosed, opened };
}

async function saidOfHeld(
  { tx, cases }: Sources,
  { records, threads, recalls }: HeldFacts,
  ids: readonly DocumentId[],
): Promise<ReadonlyMap<DocumentId, Said>> {
  const narrowings = [...recalls.values()].flatMap((each) => narrowingsIn(each, ids));
  const found =
    narrowings.length === 0
      ? []
      : await cases.dispatchesById(
          tx,
          narrowings.map(({ document }) => document),
        );
  return saidIn(cases, threads, [...found, ...ids.flatMap((id) => records.get(id) ?? [])]);
}

function handlingsHeld(
  facts: HeldFacts & Pick<ForwardFacts, 'said'>,
  enclosed: readonly EnclosedDocuments[] | Error | undefined,
): ReadonlyMap<Sha256, Handling> | undefined {
  if (enclosed === undefined || enclosed instanceof Error) return undefined;
  const handlings = new Map<Sha256, Handling>();
  for (const each of enclosed) {
    const held = heldIn(facts, each);
    const handling = held && handlingOf(facts, held);
    if (handling === undefined || handling instanceof Error) return undefined;
    handlings.set(each.documentSha256, handling);
  }
  return handlings;
}

const enclosedIn = (document: Document): readonly EnclosedDocuments[] | Error =>
  orError(() => (isKind(document, 'forward') ? enclosedDocuments(document) : []));

async function openedBy(
  { trust }: Sources,
  { document, at }: Item,
  handlings: ReadonlyMap<Sha256, Handling>,
): Promise<'IN_ORDER' | Error> {
  const own = trust.own();
  const judging = { forwarder: own, directoryOf: knownDirectory(trust), at: new Date(at) };
  return openedAs(async () => {
    if (isKind(document, 'forward')) await openEnclosed(document, judging, handlings);
  });
}

export async function openedAs(open: () => Promise<unknown>): Promise<'IN_ORDER' | Error> {
  try {
    await open();
    return 'IN_ORDER';
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return error;
  }
}

export async function loadInnerReleases(
  sources: Sources,
  items: readonly Item[],
): Promise<InnerReleaseFacts> {
  const releases = new Map(items.map(({ document }) => [document, releasesIn(document)] as const));
  const inside = [...releases.values()].flatMap((each) => (each instanceof Error ? [] : each));
  const { tx, cases } = sources;
  const ids = items.flatMap(({ document }) => releasedBy(document) ?? []);
  const released = ids.length === 0 ? [] : await cases.dispatchesById(tx, ids);
  const held = await loadHeld(
    sources,
    inside.map(({ document }) => document.id),
  );
  const said = new Map<DocumentId, Said>();
  for (const { document, thread } of items) {
    const record = released.find(({ id }) => id === releasedBy(document));
    if (record?.kind === 'forward') said.set(record.id, saidOf(cases, thread, record));
  }
  return { ...held, releases, said };
}

const releasedBy = (document: Document): DocumentId | undefined =>
  isKind(document, 'forward-consent') && document.body.outcome === 'GRANTED'
    ? document.body.item
    : undefined;

const releasesIn = (document: Document): readonly ReadRelease[] | Error =>
  orError(() => {
    const isGranted = isKind(document, 'forward-consent') && document.body.outcome === 'GRANTED';
    return isGranted ? enclosedReleases(document) : [];
  });

export function writeHandedOn({ tx, cases }: Sources, handedOn: readonly NewHandedOn[]): void {
  cases.releases.handOn(tx, handedOn);
}
