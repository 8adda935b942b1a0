import { Controller, Inject } from '@nestjs/common';
import { MessagePattern } from '@nestjs/microservices';
import { EvidenceDesk } from '#capabilities/evidence/evidence.queries';
import { Sessions } from '#capabilities/sessions/sessions.service';
import { parseDocumentId, parseThreadId } from '#kernel';
import type { Calls } from '#capabilities/calls';

type Owed = Calls['inbox.owed'];
type Marking = Calls['inbox.mark-exculpatory'];

/** What is owed since a thread is about evidence, of what this State is asked. */
@Controller()
export class InboxEvidenceHandlers {
  constructor(
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(EvidenceDesk) private readonly evidence: EvidenceDesk,
  ) {}

  @MessagePattern('inbox.owed')
  owed(input: Owed['in']): Promise<Owed['out']> {
    return this.sessions.answer('inbox.owed', input, (session) => {
      const before = input.before === null ? null : parseDocumentId(input.before);
      return this.evidence.owed(session, { ...input, before }, input.purpose);
    });
  }

  @MessagePattern('inbox.mark-exculpatory')
  mark(input: Marking['in']): Promise<Marking['out']> {
    return this.sessions.answer('inbox.mark-exculpatory', input, (session) =>
      this.evidence.mark(session, parseThreadId(input.thread), parseDocumentId(input.dispatch)),
    );
  }
}
