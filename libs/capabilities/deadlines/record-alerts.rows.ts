import type { Cases } from '#capabilities/cases';
import type { NewAlert } from './alerts.rows.js';
import { type ThreadRecord, recordDisclosed, withEvents } from '#threads';
import type { Draft, Journal } from '#journal';
import type { Tx } from '#store';

export interface Fact {
  readonly draft: Draft;
  readonly alert: Omit<NewAlert, 'at' | 'event'>;
}

interface Recording {
  readonly tx: Tx;
  readonly cases: Cases;
  readonly journal: Journal;
}

/** Stores and logs each alert. `under`: thread whose key encrypts `disclose` values, or undefined. */
export async function recordFacts(
  { tx, cases, journal }: Recording,
  facts: readonly Fact[],
  under: (fact: Fact) => ThreadRecord | undefined = () => undefined,
): Promise<void> {
  const entries = facts.map((fact) => ({ draft: fact.draft, thread: under(fact) }));
  const events = await recordDisclosed(tx, journal, cases, entries);
  cases.alerts.recordAlerts(
    tx,
    withEvents(facts, events).map(({ item: { alert }, event }) => ({
      ...alert,
      at: event.at,
      event: event.id,
    })),
  );
}
