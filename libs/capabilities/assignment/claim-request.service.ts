import { Injectable } from '@nestjs/common';
import type { Assignment } from './assignment.contract.js';
import type { ThreadId } from '#kernel';
import { Cases } from '#capabilities/cases';
import { claimed } from './assignment.events.js';
import { assignmentOf, requestAtDesk } from './assign-requests.service.js';
import { officerContext } from '#capabilities/requests/read-thread.queries';
import type { Session } from '#access';
import { Journal } from '#journal';
import { Store } from '#store';

@Injectable()
export class ClaimRequest {
  constructor(
    private readonly store: Store,
    private readonly cases: Cases,
    private readonly journal: Journal,
  ) {}

  claimRequest(session: Session, id: ThreadId): Promise<Assignment> {
    return this.store.transaction(officerContext(session, 'claim-request'), async (tx) => {
      const thread = await requestAtDesk(this.cases, tx, id);
      if (!(await this.cases.assignments.claim(tx, thread, session.officer)))
        return assignmentOf(this.cases, tx, thread);
      const held = await this.cases.lock(tx, id);
      await this.journal.recordEvent(tx, claimed(held, session));
      return assignmentOf(this.cases, tx, held);
    });
  }
}
