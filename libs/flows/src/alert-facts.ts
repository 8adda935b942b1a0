import type { Cases, NewAlert } from '#cases';
import type { Draft, Journal } from '#journal';
import type { Tx } from '#store';
import { recordEach, type RecordedEach } from './record-each.js';

/** Something that passed time led to: its entry, and what is shown with the thread. */
export interface Fact {
  readonly draft: Draft;
  readonly alert: Omit<NewAlert, 'at' | 'event'>;
}

/** Records each, and shows it with its thread. */
export async function recordFacts(
  cases: Pick<Cases, 'alerts'>,
  journal: Journal,
  tx: Tx,
  facts: readonly Fact[],
): Promise<RecordedEach<Fact>[]> {
  const recorded = await recordEach(journal, tx, facts, ({ draft }) => draft);
  cases.alerts.record(
    tx,
    recorded.map(({ item, event }) => ({ ...item.alert, at: event.at, event: event.id })),
  );
  return recorded;
}
