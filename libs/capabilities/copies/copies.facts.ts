import { isKind, isOpening, timestamp, type AuthorityId } from '#kernel';
import type { Item, Sources } from '#capabilities/capability';
import type { CopyRecords, NewCopy } from './copies.rows.js';

export interface CopyFacts {
  readonly copies: CopyRecords;
  readonly contactPoint: AuthorityId | undefined;
}

export async function loadCopies(
  { tx, cases, trust }: Pick<Sources, 'tx' | 'cases' | 'trust'>,
  items: readonly Item[],
): Promise<CopyFacts> {
  const before = items.flatMap(({ document, thread }) => [
    // An opening document has no earlier copy.
    ...(isOpening(document) ? [] : [thread.id]),
    ...(isKind(document, 'correction') ? [document.body.item] : []),
  ]);
  const copies = await cases.copies.ofAll(tx, before);
  return { copies, contactPoint: trust.own().contactPoint(timestamp(new Date())) };
}

export function writeCopies(
  { tx, cases }: Pick<Sources, 'tx' | 'cases'>,
  copies: readonly NewCopy[],
): void {
  cases.copies.file(tx, copies);
}
