import type { Cases, ThreadRecord } from '#cases';
import {
  openDisclosure,
  parseLeaf,
  type Disclosure,
  type Journal,
  type KeptDisclosure,
  type Recorded,
} from '#journal';
import type { EventId } from '#model';
import type { Tx } from '#store';

const label = (event: EventId, digest: string): string => `disclosure:${event}:${digest}`;

/** An event of a case as recorded; undefined stands for one that was not. */
export interface RecordedOf {
  readonly thread: ThreadRecord;
  readonly event: Recorded | undefined;
}

/**
 * Keeps what the digests of leaves stand for (case, actor) under the key of their thread, in the transaction of the
 * events: erasing that key erases them too, and the leaves still verify.
 */
export async function keepDisclosures(
  tx: Tx,
  journal: Journal,
  cases: Cases,
  recorded: readonly RecordedOf[],
): Promise<void> {
  const kept: KeptDisclosure[] = [];
  for (const { thread, event } of recorded)
    for (const { digest, encoded } of event?.disclosures ?? []) {
      if (event === undefined) continue;
      const name = label(event.id, digest);
      const content = cases.protect(thread, name, Buffer.from(encoded, 'ascii'));
      kept.push({ event: event.id, digest, content });
    }
  await journal.storeDisclosures(tx, kept);
}

/**
 * Opens the digests of a leaf of this thread again.
 * @throws CasesError CONTENT_ERASED; JournalError LEAF_INVALID for a disclosure that is not one of the leaf's
 */
export async function readDisclosures(
  tx: Tx,
  journal: Journal,
  cases: Cases,
  thread: ThreadRecord,
  leaf: Uint8Array,
): Promise<Disclosure[]> {
  const { id, sd } = parseLeaf(leaf);
  const kept = await journal.disclosures(tx, id);
  return kept.map(({ digest, content }) => {
    const bytes = cases.reveal(thread, label(id, digest), content);
    return openDisclosure(Buffer.from(bytes).toString('ascii'), sd);
  });
}
