import type { CaseFiles } from './case-files.js';
import type { ThreadRecord } from './rows.js';
import type { EventId } from '#kernel';
import {
  openDisclosure,
  parseLeaf,
  type Disclosure,
  type Draft,
  type Journal,
  type Recorded,
} from '#journal';
import type { Tx } from '#store';

export const disclosureLabel = (event: EventId, digest: string): string =>
  `disclosure:${event}:${digest}`;

export interface Entry {
  readonly draft: Draft;
  readonly thread?: ThreadRecord | undefined;
}

/**
 * Logs events and stores their salted values, encrypted with the thread key. Destroying the thread key erases these values;
 * the leaves still verify. @throws ThreadsError CONTENT_ERASED
 */
export function recordDisclosed(
  tx: Tx,
  journal: Journal,
  cases: CaseFiles,
  entries: readonly Entry[],
): Promise<Recorded[]> {
  return journal.recordAll(
    tx,
    entries.map(({ draft }) => draft),
    (place, event, { digest, encoded }) => {
      const thread = entries[place]?.thread;
      if (thread === undefined) return undefined;
      return cases.protect(thread, disclosureLabel(event, digest), Buffer.from(encoded, 'ascii'));
    },
  );
}

export async function readDisclosures(
  tx: Tx,
  journal: Journal,
  cases: CaseFiles,
  { thread, leaf }: { readonly thread: ThreadRecord; readonly leaf: Uint8Array },
): Promise<Disclosure[]> {
  const { id, sd } = parseLeaf(leaf);
  const kept = await journal.disclosures(tx, id);
  return kept.map(({ digest, content }) => {
    const bytes = cases.reveal(thread, disclosureLabel(id, digest), content);
    return openDisclosure(Buffer.from(bytes).toString('ascii'), sd);
  });
}

export async function readDisclosuresOf(
  tx: Tx,
  journal: Journal,
  cases: CaseFiles,
  { thread, leaves }: { readonly thread: ThreadRecord; readonly leaves: readonly Uint8Array[] },
): Promise<ReadonlyMap<Uint8Array, readonly Disclosure[]>> {
  const read = leaves.map((leaf) => ({ leaf, ...parseLeaf(leaf) }));
  const kept = await journal.disclosuresOf(
    tx,
    read.map(({ id }) => id),
  );
  return new Map(
    read.map(({ leaf, id, sd }) => {
      const own = kept.filter(({ event }) => event === id);
      const opened = own.map(({ digest, content }) => {
        const bytes = cases.reveal(thread, disclosureLabel(id, digest), content);
        return openDisclosure(Buffer.from(bytes).toString('ascii'), sd);
      });
      return [leaf, opened] as const;
    }),
  );
}
