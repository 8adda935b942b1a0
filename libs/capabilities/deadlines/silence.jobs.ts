import { lookAt, silenceLimit, type Silence, type SilenceLimits } from './silence.model.js';
import { timestamp } from '#kernel';
import { recordEach } from '#threads';
import type { DraftOf, Journal } from '#journal';
import type { Mailbox, SilentDispatch } from '#mailbox';
import type { Store } from '#store';

const batchSize = 128;

/**
 * Logs sent documents that were not relayed, delivered or retrieved in time. Runs in the service `sealer`, because `sealer`
 * sees all threads.
 */
export class NoteSilence {
  constructor(
    private readonly store: Store,
    private readonly mailbox: Mailbox,
    private readonly journal: Journal,
    private readonly limits: SilenceLimits,
  ) {}

  run(): Promise<boolean> {
    return this.store.transaction({ step: 'note-silence' }, async (tx) => {
      const due = await this.mailbox.silences.due(tx, batchSize);
      if (due.length === 0) return false;
      const looks = due.map((row) => {
        const limit = silenceLimit(row.priority, this.limits);
        return { row, limit, ...lookAt(row, row.recorded, limit, row.now) };
      });
      this.mailbox.silences.next(
        tx,
        looks.map(({ row, again }) => ({ dispatch: row.dispatch, at: again })),
      );
      const silent = looks.flatMap(({ row, limit, silence }) =>
        silence === null ? [] : [{ row, limit, silence }],
      );
      const noted = await recordEach(this.journal, tx, silent, ({ row, limit, silence }) =>
        silenceNoted(row, silence, limit),
      );
      this.mailbox.silences.recordSilences(
        tx,
        noted.map(({ item: { row, silence }, event }) => {
          return { dispatch: row.dispatch, ...silence, at: event.at, event: event.id };
        }),
      );
      return due.length === batchSize;
      // Durable now: the silence, its entry, and the next check. A later receipt stands beside it.
    });
  }
}

const silenceNoted = (
  { dispatch, thread, compartment, messageId }: SilentDispatch,
  { stage, since }: Silence,
  limit: number,
): DraftOf<'msg.silence'> => ({
  typ: 'msg.silence',
  case: { thread, compartment },
  data: {
    document: dispatch,
    messageId,
    stage,
    since: timestamp(since),
    limitSeconds: Math.round(limit / 1_000),
  },
});
