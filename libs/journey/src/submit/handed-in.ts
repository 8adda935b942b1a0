import { standsStillSql } from '#journal';
import { isQueuedSql } from '#mailbox';
import type { DocumentId, Sha256 } from '#kernel';
import type { Tx } from '#store';

/** State of a document, and of the log, at its submission. */
export interface HandedIn {
  /** Precisely this document was queued before. */
  readonly isQueued: boolean;
  /** The log has taken nothing for hours. */
  readonly standsStill: boolean;
}

/** One statement. Whatever is not told counts as a log that stands still. */
export async function handedIn(tx: Tx, id: DocumentId, documentSha256: Sha256): Promise<HandedIn> {
  const [row] = await tx.query<{ known: boolean; still: boolean }>(
    `select ${isQueuedSql} as known, ${standsStillSql} as still`,
    [id, documentSha256],
  );
  return { isQueued: row?.known === true, standsStill: row?.still !== false };
}
