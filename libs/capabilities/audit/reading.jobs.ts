import { phrase } from '#kernel';
import { AccessError, BulkReadings, type BulkReading } from '#access';
import type { DraftOf, Journal } from '#journal';
import type { Store, Tx } from '#store';
import { recordEach } from '#threads';

const batchSize = 64;

export interface ReadingReport {
  readonly alarms: readonly string[];
  readonly numbers: Readonly<Record<string, number>>;
}

/**
 * Logs each officer who reads unusually much within an hour, and raises an alarm. Reading stays possible, because an
 * emergency may need much reading.
 */
export class WatchReading {
  readonly #readings = new BulkReadings();

  constructor(
    private readonly store: Store,
    private readonly journal: Journal,
    private readonly onAlarm: (error: AccessError) => void,
    private readonly onReport: (report: ReadingReport) => void,
  ) {}

  async run(): Promise<boolean> {
    const step = (tx: Tx): Promise<Noticed> => this.recordReadings(tx);
    const { found, hour, day } = await this.store.transaction({ step: 'watch-reading' }, step);
    for (const { officer, threads, isListed, items } of found) {
      const opened =
        items === null ? phrase`cases` : phrase`cases with ${items} documents and files`;
      const cases = isListed ? phrase`cases in lists` : opened;
      this.onAlarm(
        new AccessError('BULK_READING', phrase`${officer}: ${threads} ${cases} within an hour`),
      );
    }
    this.onReport({ alarms: hour > 0 ? ['BULK_READING'] : [], numbers: { bulk_day: day } });
    return found.length === batchSize;
  }

  private async recordReadings(tx: Tx): Promise<Noticed> {
    const found = await this.#readings.unrecorded(tx, batchSize);
    const counts = await this.#readings.counts(tx);
    for (const { item, event } of await recordEach(this.journal, tx, found, bulkReading))
      this.#readings.recorded(tx, item, event.id);
    this.#readings.forgetListed(tx);
    return { found, ...counts };
  }
}

interface Noticed {
  readonly found: readonly BulkReading[];
  readonly hour: number;
  readonly day: number;
}

function bulkReading({
  officer,
  service,
  threads,
  isListed,
  items,
  role,
}: BulkReading): DraftOf<'access.bulk'> {
  const usual = service === 'requests' ? 'LIAISON_OFFICER' : 'DUTY_OFFICER';
  return {
    typ: 'access.bulk',
    actor: { officer, role: role ?? usual },
    data: {
      threads,
      minutes: 60,
      ...(isListed && { listed: true }),
      ...(items !== null && { items }),
    },
  };
}
