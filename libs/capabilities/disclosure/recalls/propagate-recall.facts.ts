import { isKind, type DocumentId, type StageView, type ThreadId } from '#kernel';
import { orError, saidIn, type Said } from '#threads';
import type { Item, Sources } from '#capabilities/capability';
import type { Cases } from '#capabilities/cases';
import { answeredBy, narrowingsIn, type RecallFacts } from './recalls.facts.js';
import type { RecallRecord, PropagatedRecall } from './recalls.rows.js';
import type { HandedOn, HandedOnByOther, OwedByOther } from '../releases/releases.rows.js';
import type { Fate } from '#mailbox';
import { decodeDocument } from '#wire';

type RecallSources = Pick<Sources, 'tx' | 'cases' | 'mailbox'>;

export interface HandedOnFacts extends Pick<RecallFacts, 'recalls'> {
  readonly handedOn: readonly HandedOn[];
  readonly stages: ReadonlyMap<DocumentId, readonly StageView[]>;
  readonly fates: ReadonlyMap<DocumentId, Fate>;
  readonly propagated: ReadonlyMap<ThreadId, readonly PropagatedRecall[]>;
  readonly said: ReadonlyMap<DocumentId, Said>;
}

export interface ReadElsewhere extends Pick<HandedOnByOther, 'recall' | 'forward' | 'item'> {
  readonly words: { readonly forward: Said; readonly narrowings: readonly Said[] } | null;
}

export interface PropagateRecallFacts extends HandedOnFacts {
  readonly others: ReadonlyMap<DocumentId, readonly OwedByOther[]>;
  readonly elsewhere: readonly ReadElsewhere[];
}

const none: Omit<HandedOnFacts, 'recalls'> = {
  ...{ handedOn: [], stages: new Map(), fates: new Map(), propagated: new Map(), said: new Map() },
};

/** Loads this authority's forwards of the documents in received `recalls`. Includes recalls already sent to later receivers. */
export async function loadHandedOn(
  kept: RecallSources,
  recalls: readonly RecallRecord[],
): Promise<HandedOnFacts> {
  const { tx, cases, mailbox } = kept;
  const came = recalls.filter(({ direction }) => direction === 'IN');
  const items = came.flatMap((each) => each.items);
  const handedOn: HandedOn[] = [];
  if (items.length > 0)
    for await (const some of cases.releases.handedOn(tx, items)) handedOn.push(...some);
  if (handedOn.length === 0) return { ...none, recalls: new Map() };
  const forwards = handedOn.map(({ forward }) => forward);
  const threads = handedOn.map(({ thread }) => thread);
  const narrowings = came.filter(({ act }) => act === 'NARROW');
  return {
    handedOn,
    stages: await mailbox.progress.stages(tx, forwards),
    fates: await mailbox.outbox.fates(tx, forwards),
    propagated: await cases.recalls.propagatedIn(tx, threads),
    ...(narrowings.length === 0
      ? { recalls: new Map(), said: new Map() }
      : await loadWords(kept, [...narrowings.flatMap((each) => each.items), ...forwards])),
  };
}

async function loadWords(
  { tx, cases }: RecallSources,
  ids: readonly DocumentId[],
): Promise<Pick<HandedOnFacts, 'recalls' | 'said'>> {
  const records = await cases.dispatchesById(tx, ids);
  const places = [...new Set(records.map(({ thread }) => thread))];
  const there = await cases.threadsById(tx, places);
  const threads = new Map(
    there.flatMap((thread) => (cases.isErased(thread.id, thread) ? [] : [[thread.id, thread]])),
  );
  const recalls = await cases.recalls.ofAll(tx, places);
  const narrowings = [...recalls.values()].flatMap((each) => narrowingsIn(each, ids));
  const words = await cases.dispatchesById(
    tx,
    narrowings.map(({ document }) => document),
  );
  const said = saidIn(cases, threads, [
    ...records.filter(({ withdrawnFromUse }) => !withdrawnFromUse),
    ...words,
  ]);
  return { recalls, said };
}

export async function loadPropagateRecall(
  kept: RecallSources,
  items: readonly Item[],
): Promise<PropagateRecallFacts> {
  const { tx, cases } = kept;
  const complied = items.filter(
    ({ document }) => isKind(document, 'recall-answer') && document.body.outcome === 'COMPLIED',
  );
  const threads = complied.map(({ thread }) => thread.id);
  const recalls = threads.length === 0 ? new Map() : await cases.recalls.ofAll(tx, threads);
  const answered = complied.flatMap((item) => answeredBy({ recalls }, item) ?? []);
  const own = await loadHandedOn(kept, answered);
  const ids = answered.map(({ document }) => document);
  const owed = ids.length === 0 ? [] : await cases.releases.owedByOthers(tx, ids);
  const others = new Map(
    ids.map((id): [DocumentId, OwedByOther[]] => [id, owed.filter((each) => each.recall === id)]),
  );
  const named = answered.filter(({ document }) => others.get(document)?.length !== 0);
  const theirs = await loadElsewhere(kept, named);
  return {
    ...own,
    ...{ others, elsewhere: theirs.elsewhere },
    recalls: new Map([...recalls, ...own.recalls, ...theirs.recalls]),
    said: new Map([...own.said, ...theirs.said]),
  };
}

async function loadElsewhere(
  kept: RecallSources,
  recalls: readonly RecallRecord[],
): Promise<Pick<PropagateRecallFacts, 'elsewhere' | 'recalls' | 'said'>> {
  const { tx, cases } = kept;
  const rows =
    recalls.length === 0
      ? []
      : await cases.releases.narrowedByOthers(
          tx,
          recalls.map(({ document }) => document),
        );
  if (rows.length === 0) return { elsewhere: [], recalls: new Map(), said: new Map() };
  const words = await loadWords(
    kept,
    rows.map(({ item }) => item),
  );
  const elsewhere = rows.map((row) => ({
    ...{ recall: row.recall, forward: row.forward, item: row.item },
    words: cases.isErased(row.id, row) ? null : wordsThere(cases, row),
  }));
  return { elsewhere, ...words };
}

function wordsThere(cases: Cases, row: HandedOnByOther): ReadElsewhere['words'] {
  const said = (id: DocumentId, content: Buffer): Said =>
    orError(() =>
      decodeDocument(
        cases.content({ ...row, onRoster: true }, { id, content, withdrawnFromUse: false })
          .document,
      ),
    );
  return {
    forward: said(row.forward, row.content),
    narrowings: row.narrowed.flatMap((content, i) => {
      const id = row.narrowings[i];
      return id === undefined ? [] : [said(id, content)];
    }),
  };
}
