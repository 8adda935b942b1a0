import { compartmentOf, isKind, type Document, type DocumentId } from '#kernel';
import type { Cases } from '#capabilities/cases';
import type { Item, Sources } from '#capabilities/capability';
import type { Tx } from '#store';
import { soughtIn } from './sought.model.js';
import type { Asker, HashedMarks, LikeThread } from './likeness.rows.js';

/** By what a request is compared with others. */
interface Compared {
  readonly request: Document<'request'>;
  readonly marks: HashedMarks;
}

/** A request, and what is like it. */
interface ComparedWith extends Compared {
  /** Threads of the own authority about the same that stand, also those that its officer may not read. */
  readonly like: readonly LikeThread[];
}

/** Facts by which a request is judged beside others; nothing of those of which nobody looks for duplicates. */
export interface DuplicateFacts {
  readonly compared: ReadonlyMap<DocumentId, ComparedWith>;
}

/** Desks that are told of a request before which nobody looked. */
export interface NewTelling {
  readonly asker: Asker;
  readonly marks: HashedMarks;
}

/** By what a document is compared with others; undefined for what is no such request. Pure. */
export function comparedBy(cases: Cases, document: Document): Compared | undefined {
  if (!isKind(document, 'request')) return undefined;
  const compartment = compartmentOf(document.body.requestType);
  if (compartment !== 'ENFORCEMENT') return undefined;
  const marks = cases.likeness.hashed({ compartment }, soughtIn(document));
  return marks.tokens.length === 0 ? undefined : { request: document, marks };
}

/** Threads of these that are not erased, also where an older database does not know it. */
export const unerased = (cases: Cases, found: readonly LikeThread[]): LikeThread[] =>
  found.filter((row) => !cases.isErased(row.id, row));

/** Threads about the same of the asker's authority that are not erased. One statement. */
export async function standing(
  { tx, cases }: { readonly tx: Tx; readonly cases: Cases },
  asker: Asker,
  marks: HashedMarks,
  request?: Document<'request'>,
): Promise<LikeThread[]> {
  const found = await cases.likeness.find(tx, asker, marks, request?.body.broadcast?.id);
  return unerased(cases, found);
}

/** One statement for each request that an officer hands in, one at a time; none where its officer was just told. */
export async function loadDuplicates(
  { tx, cases }: Pick<Sources, 'tx' | 'cases'>,
  items: readonly Item[],
): Promise<DuplicateFacts> {
  const compared = new Map<DocumentId, ComparedWith>();
  for (const { document, session, told } of items) {
    const by = session && comparedBy(cases, document);
    if (session === undefined || by === undefined) continue;
    // Of a broadcast, the officer's own requests to the others are none.
    const seen = by.request.body.broadcast === undefined ? told?.there : undefined;
    const like = seen ?? (await standing({ tx, cases }, session, by.marks, by.request));
    compared.set(document.id, { ...by, like });
  }
  return { compared };
}

/** One statement for each that is told. */
export async function writeTellings(
  { tx, cases }: Pick<Sources, 'tx' | 'cases'>,
  tellings: readonly NewTelling[],
): Promise<void> {
  for (const { asker, marks } of tellings) await cases.likeness.tell(tx, asker, marks);
}
