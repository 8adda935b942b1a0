import { isKind, isOpening, timestamp, type AuthorityId } from '#kernel';
import type { Item, Sources } from '#capabilities/capability';
import type { CopyRecords, NewCopy } from './copies.rows.js';

/** Facts by which is decided what the contact point of this State is shown. */
export interface CopyFacts {
  /** Of documents that opened threads, and of corrected ones. */
  readonly copies: CopyRecords;
  /** Undefined where none is named now. */
  readonly contactPoint: AuthorityId | undefined;
}

/** One statement; none where all open threads. */
export async function loadCopies(
  { tx, cases, trust }: Pick<Sources, 'tx' | 'cases' | 'trust'>,
  items: readonly Item[],
): Promise<CopyFacts> {
  const before = items.flatMap(({ document, thread }) => [
    // What opens a thread has no copy before its own.
    ...(isOpening(document) ? [] : [thread.id]),
    ...(isKind(document, 'correction') ? [document.body.item] : []),
  ]);
  const copies = await cases.copies.ofAll(tx, before);
  return { copies, contactPoint: trust.own().contactPoint(timestamp(new Date())) };
}

/** One statement. */
export function writeCopies(
  { tx, cases }: Pick<Sources, 'tx' | 'cases'>,
  copies: readonly NewCopy[],
): void {
  cases.copies.file(tx, copies);
}
