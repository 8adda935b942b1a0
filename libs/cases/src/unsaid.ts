import type { DocumentId } from '#model';
import type { Tx } from '#store';
import { arrived } from './lost.js';

/** SQL: a question of the thread of `d` waits for its answer. */
const asked = `exists (select from cases.dispatch q
  where q.thread = d.thread and q.kind = 'clarification-question' and ${arrived('q')} and not exists (
    select from cases.dispatch c where c.thread = d.thread and c.kind = 'clarification'
      and c.in_reply_to = q.id and ${arrived('c')}))`;
/** SQL: another document of the kind was said in the thread of `d`. */
const said = (kind: string): string => `exists (select from cases.dispatch e
  where e.thread = d.thread and e.id <> d.id and e.kind = '${kind}' and ${arrived('e')})`;

/**
 * Takes back what a document of ours that was voided has done here and could do once only: it ended the request, answered or
 * withdrew an ask about a person, or answered a recall or a release. Whoever is owed it has heard nothing, so it can be said
 * again. What complied with a recall stays withheld. A request that never left itself stays withdrawn.
 */
export function unsay(tx: Tx, dispatch: DocumentId): void {
  tx.send(
    `update cases.thread t set updated_at = clock_timestamp(), retention_rule = -1,
       state = case when ${asked} then 'CLARIFICATION_REQUESTED' when ${said('response')} then 'ANSWERED_PARTIAL'
         when d.kind = 'refusal' then 'IN_PROGRESS' else 'SUBMITTED' end
     from cases.dispatch d join cases.dispatch b on b.id = d.thread
     where d.id = $1 and d.direction = 'OUT' and d.clock_act = 'STOP' and t.id = d.thread and ${arrived('b')}
       and (d.kind, t.state) in (('refusal', 'REFUSED'), ('withdrawal', 'WITHDRAWN'))`,
    [dispatch],
  );
  tx.send(
    `update cases.thread t set updated_at = clock_timestamp(), retention_rule = -1,
       state = case when ${said('data-subject-answer')} then 'ANSWERED'
         when ${said('data-subject-withdrawal')} then 'WITHDRAWN' else 'SUBMITTED' end
     from cases.dispatch d join cases.dispatch b on b.id = d.thread
     where d.id = $1 and d.direction = 'OUT' and t.id = d.thread and ${arrived('b')}
       and (d.kind, t.state) in (('data-subject-answer', 'ANSWERED'), ('data-subject-withdrawal', 'WITHDRAWN'))`,
    [dispatch],
  );
  // When somebody must have answered is looked at anew.
  tx.send(
    `with gone as (delete from cases.recall_answer where document = $1 returning recall)
     update cases.recall r set look_at = clock_timestamp() from gone where r.document = gone.recall`,
    [dispatch],
  );
  tx.send('delete from cases.release_answer where document = $1', [dispatch]);
}
