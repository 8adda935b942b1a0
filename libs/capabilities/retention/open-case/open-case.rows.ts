import type { Compartment, ThreadId } from '#kernel';
import type { Tx } from '#store';
import type { CaseAct, OpenCase } from './open-case.model.js';

export interface HoldDecision {
  readonly thread: ThreadId;
  readonly heldAt: Date;
}

export interface StandingStop {
  readonly thread: ThreadId;
  readonly isDue: boolean;
}

export interface ErasureStop {
  readonly thread: ThreadId;
  readonly open: OpenCase;
  readonly lookAt: Date;
  readonly at: Date;
  readonly event: string;
}

/** SQL condition that no erasure stop blocks thread `t` now. Pass `decisionValues` as parameters `$n` and `$n+1`. */
export const notStopped = (n: number): string => `not exists (
  select from cases.erasure_stop s where s.thread = t.id and s.stands and s.look_at > statement_timestamp()
    and not exists (select from unnest($${n}::uuid[], $${n + 1}::timestamptz[]) as d (thread, at)
      where d.thread = s.thread and d.at > s.since))`;

export const decisionValues = (decisions: readonly HoldDecision[]): readonly [unknown, unknown] => [
  decisions.map(({ thread }) => thread),
  decisions.map(({ heldAt }) => heldAt),
];

export class OpenCases {
  async actsOf(
    tx: Tx,
    threads: readonly ThreadId[],
  ): Promise<{ readonly now: Date; readonly acts: ReadonlyMap<ThreadId, readonly CaseAct[]> }> {
    const rows = await tx.query<CaseAct & { readonly thread: ThreadId }>(
      'select thread, typ, at, said from journal.acts_of($1::uuid[])',
      [threads],
    );
    const [row] = await tx.query<{ now: Date }>('select clock_timestamp() as now');
    const acts = new Map<ThreadId, CaseAct[]>(threads.map((thread) => [thread, []]));
    for (const { thread, ...act } of rows) acts.get(thread)?.push(act);
    return { now: row?.now ?? new Date(), acts };
  }

  async lock(tx: Tx, thread: ThreadId): Promise<Compartment | undefined> {
    const [row] = await tx.query<{ compartment: Compartment }>(
      'select compartment from cases.thread where id = $1 for update',
      [thread],
    );
    return row?.compartment;
  }

  async stops(tx: Tx, threads: readonly ThreadId[]): Promise<ReadonlyMap<ThreadId, StopRow>> {
    const rows = await tx.query<StopRow & { readonly thread: ThreadId }>(
      'select thread, ground, since, at from cases.erasure_stop where stands and thread = any ($1::uuid[])',
      [threads],
    );
    return new Map(rows.map((row) => [row.thread, row]));
  }

  stop(tx: Tx, { thread, open, lookAt, at, event }: ErasureStop): void {
    tx.send(
      `insert into cases.erasure_stop (thread, ground, since, look_at, at, event) values ($1, $2, $3, $4, $5, $6)
       on conflict (thread) do update set ground = excluded.ground, since = excluded.since, look_at = excluded.look_at, stands = true,
         at = excluded.at, event = excluded.event`,
      [thread, open.ground, open.since, lookAt, at, event],
    );
  }

  lookLater(tx: Tx, thread: ThreadId, lookAt: Date): void {
    tx.send('update cases.erasure_stop set look_at = $2 where thread = $1', [thread, lookAt]);
  }

  standing(tx: Tx, after: ThreadId | null, limit: number): Promise<StandingStop[]> {
    return tx.query<StandingStop>(
      `select s.thread, coalesce(t.erase_at <= statement_timestamp(), false) as "isDue"
       from cases.erasure_stop s join cases.thread t on t.id = s.thread
       where s.stands and ($1::uuid is null or s.thread > $1) order by s.thread limit $2`,
      [after, limit],
    );
  }

  async release(tx: Tx, threads: readonly ThreadId[]): Promise<void> {
    if (threads.length === 0) return;
    await tx.query(
      'update cases.erasure_stop set stands = false where stands and thread = any ($1::uuid[])',
      [threads],
    );
  }
}

export interface StopRow {
  readonly ground: OpenCase['ground'];
  readonly since: Date;
  readonly at: Date;
}
