import { lookAt, silenceLimit, type Silence, type SilenceLimits } from './silence.model.js';
import { timestamp } from '#kernel';
import { recordEach } from '#threads';
import type { DraftOf, Journal } from '#journal';
import type { Mailbox, SilentDispatch } from '#mailbox';
import type { Store } from '#store';

const batchSize = 128;

/**
 * Makes of silence a fact: a message of ours that nobody took, received or read within its limit. Driven by due times in the
 * database and by its clock alone. The sealer does it: it sees the threads of every authority already, runs wherever
 * anything leaves, and nobody outside can reach it.
 */
export class NoteSilence {
  constructor(
    private readonly store: Store,
    private readonly mailbox: Mailbox,
    private readonly journal: Journal,
    private readonly limits: SilenceLimits,
  ) {}

  /** True when more may be due already. */
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
      this.mailbox.silences.record(
        tx,
        noted.map(({ item: { row, silence }, event }) => {
          return { dispatch: row.dispatch, ...silence, at: event.at, event: event.id };
        }),
      );
      return due.length === batchSize;
      // Durable now: the silence and its entry, and when to look again. A receipt that comes later stands beside it.
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
