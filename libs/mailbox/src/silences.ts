import type { Compartment, DocumentId, MessageId, Priority, ThreadId } from '#kernel';
import type { SilenceStage, Way } from '#capabilities/deadlines/silence.model';
import type { Tx } from '#store';

export interface SilentDispatch extends Way {
  readonly dispatch: DocumentId;
  readonly thread: ThreadId;
  readonly compartment: Compartment;
  readonly messageId: MessageId | null;
  readonly priority: Priority;
  readonly recorded: readonly SilenceStage[];
  readonly now: Date;
}

export interface NotedSilence {
  readonly dispatch: DocumentId;
  readonly stage: SilenceStage;
  readonly since: Date;
  readonly at: Date;
  readonly event: string;
}

export class Silences {
  due(tx: Tx, limit: number): Promise<SilentDispatch[]> {
    return tx.query<SilentDispatch>(
      `with due as (
         select dispatch from mailbox.silence_due where due_at <= statement_timestamp()
         order by due_at limit ${limit} for update skip locked)
       select o.dispatch, o.thread, t.compartment, o.message_id as "messageId", o.priority,
         o.queued_at as "queuedAt", o.relayed_at as "relayedAt", r.at as "deliveredAt",
         o.state = 'VOID' or coalesce(r.final, false) as ended,
         array (select s.stage from mailbox.silence s where s.dispatch = o.dispatch) as recorded,
         clock_timestamp() as now
       from due join mailbox.outbox o on o.dispatch = due.dispatch
       join cases.thread t on t.id = o.thread
       cross join lateral (
         select min(verified_at) as at, bool_or(stage in ('RETRIEVED', 'REJECTED')) as final
         from mailbox.receipt_in i where i.message_id = o.message_id and i.link_id = o.link_id) r`,
    );
  }

  recordSilences(tx: Tx, silences: readonly NotedSilence[]): void {
    if (silences.length === 0) return;
    tx.send(
      `insert into mailbox.silence (dispatch, stage, since, at, event)
       select * from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::timestamptz[], $5::uuid[])`,
      [
        silences.map((s) => s.dispatch),
        silences.map((s) => s.stage),
        silences.map((s) => s.since),
        silences.map((s) => s.at),
        silences.map((s) => s.event),
      ],
    );
  }

  next(
    tx: Tx,
    looks: readonly { readonly dispatch: DocumentId; readonly at: Date | null }[],
  ): void {
    const later = looks.filter(({ at }) => at !== null);
    const done = looks.filter(({ at }) => at === null);
    tx.send(
      `update mailbox.silence_due d set due_at = u.at
       from unnest($1::uuid[], $2::timestamptz[]) as u (dispatch, at) where d.dispatch = u.dispatch`,
      [later.map(({ dispatch }) => dispatch), later.map(({ at }) => at)],
    );
    tx.send(`delete from mailbox.silence_due where dispatch = any ($1::uuid[])`, [
      done.map(({ dispatch }) => dispatch),
    ]);
  }
}
