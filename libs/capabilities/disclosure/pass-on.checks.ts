import {
  isKind,
  isSettled,
  looserMember,
  refusalIn,
  type Document,
  type DocumentId,
  type Handling,
  type ThreadId,
} from '#kernel';
import { narrowedBy, narrowedOn, type Narrowing } from './narrowing.model.js';
import { recalling, type RecallAct, type RecallOutcome } from './recalling.model.js';
import type { Cases } from '#capabilities/cases';
import type { HandedOn, HandedOnByOther } from './releases.rows.js';
import type { RecallRecord, ToldRecall } from './recalls.rows.js';
import { type ThreadRecord, ExchangeError } from '#threads';
import { handlingsOf, type Counting } from './recalls.facts.js';
import type { Mailbox } from '#mailbox';
import type { Tx } from '#store';
import { decodeDocument } from '#wire';

interface Kept {
  readonly cases: Cases;
  readonly mailbox: Mailbox;
}

/** What tells the next holder at least as much. A narrowing is told by its handling, whatever it is called. */
const enough: Readonly<Record<RecallAct, readonly RecallAct[]>> = {
  RECALL: ['RECALL'],
  NARROW: ['RECALL'],
  CORRECT: ['RECALL', 'CORRECT'],
};

/**
 * A recall, narrowing or correction reaches every holder: whoever has handed the document on tells the next one in the
 * thread of the forward, by a recall, narrowing or correction of that, and tells the originator that it has complied only
 * once each next one has said so. Each of them holds to the same, so a COMPLIED speaks for everybody behind it.
 * That it cannot, it may always say: the next holder may be no neighbour any more. Nothing is refused for a document of another
 * kind. @throws ExchangeError RECALL_NOT_PASSED_ON naming the threads
 */
export async function requirePassedOn(
  { cases, mailbox }: Kept,
  tx: Tx,
  thread: ThreadRecord,
  document: Document,
): Promise<void> {
  if (!isKind(document, 'recall-answer') || document.body.outcome !== 'COMPLIED') return;
  const recalls = await cases.recalls.of(tx, thread.id);
  const recall = recalls.find((each) => each.document === document.inReplyTo);
  if (recall === undefined) return;
  const { owed, told } = await passedOn({ cases, mailbox }, tx, recall);
  const others = await cases.releases.owedByOthers(tx, recall.document);
  const strict = others.length === 0 ? new Set() : await asStrictElsewhere(cases, tx, recall);
  const lax = others.filter(({ forward }) => !strict.has(forward));
  const waited = told.filter(({ outcome }) => outcome !== 'COMPLIED');
  const where = [
    ...owed.map((each) => each.thread),
    ...waited.map((each) => `${each.peer} in ${each.thread} ${wordOf(each.outcome)}`),
    ...new Set(lax.map(({ authority }) => `handed on by ${authority}`)),
  ];
  if (where.length > 0) throw new ExchangeError('RECALL_NOT_PASSED_ON', where.join(', '));
}

const wordOf = (outcome: RecallOutcome | null): string =>
  outcome === null ? 'has not answered' : 'cannot comply';

/** Without the forwards that their receiver refused, other than because it has them or has had them, or that never left. */
async function stillHeld<T extends { readonly forward: DocumentId }>(
  mailbox: Mailbox,
  tx: Tx,
  forwards: readonly T[],
): Promise<T[]> {
  if (forwards.length === 0) return [];
  const held: T[] = [];
  const stages = await mailbox.progress.stages(
    tx,
    forwards.map(({ forward }) => forward),
  );
  for (const each of forwards) {
    const refusal = refusalIn(stages.get(each.forward) ?? []);
    if (refusal !== undefined && !isSettled(refusal.code)) continue;
    const fate = await mailbox.outbox.fate(tx, each.forward);
    if (fate?.state !== 'VOID' || fate.sealedAt !== null) held.push(each);
  }
  return held;
}

async function* stillHandedOn(
  { cases, mailbox }: Kept,
  tx: Tx,
  items: readonly DocumentId[],
): AsyncGenerator<HandedOn> {
  for await (const some of cases.releases.handedOn(tx, items))
    yield* await stillHeld(mailbox, tx, some);
}

/** A forward whose holder has been told of a recall, and what it has said. */
export interface Told extends HandedOn {
  readonly recall: DocumentId;
  readonly answer: DocumentId | null;
  readonly outcome: RecallOutcome | null;
}

export interface PassedOn {
  /** Whose holder has not been told. */
  readonly owed: readonly HandedOn[];
  readonly told: readonly Told[];
}

/** Forwards of what a recall names, and releases of it that were handed on, by the reader's own desk. */
export async function passedOn(
  { cases, mailbox }: Kept,
  tx: Tx,
  recall: RecallRecord,
): Promise<PassedOn> {
  const { act, items, direction, filedAt } = recall;
  const owed: HandedOn[] = [];
  const told: Told[] = [];
  if (direction === 'OUT') return { owed, told };
  for await (const handed of stillHandedOn({ cases, mailbox }, tx, items)) {
    const about = (await cases.recalls.toldIn(tx, handed.thread)).filter((each) =>
      each.items.includes(handed.forward),
    );
    const said = about.filter(
      (each) =>
        enough[act].includes(each.act) && (each.act === 'RECALL' || each.filedAt >= filedAt),
    );
    const strict =
      said.length === 0 && act === 'NARROW' && (await isAsStrict(cases, tx, recall, handed));
    const best = strict
      ? await narrowedLast({ cases, recall, handed }, tx, about)
      : (said.find(({ outcome }) => outcome === 'COMPLIED') ?? said.at(-1));
    if (best === undefined && !strict) owed.push(handed);
    if (best !== undefined) told.push({ ...handed, ...answerTo(best) });
  }
  return { owed, told };
}

interface NarrowedForward {
  readonly cases: Cases;
  readonly recall: RecallRecord;
  readonly handed: HandedOn;
}

/**
 * The narrowing by whose answer a strict forward is judged: the last, which says it all. Where a mark is needed that only one
 * without a COMPLIED has set, that one.
 */
async function narrowedLast(
  { cases, recall, handed }: NarrowedForward,
  tx: Tx,
  about: readonly ToldRecall[],
): Promise<ToldRecall | undefined> {
  const narrowings = about.filter(({ act }) => act === 'NARROW');
  const last = narrowings.at(-1);
  const open = narrowings.filter(({ outcome }) => outcome !== 'COMPLIED').at(-1);
  if (open === undefined || last?.outcome !== 'COMPLIED') return last;
  return (await isAsStrict(cases, tx, recall, handed, 'complied')) ? last : open;
}

const answerTo = ({ document, answer, outcome }: ToldRecall) => ({
  recall: document,
  answer,
  outcome,
});

/** Whether a forward is handled by now as strictly as the narrowed document that it encloses. */
async function isAsStrict(
  cases: Cases,
  tx: Tx,
  { thread: narrowed }: RecallRecord,
  { item, forward, thread }: HandedOn,
  counting: Counting = 'arrived',
): Promise<boolean> {
  const least = await handlingNow(cases, tx, narrowed, item);
  const handling = await handlingNow(cases, tx, thread, forward, counting);
  return least === undefined || (handling !== undefined && !looserMember(least, handling));
}

/** Forwards by other desks that are handled by now as strictly as all that they enclose of a narrowing: `isAsStrict` of those. */
async function asStrictElsewhere(
  cases: Cases,
  tx: Tx,
  { document, thread: narrowed }: RecallRecord,
): Promise<ReadonlySet<DocumentId>> {
  const rows = await cases.releases.narrowedByOthers(tx, document);
  const lax = new Set<DocumentId>();
  for (const row of rows) {
    const least = await handlingNow(cases, tx, narrowed, row.item);
    const strict =
      least === undefined ||
      (!cases.isErased(row.id, row) &&
        looserMember(least, handlingThere(cases, row)) === undefined);
    if (!strict) lax.add(row.forward);
  }
  return new Set(rows.map(({ forward }) => forward).filter((each) => !lax.has(each)));
}

/** Whoever asks need not be on that roster: nothing of it is shown. */
function handlingThere(cases: Cases, row: HandedOnByOther): Handling {
  const said = (id: DocumentId, content: Buffer): Document =>
    decodeDocument(
      cases.content({ ...row, onRoster: true }, { id, content, withheld: false }).document,
    );
  const { handling } = said(row.forward, row.content);
  let together: Narrowing | undefined;
  for (const [i, content] of row.narrowed.entries()) {
    const id = row.narrowings[i];
    const narrowing = id && recalling(said(id, content))?.handling;
    if (narrowing) together = narrowedOn(together, narrowing);
  }
  return together === undefined ? handling : narrowedBy(handling, together);
}

/**
 * As both States know it: what we have narrowed and the other has not heard of binds nobody there. Undefined of what nobody reads any
 * more.
 */
async function handlingNow(
  cases: Cases,
  tx: Tx,
  of: ThreadId,
  id: DocumentId,
  counting: Counting = 'arrived',
): Promise<Handling | undefined> {
  const thread = await cases.find(tx, of);
  const [record] = await cases.dispatchesById(tx, [id]);
  if (thread === undefined || record === undefined || record.withheld) return undefined;
  if (cases.isErased(thread.id, thread)) return undefined;
  return (await handlingsOf({ cases, tx }, thread, [record], counting)).get(id);
}
