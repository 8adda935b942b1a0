import { compartmentOf, isKind, type Document, type DocumentId } from '#kernel';
import type { Cases } from '#capabilities/cases';
import type { Item, Sources } from '#capabilities/capability';
import type { Tx } from '#store';
import { soughtIn } from './sought.model.js';
import type { Asker, HashedMatchKeys, MatchingThread } from './deconfliction.rows.js';

interface Compared {
  readonly request: Document<'request'>;
  readonly matchKeys: HashedMatchKeys;
}

interface ComparedWith extends Compared {
  readonly like: readonly MatchingThread[];
}

export interface DuplicateFacts {
  readonly compared: ReadonlyMap<DocumentId, ComparedWith>;
}

export interface NewTelling {
  readonly asker: Asker;
  readonly matchKeys: HashedMatchKeys;
}

export function comparedBy(cases: Cases, document: Document): Compared | undefined {
  if (!isKind(document, 'request')) return undefined;
  const compartment = compartmentOf(document.body.requestType);
  if (compartment !== 'ENFORCEMENT') return undefined;
  const matchKeys = cases.deconfliction.hashed({ compartment }, soughtIn(document));
  return matchKeys.tokens.length === 0 ? undefined : { request: document, matchKeys };
}

export const unerased = (cases: Cases, found: readonly MatchingThread[]): MatchingThread[] =>
  found.filter((row) => !cases.isErased(row.id, row));

export async function standing(
  { tx, cases }: { readonly tx: Tx; readonly cases: Cases },
  asker: Asker,
  matchKeys: HashedMatchKeys,
  request?: Document<'request'>,
): Promise<MatchingThread[]> {
  const found = await cases.deconfliction.find(tx, asker, matchKeys, request?.body.broadcast?.id);
  return unerased(cases, found);
}

export async function loadDuplicates(
  { tx, cases }: Pick<Sources, 'tx' | 'cases'>,
  items: readonly Item[],
): Promise<DuplicateFacts> {
  const compared = new Map<DocumentId, ComparedWith>();
  for (const { document, session, deconflictionResult } of items) {
    const by = session && comparedBy(cases, document);
    if (session === undefined || by === undefined) continue;
    // Own requests of the same broadcast are no duplicates.
    const seen = by.request.body.broadcast === undefined ? deconflictionResult?.there : undefined;
    const like = seen ?? (await standing({ tx, cases }, session, by.matchKeys, by.request));
    compared.set(document.id, { ...by, like });
  }
  return { compared };
}

export async function writeTellings(
  { tx, cases }: Pick<Sources, 'tx' | 'cases'>,
  tellings: readonly NewTelling[],
): Promise<void> {
  for (const { asker, matchKeys } of tellings) await cases.deconfliction.tell(tx, asker, matchKeys);
}
