import {
  clockOf,
  timestamp,
  type Clock,
  type ClockAct,
  type ClockMark,
  type DocumentId,
  type MessageId,
  type ThreadId,
  type Timestamp,
} from '#model';
import type { Tx } from '#store';
import type { ThreadRecord } from './rows.js';

interface MarkRow {
  readonly thread: ThreadId;
  readonly document: DocumentId;
  readonly deliveredAt: Date | null;
  readonly act: ClockAct['act'];
  readonly question: DocumentId | null;
  readonly until: Date | null;
}

/** A message of ours that the neighbour's receipt says has been delivered. */
export interface DeliveredMessage {
  readonly messageId: MessageId;
  readonly at: string;
}

/** The clocks of threads, from what was delivered when: by our receipts what came, by the neighbour's what we sent. */
export class Clocks {
  /** The clock of each, in their order. */
  async of(
    tx: Tx,
    threads: readonly Pick<ThreadRecord, 'id' | 'priority'>[],
  ): Promise<readonly Clock[]> {
    const rows = await tx.query<MarkRow>(
      `select thread, id as document, delivered_at as "deliveredAt", clock_act as act,
         clock_question as question, clock_until as until
       from cases.dispatch where thread = any ($1::uuid[]) and clock_act is not null`,
      [threads.map(({ id }) => id)],
    );
    return threads.map(({ id, priority }) => {
      const marks = rows.filter(({ thread }) => thread === id).map(markOf);
      return clockOf(marks, priority);
    });
  }

  /**
   * Writes down when each is late, so that a list can be put in that order, and when it is to be looked at. A look that is
   * due already stays due: what happened before it counts.
   */
  async set(tx: Tx, threads: readonly Pick<ThreadRecord, 'id' | 'priority'>[]): Promise<void> {
    for (const [i, clock] of (await this.of(tx, threads)).entries())
      tx.send(
        `update cases.thread set due_at = $2,
           watch_at = case when watch_at <= clock_timestamp() then watch_at else $3 end
         where id = $1`,
        [threads[i]?.id, clock.state === 'RUNNING' ? clock.dueAt : null, watchAt(clock)],
      );
  }

  /** Only the first receipt counts: a repetition says the same. */
  async delivered(tx: Tx, messages: readonly DeliveredMessage[]): Promise<void> {
    if (messages.length === 0) return;
    const rows = await tx.query<Pick<ThreadRecord, 'id' | 'priority'>>(
      `with told as (
         update cases.dispatch d set delivered_at = m.at
         from unnest($1::text[], $2::timestamptz[]) as m (message_id, at)
         where d.message_id = m.message_id and d.direction = 'OUT' and d.delivered_at is null
         returning d.thread, d.clock_act)
       select id, priority from cases.thread
       where id in (select thread from told where clock_act is not null) order by id for update`,
      [messages.map((m) => m.messageId), messages.map((m) => m.at)],
    );
    if (rows.length > 0) await this.set(tx, rows);
  }
}

/** The next instant at which the clock can lead to something. */
function watchAt({ state, dueAt, stoppedAt, acknowledgeBy }: Clock): Timestamp | null {
  const counts = state === 'RUNNING' || (stoppedAt !== null && dueAt !== null && stoppedAt > dueAt);
  const [first] = [counts ? dueAt : null, acknowledgeBy].filter((at) => at !== null).sort();
  return first ?? null;
}

function markOf({ document, deliveredAt, act, question, until }: MarkRow): ClockMark {
  const at = deliveredAt === null ? null : timestamp(deliveredAt);
  if (act === 'RESUME' && question !== null)
    return { document, deliveredAt: at, act: { act, question } };
  if (act === 'EXTEND' && until !== null)
    return { document, deliveredAt: at, act: { act, until: timestamp(until) } };
  if (act === 'RESUME' || act === 'EXTEND') throw new Error('a clock act without its value');
  return { document, deliveredAt: at, act: { act } };
}
