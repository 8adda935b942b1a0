import type { ThreadId, ThreadRow } from '#model';
import type { Session } from '#access';
import { CasesError, type Cases } from '#cases';
import type { Journal } from '#journal';
import type { Store } from '#store';
import { claimed } from './events.js';
import { officerContext, oneThreadRow } from './read-thread.js';

/** One officer takes a request into hand; a second one is refused and told so. */
export class ClaimRequest {
  constructor(
    private readonly store: Store,
    private readonly cases: Cases,
    private readonly journal: Journal,
  ) {}

  run(session: Session, id: ThreadId): Promise<ThreadRow> {
    return this.store.transaction(officerContext(session, 'claim-request'), async (tx) => {
      const thread = await this.cases.lock(tx, id);
      if (thread.side !== 'ASKED') throw new CasesError('NOT_FOUND');
      this.cases.requireContent(thread);
      if (!(await this.cases.claim(tx, thread, session.officer)))
        return oneThreadRow(this.cases, tx, thread);
      const held = await this.cases.lock(tx, id);
      await this.journal.record(tx, claimed(held, session));
      return oneThreadRow(this.cases, tx, held);
    });
  }
}
