import { isKind, type DocumentId, type Handling, type ThreadId } from '#kernel';
import { narrowedBy, narrowedOn, type Narrowing } from '../handling/narrowing.model.js';
import { recalling } from './recalling.model.js';
import {
  type DispatchHead,
  type DispatchRecord,
  type ThreadRecord,
  saidOf,
  type Said,
} from '#threads';
import type { NewRecall, NewRecallAnswer, NewWithdrawal, RecallRecord } from './recalls.rows.js';
import type { Item, Sources } from '#capabilities/capability';

export interface RecallFacts {
  readonly recalls: ReadonlyMap<ThreadId, readonly RecallRecord[]>;
  readonly records: ReadonlyMap<DocumentId, DispatchHead>;
  readonly said: ReadonlyMap<DocumentId, Said>;
}

export interface RecallEffect {
  readonly filed: NewRecall;
  readonly withdrawn: NewWithdrawal;
}

export interface RecallAnswerEffect {
  readonly answered: NewRecallAnswer;
  readonly withdrawn: NewWithdrawal;
}

export const answeredBy = (
  { recalls }: Pick<RecallFacts, 'recalls'>,
  { document, thread }: Pick<Item, 'document' | 'thread'>,
): RecallRecord | undefined =>
  recalls.get(thread.id)?.find((each) => each.document === document.inReplyTo);

export const narrowingsIn = (
  recalls: readonly RecallRecord[],
  items: readonly DocumentId[],
): RecallRecord[] =>
  recalls.filter(
    ({ act, items: named }) => act === 'NARROW' && named.some((id) => items.includes(id)),
  );

interface Named {
  readonly items: readonly DocumentId[];
  readonly read: readonly DocumentId[];
}

function namedBy(item: Item, recalls: RecallFacts['recalls']): Named {
  const about = recalling(item.document);
  if (about === null) return { items: answeredBy({ recalls }, item)?.items ?? [], read: [] };
  if (about.handling === null) return { items: about.items, read: [] };
  const before = narrowingsIn(recalls.get(item.thread.id) ?? [], about.items);
  return { items: about.items, read: [...about.items, ...before.map(({ document }) => document)] };
}

export async function loadRecalls(
  { tx, cases }: Sources,
  items: readonly Item[],
): Promise<RecallFacts> {
  const recalls = await cases.recalls.ofAll(
    tx,
    items.map(({ thread }) => thread.id),
  );
  const named = items.map((item) => ({ item, ...namedBy(item, recalls) }));
  const found = await cases.dispatchesById(
    tx,
    named.flatMap((each) => [...each.items, ...each.read]),
  );
  const records = new Map(found.map((record) => [record.id, record]));
  const said = new Map<DocumentId, Said>();
  for (const { item, read } of named) {
    if (!isKind(item.document, 'recall')) continue;
    for (const id of read) {
      const record = records.get(id);
      if (said.has(id)) continue;
      if (record?.thread === item.thread.id) said.set(id, saidOf(cases, item.thread, record));
    }
  }
  return { recalls, records, said };
}

export function writeRecalls({ tx, cases }: Sources, effects: readonly RecallEffect[]): void {
  cases.recalls.file(
    tx,
    effects.map(({ filed }) => filed),
  );
  cases.recalls.withdraw(
    tx,
    effects.map(({ withdrawn }) => withdrawn),
  );
}

export async function writeRecallAnswers(
  { tx, cases }: Sources,
  effects: readonly RecallAnswerEffect[],
): Promise<void> {
  await cases.recalls.answer(
    tx,
    effects.map(({ answered }) => answered),
  );
  cases.recalls.withdraw(
    tx,
    effects.map(({ withdrawn }) => withdrawn),
  );
}

/**
 * Selects which narrowings of a document count. `arrived`: neither blocked nor rejected; `complied`: also answered with
 * COMPLIED.
 */
export type Counting = 'all' | 'arrived' | 'complied';

const counts = (
  { arrived, outcome }: Pick<RecallRecord, 'arrived' | 'outcome'>,
  counting: Counting,
): boolean => counting === 'all' || (arrived && (counting === 'arrived' || outcome === 'COMPLIED'));

export interface Narrowed {
  readonly recalls: readonly RecallRecord[];
  readonly said: (id: DocumentId) => Said | undefined;
}

export function narrowingIn(
  { recalls, said }: Narrowed,
  id: DocumentId,
  counting: Counting = 'all',
): Narrowing | Error | undefined {
  let together: Narrowing | undefined;
  for (const each of narrowingsIn(recalls, [id])) {
    const words = counts(each, counting) ? said(each.document) : undefined;
    if (words instanceof Error) return words;
    const handling = words && recalling(words)?.handling;
    if (handling) together = narrowedOn(together, handling);
  }
  return together;
}

export function handlingIn(
  narrowed: Narrowed,
  id: DocumentId,
  counting: Counting = 'all',
): Handling | Error | undefined {
  const narrowing = narrowingIn(narrowed, id, counting);
  if (narrowing instanceof Error) return narrowing;
  const words = narrowed.said(id);
  if (words === undefined || words instanceof Error) return words;
  return narrowing === undefined ? words.handling : narrowedBy(words.handling, narrowing);
}

type CaseSources = Pick<Sources, 'tx' | 'cases'>;

export async function handlingsOf(
  kept: CaseSources,
  thread: ThreadRecord,
  items: readonly DispatchRecord[],
  counting: Counting = 'all',
): Promise<ReadonlyMap<DocumentId, Handling>> {
  const narrowed = await narrowedOf(kept, thread, items);
  const handlings = new Map<DocumentId, Handling>();
  for (const { id } of items) {
    const handling = handlingIn(narrowed, id, counting);
    if (handling instanceof Error) throw handling;
    if (handling !== undefined) handlings.set(id, handling);
  }
  return handlings;
}

export async function narrowingsOf(
  kept: CaseSources,
  thread: ThreadRecord,
  items: readonly DispatchRecord[],
): Promise<ReadonlyMap<DocumentId, Narrowing>> {
  const narrowed = await narrowedOf(kept, thread, items);
  const narrowings = new Map<DocumentId, Narrowing>();
  for (const { id } of items) {
    const narrowing = narrowingIn(narrowed, id);
    if (narrowing instanceof Error) throw narrowing;
    if (narrowing !== undefined) narrowings.set(id, narrowing);
  }
  return narrowings;
}

async function narrowedOf(
  { tx, cases }: CaseSources,
  thread: ThreadRecord,
  items: readonly DispatchRecord[],
): Promise<Narrowed> {
  const recalls = await cases.recalls.recallsOf(tx, thread.id);
  const narrowings = narrowingsIn(
    recalls,
    items.map(({ id }) => id),
  );
  const records = await cases.dispatchesById(
    tx,
    narrowings.map(({ document }) => document),
  );
  const all = new Map([...records, ...items].map((record) => [record.id, record]));
  const read = new Map<DocumentId, Said>();
  return {
    recalls,
    said: (id) => {
      const record = all.get(id);
      if (record === undefined) return undefined;
      const said = read.get(id) ?? saidOf(cases, thread, record);
      read.set(id, said);
      return said;
    },
  };
}
