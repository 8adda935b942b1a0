import {
  documentKinds,
  movesThread,
  opensThread,
  replayed,
  type ClockAct,
  type DocumentId,
  type DocumentKind,
  type MessageId,
  type ThreadId,
  type ThreadState,
} from '#kernel';
import { isStep } from '#capabilities/halts/operations.model';
import { arrived } from './lost.js';
import type { ThreadRecord } from './rows.js';
import type { Tx } from '#store';

export interface Voided {
  readonly dispatches?: readonly DocumentId[];
  readonly messages?: readonly MessageId[];
}

const ours = `d.direction = 'OUT' and (d.id = any ($1::uuid[]) or d.message_id = any ($2::text[]))
  and exists (select from cases.thread k where k.id = d.thread and k.key_wrapped is not null)`;

const steps = documentKinds.filter((kind) => isStep(kind) && !opensThread(kind));

type Moved = Pick<ThreadRecord, 'id' | 'priority'>;

/**
 * Undoes the changes of our blocked (`VOID`) or rejected documents in their threads; content withdrawn from use stays
 * withdrawn. @returns the threads whose deadline the caller must compute again
 */
export async function revertVoided(
  tx: Tx,
  { dispatches = [], messages = [] }: Voided,
): Promise<readonly Moved[]> {
  const ids: Ids = [dispatches, messages];
  await restate(tx, ids);
  const moved = await revertSteps(tx, ids);
  return [...moved, ...(await revertEnds(tx, ids))];
}

type Ids = readonly [readonly DocumentId[], readonly MessageId[]];

const moving = documentKinds.filter((kind) => movesThread(kind));

type Standing = Pick<ThreadRecord, 'id' | 'side' | 'requestType' | 'state'> & {
  readonly isHeld: boolean;
};

interface SaidRow {
  readonly thread: ThreadId;
  readonly direction: 'OUT' | 'IN';
  readonly kind: DocumentKind;
  readonly act: ClockAct['act'] | null;
}

async function restate(tx: Tx, ids: Ids): Promise<void> {
  const threads = await tx.query<Standing>(
    `select t.id, t.side, t.request_type as "requestType", t.state,
       t.holder is not null as "isHeld"
     from cases.thread t where t.id in (
       select d.thread from cases.dispatch d join cases.dispatch b on b.id = d.thread
       where ${ours} and d.kind = any ($3::text[]) and ${arrived('b')})
     order by t.id for update`,
    [...ids, moving],
  );
  if (threads.length === 0) return;
  const rows = await tx.query<SaidRow>(
    `select thread, direction, kind, act from (
       select d.thread, d.direction, d.kind, d.clock_act as act, d.committed_at, d.id,
         lag((d.direction, d.kind, d.clock_act)) over (partition by d.thread order by d.committed_at, d.id)
           is distinct from (d.direction, d.kind, d.clock_act) as is_new
       from cases.dispatch d
       where d.thread = any ($1::uuid[]) and d.kind = any ($2::text[]) and ${arrived('d')}
         and not (d.direction = 'OUT' and (d.id = any ($3::uuid[]) or d.message_id = any ($4::text[])))) r
     where is_new order by committed_at, id`,
    [threads.map(({ id }) => id), moving, ...ids],
  );
  for (const thread of threads) {
    const said = rows.filter((row) => row.thread === thread.id);
    const state = stateAfter(thread, said);
    if (state !== thread.state)
      tx.send(
        `update cases.thread set state = $2, updated_at = clock_timestamp(), retention_rule = -1 where id = $1`,
        [thread.id, state],
      );
  }
}

function stateAfter(
  { side, requestType, isHeld }: Standing,
  rows: readonly SaidRow[],
): ThreadState {
  const other = side === 'ASKING' ? 'ASKED' : 'ASKING';
  const said = rows.map(({ direction, kind, act }) => ({
    by: direction === 'OUT' ? side : other,
    kind,
    act,
  }));
  const state = replayed(requestType, said, false);
  return side === 'ASKED' && (isHeld || state !== 'TRANSFERRED')
    ? replayed(requestType, said, true)
    : state;
}

async function revertSteps(tx: Tx, ids: Ids): Promise<Moved[]> {
  const own = `${ours} and d.kind = any ($3::text[])`;
  const params = [...ids, steps];
  await tx.query(
    `update cases.dispatch d set clock_act = null, clock_question = null, clock_until = null
     where ${own} and clock_act is not null`,
    params,
  );
  return tx.query<Moved>(
    `select distinct t.id, t.priority from cases.thread t join cases.dispatch d on d.thread = t.id where ${own}`,
    params,
  );
}

async function revertEnds(tx: Tx, ids: Ids): Promise<Moved[]> {
  tx.send(
    `delete from cases.recall_answer a using cases.dispatch d where ${ours} and a.document = d.id`,
    ids,
  );
  // The time of escalation is computed again.
  tx.send(
    `update cases.recall r set look_at = clock_timestamp() from cases.dispatch d
     where ${ours} and d.kind = 'recall-answer' and r.document = d.in_reply_to and r.direction = 'IN'
       and not exists (select from cases.recall_answer a where a.recall = r.document)`,
    ids,
  );
  tx.send(
    `delete from cases.release_answer a using cases.dispatch d where ${ours} and a.document = d.id`,
    ids,
  );
  // A delivered act would stop the clock although the neighbour ignores it.
  return tx.query<Moved>(
    `with gone as (
       update cases.dispatch d set clock_act = null from cases.dispatch b
       where ${ours} and d.clock_act is not null and d.kind in ('refusal', 'withdrawal')
         and b.id = d.thread and ${arrived('b')} returning d.thread)
     select id, priority from cases.thread where id in (select thread from gone)`,
    ids,
  );
}
