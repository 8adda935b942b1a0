import { isCoded, timestamp, type CodedError, type DocumentId, type DocumentKind } from '#kernel';
import { type DispatchRecord, type ThreadRecord, saidOf } from '#threads';
import { onceFiled } from '../capabilities.js';
import type { Sources } from '#capabilities/capability';
import { isAsked, judgeAll } from '../run-capabilities.js';
import { StoreError } from '#store';

interface Queued {
  readonly threads: readonly ThreadRecord[];
  readonly dispatches: readonly DispatchRecord[];
}

const isJudgedAgain = (kind: DocumentKind): boolean => isAsked(onceFiled, kind, 'SEALING');

/**
 * Refusals of queued documents that may not leave any more: recalled, narrowed, stopped, or without a standing release or
 * consent.
 */
export async function onwardFlaws(
  sources: Sources,
  { threads, dispatches }: Queued,
  at: Date,
): Promise<ReadonlyMap<DocumentId, CodedError>> {
  const { cases } = sources;
  const flaws = new Map<DocumentId, CodedError>();
  const again = dispatches.flatMap((record) => {
    const thread = threads.find(({ id }) => id === record.thread);
    // Without its thread it is refused as it is verified.
    if (thread === undefined || !isJudgedAgain(record.kind)) return [];
    return [{ id: record.id, thread, document: saidOf(cases, thread, record) }];
  });
  const queued = again.flatMap(({ id, thread, document }) => {
    if (!(document instanceof Error))
      return [{ id, item: { document, thread, direction: 'OUT', at: timestamp(at) } as const }];
    flaws.set(id, flawOf(document));
    return [];
  });
  const items = queued.map(({ item }) => item);
  const refused = await judgeAll(onceFiled, sources, items, 'SEALING');
  for (const { id, item } of queued) {
    const refusal = refused.get(item);
    if (refusal !== undefined) flaws.set(id, flawOf(refusal));
  }
  return flaws;
}

/** An error that is no judgement ends the batch. */
function flawOf(error: unknown): CodedError {
  if (!isCoded(error) || error.action === 'retry' || error instanceof StoreError) throw error;
  return error;
}
