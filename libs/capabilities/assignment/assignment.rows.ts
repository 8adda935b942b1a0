import {
  isEnded,
  nextState,
  type AuthorityId,
  type DocumentId,
  type OfficerId,
  type ThreadId,
} from '#kernel';
import { ThreadsError, ended, threadColumns, type ThreadRecord } from '#threads';
import { answerKinds, mostNewer } from './answering.model.js';
import type { Tx } from '#store';

const after = '(d.committed_at, d.id) > (s.committed_at, s.id)';

export interface AskedSince {
  readonly document: DocumentId;
  readonly thread: ThreadId;
  readonly seen: DocumentId;
  readonly officer: OfficerId;
}

export interface Since {
  readonly thread: ThreadId | null;
  readonly newest: readonly DocumentId[];
  readonly overtaken: boolean;
}

interface Shift {
  readonly from: OfficerId;
  readonly authority: AuthorityId;
}

/** SQL condition: a recall or correction received in the thread is unanswered. Such a thread needs work even after its end. */
const owesRecall = `exists (select from cases.recall r where r.thread = cases.thread.id and r.direction = 'IN'
  and not exists (select from cases.recall_answer a where a.recall = r.document))`;

export class Assignments {
  /**
   * Makes the officer the holder of the thread. @returns false when the officer holds the thread already @throws ThreadsError
   * ALREADY_CLAIMED if another officer holds the thread; KernelError TRANSITION_NOT_ALLOWED
   */
  async claim(tx: Tx, thread: ThreadRecord, officer: OfficerId): Promise<boolean> {
    if (thread.holder === officer) return false;
    if (thread.holder !== null) throw new ThreadsError('ALREADY_CLAIMED');
    nextState(thread, 'claim', 'ASKED', false);
    await this.give(tx, thread, officer);
    return true;
  }

  /**
   * Makes the officer the holder of the thread, also in place of another holder. @throws KernelError TRANSITION_NOT_ALLOWED
   * if the state permits no claim
   */
  async give(tx: Tx, thread: ThreadRecord, officer: OfficerId): Promise<void> {
    const isHanded = isEnded(thread.state) && thread.requestType !== 'DATA_SUBJECT_REQUEST';
    const state = isHanded ? thread.state : nextState(thread, 'claim', 'ASKED', false);
    await tx.query(
      `update cases.thread set holder = $2, state = $3, updated_at = clock_timestamp() where id = $1`,
      [thread.id, officer, state],
    );
  }

  async release(tx: Tx, thread: ThreadRecord): Promise<void> {
    await tx.query(
      `update cases.thread set holder = null, updated_at = clock_timestamp() where id = $1`,
      [thread.id],
    );
  }

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

  async since(tx: Tx, asked: readonly AskedSince[]): Promise<ReadonlyMap<DocumentId, Since>> {
    if (asked.length === 0) return new Map();
    const rows = await tx.query<Since & { readonly document: DocumentId }>(
      `select n.document, s.thread,
         array (select d.id from cases.dispatch d where d.thread = n.thread and ${after}
           order by d.committed_at desc, d.id desc limit ${mostNewer + 1}) as newest,
         exists (select from cases.dispatch d where d.thread = n.thread and ${after} and d.direction = 'OUT'
           and d.kind = any ($5::text[]) and d.officer <> n.officer
           and not exists (select from cases.dispatch o where o.id = n.document)) as overtaken
       from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[]) as n (document, thread, seen, officer)
       left join cases.dispatch s on s.id = n.seen`,
      [
        asked.map(({ document }) => document),
        asked.map(({ thread }) => thread),
        asked.map(({ seen }) => seen),
        asked.map(({ officer }) => officer),
        answerKinds,
      ],
    );
    return new Map(rows.map(({ document, ...since }) => [document, since]));
  }
}
