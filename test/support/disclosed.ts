import { readDisclosures } from '#threads';
import type { ThreadId } from '#kernel';
import { parseLeaf, timeline } from '#journal';
import type { TestGateway } from './gateway.js';

/** An event of a thread with its disclosures opened. */
export interface OpenedLeaf {
  readonly typ: string;
  /** How many values its leaf holds only digests of. */
  readonly digests: number;
  readonly values: Readonly<Record<string, unknown>>;
}

/** What the digests of the leaves about a thread stand for, opened by the one service that may read them. */
export async function disclosed(gateway: TestGateway, thread: ThreadId): Promise<OpenedLeaf[]> {
  const { store, cases, journal } = await gateway.parts('sealer');
  return store.transaction({ step: 'disclosed' }, async (tx) => {
    const [record] = await cases.threadsById(tx, [thread]);
    if (record === undefined) throw new Error('no thread');
    const opened: OpenedLeaf[] = [];
    for (const { typ, leaf } of await timeline(tx, thread, { limit: 1_000, after: null })) {
      const found = await readDisclosures(tx, journal, cases, { thread: record, leaf });
      const values = found.map(({ name, value }) => [name, value] as const);
      opened.push({
        typ,
        digests: parseLeaf(leaf).sd.length,
        values: Object.fromEntries(values),
      });
    }
    return opened;
  });
}
