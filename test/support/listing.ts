import { parseListPlace } from '#capabilities/requests/list-place.model';
import { ReadThread } from '#capabilities/requests/read-thread.queries';
import type { ThreadRow } from '#capabilities/requests/thread-row.contract';
import type { ThreadsAsked } from '#capabilities/requests/threads.contract';
import type { Session } from '#access';
import type { Purpose } from '#kernel';

/** Which rows are wanted; `before` or `after`: place of the last one seen, or its thread. */
interface RowsAsked extends Partial<Omit<ThreadsAsked, 'after' | 'purpose'>> {
  readonly limit: number;
  readonly before?: string | null;
  readonly after?: string | null;
}

/** Lists of threads with their rows alone. */
export class ListThreads extends ReadThread {
  async list(session: Session, asked: RowsAsked, purpose: Purpose): Promise<readonly ThreadRow[]> {
    const { before = null, after = before, ...wanted } = asked;
    const place = after === null ? null : parseListPlace(after);
    // The service judges the purpose before it reads.
    const read = { ...wanted, after: place, purpose } as ThreadsAsked;
    return (await this.page(session, read)).threads;
  }
}
