import type { DocumentId, MessageId } from '#model';
import type { Tx } from '#store';
import { arrived } from './lost.js';
import type { ThreadRecord } from './rows.js';

/** Documents of ours that were voided here or refused there, by their own ids or by those of their messages. */
export interface Unsaid {
  readonly dispatches?: readonly DocumentId[];
  readonly messages?: readonly MessageId[];
}

/** SQL: `d` is one of them. In a file that is erased nobody says anything again. */
export const ours = `d.direction = 'OUT' and (d.id = any ($1::uuid[]) or d.message_id = any ($2::text[]))
  and exists (select from cases.thread k where k.id = d.thread and k.key_wrapped is not null)`;

/** SQL: a question of the thread of `d` waits for its answer. */
const asked = `exists (select from cases.dispatch q
  where q.thread = d.thread and q.kind = 'clarification-question' and ${arrived('q')} and not exists (
    select from cases.dispatch c where c.thread = d.thread and c.kind = 'clarification'
      and c.in_reply_to = q.id and ${arrived('c')}))`;
/** SQL: another document of the kind was said in the thread of `d`. */
const said = (kind: string): string => `exists (select from cases.dispatch e
  where e.thread = d.thread and e.id <> d.id and e.kind = '${kind}' and ${arrived('e')})`;

/**
 * Takes back what documents of ours that were voided, or that the neighbour refused, have done here and could do once only: they
 * ended the request, answered or withdrew an ask about a person, or answered a recall or a release. Whoever is owed it has heard
 * nothing, so it can be said again. What complied with a recall stays withheld. A request that never left itself stays withdrawn.
 * Returns the threads whose clock runs on.
 */
export async function unsay(
  tx: Tx,
  { dispatches = [], messages = [] }: Unsaid,
): Promise<Pick<ThreadRecord, 'id' | 'priority'>[]> {
  const ids = [dispatches, messages];
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
  return tx.query<Pick<ThreadRecord, 'id' | 'priority'>>(
    `with gone as (
       update cases.dispatch d set clock_act = null from cases.dispatch b
       where ${ours} and d.clock_act = 'STOP' and d.kind in ('refusal', 'withdrawal')
         and b.id = d.thread and ${arrived('b')} returning d.thread)
     select id, priority from cases.thread where id in (select thread from gone)`,
    ids,
  );
}
