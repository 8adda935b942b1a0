import { timestamp } from '#kernel';
import { levelOf, type DueNotice } from './evidence.rows.js';
import type { Cases } from '#capabilities/cases';
import type { ThreadRecord } from '#threads';
import { recordFacts, type Fact } from '#capabilities/deadlines/record-alerts.rows';
import { noticeOwed } from './evidence.events.js';
import type { Journal } from '#journal';
import type { Store } from '#store';
import type { TrustStore } from '#trust';

const batchSize = 64;
const hour = 3_600_000;

/** Logs alerts for overdue central-authority notices of this State and the neighbour. Skips own notices in suspended threads. */
export class WatchNotices {
  constructor(
    private readonly store: Store,
    private readonly trust: TrustStore,
    private readonly cases: Cases,
    private readonly journal: Journal,
  ) {}

  run(): Promise<boolean> {
    return this.store.transaction({ step: 'watch-notices' }, async (tx) => {
      const due = await this.cases.evidence.dueNotices(tx, batchSize);
      if (due.length === 0) return false;
      const ids = due.map(({ thread }) => thread);
      const threads = await this.cases.threadsById(tx, ids);
      const stops = await this.cases.stops.open(tx, ids);
      const isMute = ({ thread, own }: DueNotice): boolean => own && stops.has(thread);
      const late = new Map<string, Fact>();
      for (const notice of due) {
        const thread = threads.find(({ id }) => id === notice.thread);
        if (thread === undefined || !isLate(notice) || isMute(notice)) continue;
        const once = `${thread.id} ${levelOf(notice.own)}`;
        if (!late.has(once)) late.set(once, this.late(thread, notice));
      }
      this.cases.evidence.nextNotices(
        tx,
        due.map((notice) => ({ document: notice.document, at: lookAgain(notice, isMute(notice)) })),
      );
      const { cases, journal } = this;
      await recordFacts({ tx, cases, journal }, [...late.values()]);
      return due.length === batchSize;
      // Durable now: alerts and their entries, and when to look again.
    });
  }

  private late(thread: ThreadRecord, notice: DueNotice): Fact {
    const { own, hours, deliveredAt, now } = notice;
    const draft = noticeOwed(thread, notice.document, {
      by: own ? this.trust.state : thread.peer,
      since: timestamp(deliveredAt ?? now),
      hours,
    });
    const alert = {
      thread,
      alert: 'NOTICE_OWED',
      level: levelOf(own),
      minutes: hours * 60,
    } as const;
    return { draft, alert };
  }
}

const isLate = ({ owed, recorded, dueAt, now }: DueNotice): boolean =>
  owed && !recorded && dueAt !== null && dueAt <= now;

function lookAgain(
  { owed, underway, recorded, dueAt, now }: DueNotice,
  isMute: boolean,
): Date | null {
  if (recorded || !(owed || underway)) return null;
  const later = new Date(now.getTime() + hour);
  if (dueAt === null || underway) return later;
  if (dueAt > now) return dueAt;
  return isMute ? later : null;
}
