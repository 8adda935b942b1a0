import {
  isEnded,
  nextState,
  type AuthorityId,
  type Document,
  type DocumentId,
  type DocumentKind,
  type OfficerId,
  type ThreadId,
} from '#kernel';
import {
  ThreadsError,
  ended,
  headColumns,
  threadColumns,
  type DispatchHead,
  type ThreadRecord,
} from '#threads';
import type { Tx } from '#store';

/** Documents named in a refusal, at most. */
const mostNewer = 20;

/** SQL: of the thread $1, after its document $2. */
const after = '(committed_at, id) > (select committed_at, id from cases.dispatch where id = $2)';

/** Threads that one officer has in hand at an authority. */
interface Shift {
  readonly from: OfficerId;
  readonly authority: AuthorityId;
}

/** SQL: of a thread that has ended, a recall or correction waits for this State's answer. */
const owesRecall = `exists (select from cases.recall r where r.thread = cases.thread.id and r.direction = 'IN'
  and not exists (select from cases.recall_answer a where a.recall = r.document))`;

/** In whose hands a request is: one officer's at a time. */
export class Hands {
  /** One holder: fails with ALREADY_CLAIMED when another officer holds the thread; again by the same is nothing new. */
  async claim(tx: Tx, thread: ThreadRecord, officer: OfficerId): Promise<boolean> {
    if (thread.holder === officer) return false;
    if (thread.holder !== null) throw new ThreadsError('ALREADY_CLAIMED');
    nextState(thread, 'claim', 'ASKED', false);
    await this.give(tx, thread, officer);
    return true;
  }

  /**
   * Into these hands, whoever had it. One that has ended stays as it is: a recall, or a review, may come to it all the same.
   * @throws KernelError TRANSITION_NOT_ALLOWED
   */
  async give(tx: Tx, thread: ThreadRecord, officer: OfficerId): Promise<void> {
    const isHanded = isEnded(thread.state) && thread.requestType !== 'DATA_SUBJECT_REQUEST';
    const state = isHanded ? thread.state : nextState(thread, 'claim', 'ASKED', false);
    await tx.query(
      `update cases.thread set holder = $2, state = $3, updated_at = clock_timestamp() where id = $1`,
      [thread.id, officer, state],
    );
  }

  /** Nobody has it then; how far the work is stays as it is. */
  async release(tx: Tx, thread: ThreadRecord): Promise<void> {
    await tx.query(
      `update cases.thread set holder = null, updated_at = clock_timestamp() where id = $1`,
      [thread.id],
    );
  }

  /** Of what one holds at an authority and somebody must still do something about, as many as `most`, locked. */
  openOf(tx: Tx, { from, authority }: Shift, most: number): Promise<ThreadRecord[]> {
    return tx.query<ThreadRecord>(
      `select ${threadColumns} from cases.thread
       where authority = $1 and side = 'ASKED' and holder = $2 and moving_to is null
         and (state not in (${ended}) or ${owesRecall})
       order by state in (${ended}), id limit $3 for update`,
      [authority, from, most],
    );
  }

  async handOver(tx: Tx, threads: readonly ThreadRecord[], to: OfficerId): Promise<void> {
    await tx.query(
      `update cases.thread set holder = $2, updated_at = clock_timestamp() where id = any ($1::uuid[])`,
      [threads.map(({ id }) => id), to],
    );
  }

  /**
   * Documents of the thread that were filed after `seen`, oldest first: the last ones, one more than are named.
   * @throws ThreadsError NOT_FOUND when `seen` is not of the thread
   */
  async newer(tx: Tx, thread: ThreadId, seen: DocumentId): Promise<DispatchHead[]> {
    const [known] = await tx.query<{ thread: ThreadId }>(
      'select thread from cases.dispatch where id = $1',
      [seen],
    );
    if (known?.thread !== thread) throw new ThreadsError('NOT_FOUND', 'seen');
    const rows = await tx.query<DispatchHead>(
      `select ${headColumns} from cases.dispatch where thread = $1 and ${after}
       order by committed_at desc, id desc limit ${mostNewer + 1}`,
      [thread, seen],
    );
    return rows.reverse();
  }

  /** Whether a colleague has said something of these kinds after `seen`; never of a document that is filed already. */
  async overtaken(
    tx: Tx,
    { thread, id }: Pick<Document, 'thread' | 'id'>,
    seen: DocumentId,
    { kinds, officer }: { readonly kinds: readonly DocumentKind[]; readonly officer: OfficerId },
  ): Promise<boolean> {
    const rows = await tx.query(
      `select 1 from cases.dispatch where thread = $1 and ${after} and direction = 'OUT'
         and kind = any ($3::text[]) and officer <> $4
         and not exists (select from cases.dispatch where id = $5) limit 1`,
      [thread, seen, kinds, officer, id],
    );
    return rows.length > 0;
  }
}

/** The documents of a refusal, by id, the last ones when there are many. Pure. */
export function newerWords(newer: readonly DispatchHead[]): string {
  if (newer.length === 0) return 'nothing newer';
  const named = newer.slice(-mostNewer).map(({ id }) => id);
  return `newer: ${named.join(', ')}${newer.length > mostNewer ? ' and others before' : ''}`;
}
