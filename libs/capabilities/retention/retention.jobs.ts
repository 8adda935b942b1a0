import { quarantineMonths, type StandingRule } from './retention.schema.js';
import { scheduleOf } from './schedule.model.js';
import type { Retention } from './retention.model.js';
import type { Cases } from '#capabilities/cases';
import type { OpenReviews, FileInRetention } from './retention.rows.js';
import { reviewDue } from './retention.events.js';
import { knownObject, type Draft, type Journal } from '#journal';
import type { Keeping, Mailbox } from '#mailbox';
import type { Store, Tx } from '#store';
import type { TrustStore } from '#trust';

const batchSize = 64;

export const numberOf = ({ version }: Pick<StandingRule, 'version'>): number =>
  version === null ? 0 : version + 1;

/**
 * Computes review and erasure dates of threads, logs due reviews, and discards old quarantined messages. Threads are erased
 * by `EraseThreads`.
 */
export class WatchRetention {
  #open: OpenReviews = { count: 0, oldestSeconds: 0, overstayed: 0, stopped: 0 };

  constructor(
    private readonly store: Store,
    private readonly trust: TrustStore,
    private readonly cases: Cases,
    private readonly mailbox: Mailbox,
    private readonly journal: Journal,
  ) {}

  get open(): OpenReviews {
    return this.#open;
  }

  async run(): Promise<boolean> {
    const seen = await this.store.transaction({ step: 'watch-retention' }, async (tx) => {
      await this.trust.refresh(tx);
      // First, because this may lock the orders, whose other users wait for files.
      const drafts = await this.discard(tx);
      const standing = this.trust.retention().rule();
      const files = await this.cases.retention.toLookAt(tx, numberOf(standing), batchSize);
      drafts.push(...this.look(tx, files, standing));
      await this.journal.recordAll(tx, drafts);
      const more = files.length === batchSize || drafts.length >= batchSize;
      return { more, open: await this.cases.retention.open(tx) };
      // Durable now: the days of each file, the reviews that have come, and their entries.
    });
    this.#open = seen.open;
    return seen.more;
  }

  private look(tx: Tx, files: readonly FileInRetention[], standing: StandingRule): Draft[] {
    if (files.length === 0) return [];
    const looks = files.map((file) => {
      const schedule = scheduleOf(file, standing);
      const { reviewAt } = schedule;
      const isDue = reviewAt !== null && reviewAt <= file.now;
      const due = isDue ? (file.reviewDueAt ?? file.now) : null;
      return { file, schedule, due };
    });
    this.cases.retention.schedule(
      tx,
      numberOf(standing),
      looks.map(({ file, schedule, due }) => ({ ...schedule, thread: file.id, due })),
    );
    return looks.flatMap(({ file, schedule: { reviewAt, ...schedule }, due }) =>
      due === null || reviewAt === null || file.reviewDueAt !== null
        ? []
        : [reviewDue(file, { ...schedule, reviewAt }, standing.rule)],
    );
  }

  private async discard(tx: Tx): Promise<Draft[]> {
    const { quarantine } = this.mailbox;
    if (!(await quarantine.isOverdue(tx, await this.keeping(tx, this.trust.retention()))))
      return [];
    // The lock excludes a new hold until the commit.
    const orders = await this.trust.lockOrders(tx);
    const { basis } = orders.rule().rule;
    const gone = await quarantine.discard(tx, await this.keeping(tx, orders), batchSize);
    return gone.map(({ id, ...hashes }) => ({
      typ: 'quarantine.discarded',
      obj: [knownObject('evidence', hashes)],
      data: { quarantine: id, evidenceSha256: hashes.sha256, basis },
    }));
  }

  /** Returns for how many months refused messages are kept. Refused messages from neighbours in `keptFrom` are all kept. */
  private async keeping(tx: Tx, orders: Retention): Promise<Keeping> {
    const held = orders.holds().map(({ thread }) => thread);
    const keptFrom = await this.cases.retention.peersOf(tx, held);
    const [row] = await tx.query<{ now: Date }>('select clock_timestamp() as now');
    if (row === undefined) throw new Error('no time of the database');
    return { months: quarantineMonths(orders.rule(), row.now), keptFrom };
  }
}
