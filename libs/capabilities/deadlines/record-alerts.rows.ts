import type { Cases } from '#capabilities/cases';
import type { NewAlert } from './alerts.rows.js';
import { type ThreadRecord, recordDisclosed, withEvents } from '#threads';
import type { Draft, Journal } from '#journal';
import type { Tx } from '#store';

/** Something that passed time led to: its entry, and what is shown with the thread. */
export interface Fact {
  readonly draft: Draft;
  readonly alert: Omit<NewAlert, 'at' | 'event'>;
}

/** Where facts are recorded. */
interface Recording {
  readonly tx: Tx;
  readonly cases: Cases;
  readonly journal: Journal;
}

/** Records each, and shows it with its thread. `under`: thread under whose key its disclosures are kept. */
export async function recordFacts(
  { tx, cases, journal }: Recording,
  facts: readonly Fact[],
  under: (fact: Fact) => ThreadRecord | undefined = () => undefined,
): Promise<void> {
  const entries = facts.map((fact) => ({ draft: fact.draft, thread: under(fact) }));
  const events = await recordDisclosed(tx, journal, cases, entries);
  cases.alerts.record(
    tx,
    withEvents(facts, events).map(({ item: { alert }, event }) => ({
      ...alert,
      at: event.at,
      event: event.id,
    })),
  );
}
