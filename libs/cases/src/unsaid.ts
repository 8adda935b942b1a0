import {
  documentKinds,
  isStep,
  opensThread,
  type DocumentId,
  type DocumentKind,
  type MessageId,
} from '#model';
import type { Tx } from '#store';
import { answerable, arrived } from './lost.js';
import type { ThreadRecord } from './rows.js';

/** Documents of ours that were voided here or refused there, by their own ids or by those of their messages. */
export interface Unsaid {
  readonly dispatches?: readonly DocumentId[];
  readonly messages?: readonly MessageId[];
}

/** SQL: `d` is one of them. In a file that is erased nobody says anything again. */
const ours = `d.direction = 'OUT' and (d.id = any ($1::uuid[]) or d.message_id = any ($2::text[]))
  and exists (select from cases.thread k where k.id = d.thread and k.key_wrapped is not null)`;

/** SQL: a question of the thread of `d` waits for its answer. */
const asked = `exists (select from cases.dispatch q
  where q.thread = d.thread and q.kind = 'clarification-question' and ${answerable('q')} and not exists (
    select from cases.dispatch c where c.thread = d.thread and c.kind = 'clarification'
      and c.in_reply_to = q.id and ${arrived('c')}))`;
/** SQL: another document of the kind was said in the thread of `d`; `which`: what else holds of it. */
const said = (kind: DocumentKind, which = 'true'): string => `exists (select from cases.dispatch e
  where e.thread = d.thread and e.id <> d.id and e.kind = '${kind}' and ${which} and ${arrived('e')})`;
/** SQL: besides `d` there is an answer that ended the request; of a thread one State alone gives answers. */
const answered = said('response', `e.clock_act = 'STOP'`);

/** Steps, but not the request: its clock runs on whatever a neighbour makes of it. */
const steps = documentKinds.filter((kind) => isStep(kind) && !opensThread(kind));

type Moved = Pick<ThreadRecord, 'id' | 'priority'>;

/**
 * Takes back what documents of ours that were voided, or that the neighbour refused, have done here and could do once only: they
 * asked or answered a question, answered, ended or closed the request, answered or withdrew an ask about a person, or answered a
 * recall or a release. Whoever is owed it has heard nothing, so it can be said again. What complied with a recall stays withheld. A
 * request that never left itself stays withdrawn. Returns the threads whose clock is to be set anew.
 */
export async function unsay(
  tx: Tx,
  { dispatches = [], messages = [] }: Unsaid,
): Promise<readonly Moved[]> {
  const ids: Ids = [dispatches, messages];
  const moved = await unsaySteps(tx, ids);
  return [...moved, ...(await unsayEnds(tx, ids))];
}

type Ids = readonly [readonly DocumentId[], readonly MessageId[]];

/** What asked or answered a question, or the request: both States are of one mind again on whether it waits, and the clock is. */
async function unsaySteps(tx: Tx, ids: Ids): Promise<Moved[]> {
  const own = `${ours} and d.kind = any ($3::text[])`;
  const params = [...ids, steps];
  await tx.query(
    `update cases.thread t set updated_at = clock_timestamp(), retention_rule = -1,
       state = case d.kind when 'clarification' then 'CLARIFICATION_REQUESTED'
         when 'response' then case when ${said('response')} then 'ANSWERED_PARTIAL' else 'IN_PROGRESS' end
         else 'IN_PROGRESS' end
     from cases.dispatch d where ${own} and t.id = d.thread and ((d.kind, t.state) in
       (('clarification', 'CLARIFIED'), ('clarification-question', 'CLARIFICATION_REQUESTED'))
       or d.kind = 'response' and (
         t.state = 'ANSWERED_PARTIAL' and not ${said('response')}
         or t.state = 'ANSWERED' and d.clock_act = 'STOP' and not ${answered}))`,
    params,
  );
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

/** What ended it, and what settled an ask, a recall or a release. */
async function unsayEnds(tx: Tx, ids: Ids): Promise<Moved[]> {
  tx.send(
    `update cases.thread t set updated_at = clock_timestamp(), retention_rule = -1,
       state = case when ${asked} then 'CLARIFICATION_REQUESTED' when ${said('response')} then 'ANSWERED_PARTIAL'
         when d.kind = 'refusal' then 'IN_PROGRESS' else 'SUBMITTED' end
     from cases.dispatch d join cases.dispatch b on b.id = d.thread
     where ${ours} and d.clock_act = 'STOP' and t.id = d.thread and ${arrived('b')}
       and (d.kind, t.state) in (('refusal', 'REFUSED'), ('withdrawal', 'WITHDRAWN'))`,
    ids,
  );
  tx.send(
    `update cases.thread t set updated_at = clock_timestamp(), retention_rule = -1,
       state = case when ${said('data-subject-answer')} then 'ANSWERED'
         when ${said('data-subject-withdrawal')} then 'WITHDRAWN' else 'SUBMITTED' end
     from cases.dispatch d join cases.dispatch b on b.id = d.thread
     where ${ours} and t.id = d.thread and ${arrived('b')}
       and (d.kind, t.state) in (('data-subject-answer', 'ANSWERED'), ('data-subject-withdrawal', 'WITHDRAWN'))`,
    ids,
  );
  tx.send(
    `update cases.thread t set updated_at = clock_timestamp(), retention_rule = -1,
       state = case when t.request_type <> 'SPONTANEOUS_INFORMATION' and ${answered} then 'ANSWERED'
         when t.request_type <> 'SPONTANEOUS_INFORMATION' then 'REFUSED'
         when ${said('withdrawal')} then 'WITHDRAWN' else 'IN_PROGRESS' end
     from cases.dispatch d
     where ${ours} and d.kind = 'feedback' and t.id = d.thread and t.state = 'CLOSED' and not ${said('feedback')}`,
    ids,
  );
  tx.send(
    `delete from cases.recall_answer a using cases.dispatch d where ${ours} and a.document = d.id`,
    ids,
  );
  // When somebody must have answered is looked at anew.
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
  // Delivered, it would stop the clock although nobody there takes notice of it.
  return tx.query<Moved>(
    `with gone as (
       update cases.dispatch d set clock_act = null from cases.dispatch b
       where ${ours} and d.clock_act is not null and d.kind in ('refusal', 'withdrawal')
         and b.id = d.thread and ${arrived('b')} returning d.thread)
     select id, priority from cases.thread where id in (select thread from gone)`,
    ids,
  );
}
