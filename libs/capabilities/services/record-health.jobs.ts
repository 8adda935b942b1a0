import type { DraftOf, Journal } from '#journal';
import { dueIf, type Store } from '#store';
import { healthIn, stretchesOf } from './health.model.js';
import { healthDueSql, noteLoggedUntil, takeUnlogged, type UnloggedHealth } from './health.rows.js';

/** Logs the health of all services, hour by hour. A court may ask for these reports years later. */
export class RecordHealth {
  readonly due = dueIf(healthDueSql);

  constructor(
    private readonly store: Pick<Store, 'transaction'>,
    private readonly journal: Journal,
  ) {}

  run(): Promise<boolean> {
    return this.store.transaction({ step: 'record-health' }, async (tx) => {
      const unlogged = await takeUnlogged(tx);
      if (unlogged === undefined) return false;
      noteLoggedUntil(tx, unlogged.end);
      await this.journal.recordAll(tx, entriesOf(unlogged));
      return unlogged.more;
    });
    // Durable now: the entries, and the time up to which they report. A crash before leaves both to the next run.
  }
}

function entriesOf({ since, end, rows, known }: UnloggedHealth): DraftOf<'system.health'>[] {
  const hours = rows.map(({ hour }) => hour);
  const stretches = stretchesOf(since, end, hours);
  // A heartbeat that missed its own hour is reported with the first one, so none is lost.
  const stretchOf = (hour: Date) => stretches.findLast(({ from }) => from <= hour) ?? stretches[0];
  return stretches.map((stretch) => {
    const own = rows.filter(({ hour }) => stretchOf(hour) === stretch);
    return { typ: 'system.health', data: healthIn(stretch, own, known) };
  });
}
