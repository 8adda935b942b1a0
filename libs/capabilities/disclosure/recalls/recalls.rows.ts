import {
  recallAnswerHours,
  type RecallAct,
  type RecallOutcome,
  type Recalling,
} from './recalling.model.js';
import { timestamp, type Document, type DocumentId, type Side, type ThreadId } from '#kernel';
import type { AnswersOwed } from '../owed.contract.js';
import type { OpenRecalls, RecallMark } from './recalls.contract.js';
import {
  ThreadsError,
  answerable,
  arrived,
  lost,
  assertPageStart,
  byThread,
  type ThreadRecord,
} from '#threads';
import type { Tx } from '#store';

export interface RecallRecord {
  readonly document: DocumentId;
  readonly thread: ThreadId;
  readonly direction: 'OUT' | 'IN';
  readonly act: RecallAct;
  readonly items: readonly DocumentId[];
  readonly filedAt: Date;
  readonly deliveredAt: Date | null;
  readonly answer: DocumentId | null;
  readonly outcome: RecallOutcome | null;
  readonly answeredAt: Date | null;
  readonly answerable: boolean;
  readonly arrived: boolean;
  readonly overdue: boolean;
}

export type PropagatedRecall = Pick<
  RecallRecord,
  'document' | 'act' | 'items' | 'filedAt' | 'answer' | 'outcome'
>;

export type MarkRecord = Pick<
  RecallRecord,
  'document' | 'act' | 'items' | 'filedAt' | 'answer' | 'outcome' | 'answeredAt'
>;

export interface DueRecall extends RecallRecord {
  readonly recorded: number;
  readonly now: Date;
}

export interface NewRecall {
  readonly thread: ThreadRecord;
  readonly document: Document;
  readonly recalling: Recalling;
  readonly direction: 'OUT' | 'IN';
}

export interface NewRecallAnswer {
  readonly thread: ThreadRecord;
  readonly recall: DocumentId;
  readonly document: Document<'recall-answer'>;
  readonly silentHolders: number;
}

export interface NewWithdrawal {
  readonly thread: ThreadRecord;
  readonly recall: DocumentId;
  readonly items: readonly DocumentId[];
}

const may = answerable('r', 'r.document');
/**
 * SQL condition: a later recall of the same act, or `RECALL`, covers all documents of `r`. Recalls by the neighbour and
 * `lost` ones do not count.
 */
const saidAgain = `exists (
  select from cases.recall l where l.thread = r.thread and l.direction = 'OUT' and l.items @> r.items
    and l.act in (r.act, 'RECALL') and (l.filed_at, l.document) > (r.filed_at, r.document)
    and not ${lost('l.document')})`;
/** SQL condition: this State must send its recall `r` again, because `r` was blocked or rejected. */
export const mustBeSentAgain = `(r.direction = 'OUT' and ${lost('r.document')}
  and exists (select from unnest(r.items) as i (item) where not ${lost('i.item')})
  and exists (select from cases.thread k where k.id = r.thread and k.key_wrapped is not null)
  and not ${saidAgain})`;
/** SQL condition: this State has not repeated recall `r`, although later holders have not answered it. */
const laterSilent = `(r.direction = 'OUT' and a.unheard > 0 and not ${saidAgain})`;
const columns = `r.document, r.thread, r.direction, r.act, r.items, r.filed_at as "filedAt",
  d.delivered_at as "deliveredAt", a.document as answer, a.outcome, a.at as "answeredAt",
  ${may} as answerable, ${arrived('r', 'r.document')} as arrived, a.recall is null and ${may} and coalesce(
    d.delivered_at < statement_timestamp() - interval '${recallAnswerHours} hours', false) as overdue`;
const from = `cases.recall r join cases.dispatch d on d.id = r.document
  left join cases.recall_answer a on a.recall = r.document`;
const isOpen = `t.key_wrapped is not null and (a.recall is null and (${may} or ${mustBeSentAgain}) or ${laterSilent})`;
const isAfter = `(r.filed_at, r.document) < (select filed_at, document from cases.recall where document = $3)`;

export class Recalls {
  file(tx: Tx, recalls: readonly NewRecall[]): void {
    if (recalls.length === 0) return;
    const column = <T>(value: (row: NewRecall) => T) => recalls.map(value);
    tx.send(
      `insert into cases.recall (document, thread, authority, compartment, direction, act, items, look_at)
       select u.document, u.thread, u.authority, u.compartment, u.direction, u.act, u.items::uuid[],
         clock_timestamp() + interval '${recallAnswerHours} hours'
       from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
         as u (document, thread, authority, compartment, direction, act, items)`,
      [
        column(({ document }) => document.id),
        column(({ thread }) => thread.id),
        column(({ thread }) => thread.authority),
        column(({ thread }) => thread.compartment),
        column(({ direction }) => direction),
        column(({ recalling }) => recalling.act),
        column(({ recalling }) => `{${recalling.items.join(',')}}`),
      ],
    );
  }

  async recallsOf(tx: Tx, thread: ThreadId): Promise<readonly RecallRecord[]> {
    return (await this.ofAll(tx, [thread])).get(thread) ?? [];
  }

  async ofAll(
    tx: Tx,
    threads: readonly ThreadId[],
  ): Promise<ReadonlyMap<ThreadId, readonly RecallRecord[]>> {
    const rows = await tx.query<RecallRecord>(
      `select ${columns} from ${from} where r.thread = any ($1::uuid[]) order by r.filed_at, r.document`,
      [threads],
    );
    return byThread(rows);
  }

  marks(tx: Tx, items: readonly DocumentId[]): Promise<MarkRecord[]> {
    return tx.query<MarkRecord>(
      `select r.document, r.act, r.items, r.filed_at as "filedAt", a.document as answer, a.outcome,
         a.at as "answeredAt"
       from cases.recall r left join cases.recall_answer a on a.recall = r.document
       where r.thread in (select d.thread from cases.dispatch d where d.id = any ($1::uuid[]))
         and r.items && $1::uuid[] order by r.filed_at, r.document`,
      [items],
    );
  }

  /** Returns this State's recalls by thread, oldest first. Omits `lost` recalls. */
  async propagatedIn(
    tx: Tx,
    threads: readonly ThreadId[],
  ): Promise<ReadonlyMap<ThreadId, readonly PropagatedRecall[]>> {
    const rows = await tx.query<PropagatedRecall & { readonly thread: ThreadId }>(
      `select r.thread, r.document, r.act, r.items, r.filed_at as "filedAt", a.document as answer, a.outcome
       from cases.recall r left join cases.recall_answer a on a.recall = r.document
       where r.thread = any ($1::uuid[]) and r.direction = 'OUT' and ${arrived('r', 'r.document')}
       order by r.filed_at, r.document`,
      [threads],
    );
    return byThread(rows);
  }

  /** Stores the first answer to each recall and refuses a second answer. @throws ThreadsError RECALL_ANSWERED */
  async answer(tx: Tx, answers: readonly NewRecallAnswer[]): Promise<void> {
    if (answers.length === 0) return;
    const column = <T>(value: (row: NewRecallAnswer) => T) => answers.map(value);
    const rows = await tx.query(
      `insert into cases.recall_answer (recall, document, authority, compartment, outcome, unheard)
       select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::smallint[])
       on conflict do nothing returning 1 as one`,
      [
        column(({ recall }) => recall),
        column(({ document }) => document.id),
        column(({ thread }) => thread.authority),
        column(({ thread }) => thread.compartment),
        column(({ document }) => document.body.outcome),
        column(({ silentHolders: unansweredHolders }) => unansweredHolders),
      ],
    );
    if (rows.length < answers.length) throw new ThreadsError('RECALL_ANSWERED');
  }

  withdraw(tx: Tx, withdrawn: readonly NewWithdrawal[]): void {
    const rows = withdrawn.flatMap(({ items, ...by }) => items.map((item) => ({ ...by, item })));
    if (rows.length === 0) return;
    tx.send(
      `insert into cases.withheld (item, recall, authority, compartment)
       select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[]) on conflict do nothing`,
      [
        rows.map(({ item }) => item),
        rows.map(({ recall }) => recall),
        rows.map(({ thread }) => thread.authority),
        rows.map(({ thread }) => thread.compartment),
      ],
    );
  }

  async open(tx: Tx, threads: readonly ThreadId[]): Promise<ReadonlyMap<ThreadId, OpenRecalls>> {
    const rows = await tx.query<OpenRecalls & { readonly thread: ThreadId }>(
      `select r.thread, count(*) filter (where r.direction = 'IN')::int as owed,
         count(*) filter (where r.direction = 'OUT')::int as awaited
       from cases.recall r
       where r.thread = any ($1::uuid[]) and (${may} or ${mustBeSentAgain})
         and not exists (select from cases.recall_answer a where a.recall = r.document)
       group by r.thread`,
      [threads],
    );
    return new Map(rows.map(({ thread, owed, awaited }) => [thread, { owed, awaited }]));
  }

  /**
   * Lists the authority's recalls, newest first; without `all`, only recalls that still need action. @throws ThreadsError
   * NOT_FOUND if `after` is unknown
   */
  async listRecalls(
    tx: Tx,
    side: Side,
    { limit, after, all }: Pick<AnswersOwed, 'limit' | 'after' | 'all'>,
  ): Promise<RecallRecord[]> {
    await assertPageStart(tx, 'recall', after);
    return tx.query<RecallRecord>(
      `select ${columns} from ${from} join cases.thread t on t.id = r.thread
       where r.authority = current_setting('liaise.authority', true) and t.side = $1
         ${all ? '' : `and ${isOpen}`} ${after === null ? '' : `and ${isAfter}`}
       order by r.filed_at desc, r.document desc limit $2`,
      [side, limit, ...(after === null ? [] : [after])],
    );
  }

  due(tx: Tx, limit: number): Promise<DueRecall[]> {
    return tx.query<DueRecall>(
      `select ${columns}, clock_timestamp() as now, (
         select count(*)::int from cases.alert w
         where w.thread = r.thread and w.alert = 'RECALL_OWED') as recorded
       from ${from} where r.look_at <= statement_timestamp()
       order by r.look_at, r.document limit ${limit} for update of r skip locked`,
    );
  }

  next(tx: Tx, looks: readonly { readonly recall: DocumentId; readonly at: Date | null }[]): void {
    tx.send(
      `update cases.recall r set look_at = u.at
       from unnest($1::uuid[], $2::timestamptz[]) as u (recall, at) where r.document = u.recall`,
      [looks.map(({ recall }) => recall), looks.map(({ at }) => at)],
    );
  }
}

export function recallMark(record: MarkRecord): RecallMark {
  const { document, act, filedAt, answer, outcome, answeredAt } = record;
  const answered = answer !== null && outcome !== null && answeredAt !== null;
  return {
    recall: document,
    act,
    at: timestamp(filedAt),
    answer: answered ? { document: answer, outcome, at: timestamp(answeredAt) } : null,
  };
}
