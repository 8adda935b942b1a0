import { nextState, type DocumentId, type OfficerId, type ThreadId } from '#model';
import type { Tx } from '#store';
import { CasesError } from './errors.js';
import { headColumns, threadColumns, type DispatchHead, type ThreadRecord } from './rows.js';

/** Documents named in a refusal, at most. */
const mostNewer = 20;

/** In whose hands a request is: one officer's at a time. */
export class Hands {
  /** One holder: fails with ALREADY_CLAIMED when another officer holds the thread; again by the same is nothing new. */
  async claim(tx: Tx, thread: ThreadRecord, officer: OfficerId): Promise<boolean> {
    if (thread.holder === officer) return false;
    if (thread.holder !== null) throw new CasesError('ALREADY_CLAIMED');
    await this.give(tx, thread, officer);
    return true;
  }

  /** Into these hands, whoever had it. @throws ModelError TRANSITION_NOT_ALLOWED */
  async give(tx: Tx, thread: ThreadRecord, officer: OfficerId): Promise<void> {
    const state = nextState(thread, 'claim', 'ASKED', false);
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

  /** All that one holds and that may still be worked on, into the hands of another. Returns them as they were. */
  async handOver(tx: Tx, from: OfficerId, to: OfficerId): Promise<ThreadRecord[]> {
    const rows = await tx.query<ThreadRecord>(
      `select ${threadColumns} from cases.thread
       where side = 'ASKED' and holder = $1 and moving_to is null
         and state not in ('REFUSED', 'WITHDRAWN', 'CLOSED')
       order by id for update`,
      [from],
    );
    await tx.query(
      `update cases.thread set holder = $2, updated_at = clock_timestamp() where id = any ($1::uuid[])`,
      [rows.map(({ id }) => id), to],
    );
    return rows;
  }

  /**
   * Documents of the thread that were filed after `seen`, oldest first.
   * @throws CasesError NOT_FOUND when `seen` is not of the thread
   */
  async newer(tx: Tx, thread: ThreadId, seen: DocumentId): Promise<DispatchHead[]> {
    const [known] = await tx.query<{ thread: ThreadId }>(
      'select thread from cases.dispatch where id = $1',
      [seen],
    );
    if (known?.thread !== thread) throw new CasesError('NOT_FOUND', 'seen');
    return tx.query<DispatchHead>(
      `select ${headColumns} from cases.dispatch
       where thread = $1
         and (committed_at, id) > (select committed_at, id from cases.dispatch where id = $2)
       order by committed_at, id`,
      [thread, seen],
    );
  }
}

/** The documents of a refusal, by id, the last ones when there are many. Pure. */
export function newerWords(newer: readonly DispatchHead[]): string {
  if (newer.length === 0) return 'nothing newer';
  const named = newer.slice(-mostNewer).map(({ id }) => id);
  const more = newer.length - named.length;
  return `newer: ${named.join(', ')}${more > 0 ? ` and ${more} before` : ''}`;
}
