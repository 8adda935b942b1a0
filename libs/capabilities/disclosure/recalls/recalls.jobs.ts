import { recallAnswerHours } from './recalling.model.js';
import type { Cases } from '#capabilities/cases';
import type { DueRecall } from './recalls.rows.js';
import type { ThreadRecord } from '#threads';
import { recordFacts, type Fact } from '#capabilities/deadlines/record-alerts.rows';
import { recallOwed } from './recalls.events.js';
import type { Journal } from '#journal';
import type { Store } from '#store';
import type { TrustStore } from '#trust';

const batchSize = 64;
const hour = 3_600_000;
const bound = recallAnswerHours * hour;

/** Logs each recall unanswered 24 hours after its delivery, and raises an alert. Own recalls in suspended threads wait. */
export class WatchRecalls {
  constructor(
    private readonly store: Store,
    private readonly trust: TrustStore,
    private readonly cases: Cases,
    private readonly journal: Journal,
  ) {}

  run(): Promise<boolean> {
    return this.store.transaction({ step: 'watch-recalls' }, async (tx) => {
      const due = await this.cases.recalls.due(tx, batchSize);
      if (due.length === 0) return false;
      const ids = due.map(({ thread }) => thread);
      const threads = await this.cases.threadsById(tx, ids);
      const stops = await this.cases.stops.open(tx, ids);
      const isMute = ({ thread, direction }: DueRecall): boolean =>
        direction === 'OUT' && stops.has(thread);
      const owed: Fact[] = [];
      for (const recall of due) {
        const thread = threads.find(({ id }) => id === recall.thread);
        if (thread === undefined || !isOwed(recall) || isMute(recall)) continue;
        if (!this.cases.isErased(thread.id, thread)) owed.push(this.owed(thread, recall, owed));
      }
      this.cases.recalls.next(
        tx,
        due.map((recall) => ({
          recall: recall.document,
          at:
            isOwed(recall) && isMute(recall)
              ? new Date(recall.now.getTime() + hour)
              : lookAgain(recall),
        })),
      );
      const { cases, journal } = this;
      await recordFacts({ tx, cases, journal }, owed);
      return due.length === batchSize;
      // Durable now: alerts and their entries, and when to look again.
    });
  }

  private owed(thread: ThreadRecord, recall: DueRecall, before: readonly Fact[]): Fact {
    const now = before.filter(({ alert }) => alert.thread.id === thread.id).length;
    const level = recall.recorded + now + 1;
    const holder = recall.direction === 'OUT' ? thread.peer : this.trust.state;
    const since = recall.deliveredAt ?? recall.now;
    const draft = recallOwed(thread, recall, { since, holder, level });
    const minutes = recallAnswerHours * 60;
    return { draft, alert: { thread, alert: 'RECALL_OWED', level, minutes } };
  }
}

const isOwed = ({ answer, answerable, deliveredAt, now }: DueRecall): boolean =>
  answer === null &&
  answerable &&
  deliveredAt !== null &&
  deliveredAt.getTime() + bound <= now.getTime();

function lookAgain({ answer, answerable, deliveredAt, now }: DueRecall): Date | null {
  if (answer !== null || !answerable) return null;
  if (deliveredAt === null) return new Date(now.getTime() + hour);
  const due = new Date(deliveredAt.getTime() + bound);
  return due > now ? due : null;
}
