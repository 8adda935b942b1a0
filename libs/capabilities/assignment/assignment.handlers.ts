import { Controller } from '@nestjs/common';
import type { Session } from '#access';
import { OfThread } from '#contract';
import { AskedOf, Handles, Officer } from '#service';
import {
  AssignRequest,
  assignRequest,
  claimRequest,
  HandOver,
  handOver,
  releaseRequest,
  type HandedOver,
  type Assignment,
} from './assignment.contract.js';
import { ClaimRequest } from './claim-request.service.js';
import { listNotices, NoticesAsked, type NoticePage } from './desk-notices.contract.js';
import { ReadNotices } from './desk-notices.queries.js';
import { AssignRequests } from './assign-requests.service.js';

@Controller()
export class AssignmentHandlers {
  constructor(
    private readonly claims: ClaimRequest,
    private readonly assignments: AssignRequests,
    private readonly noticeReader: ReadNotices,
  ) {}

  @Handles(claimRequest)
  claim(@Officer() officer: Session, @AskedOf() { thread }: OfThread): Promise<Assignment> {
    return this.claims.claimRequest(officer, thread);
  }

  @Handles(assignRequest)
  assign(@Officer() officer: Session, @AskedOf() asked: AssignRequest): Promise<Assignment> {
    return this.assignments.assign(officer, asked.thread, asked.officer);
  }

  @Handles(releaseRequest)
  release(@Officer() officer: Session, @AskedOf() { thread }: OfThread): Promise<Assignment> {
    return this.assignments.release(officer, thread);
  }

  @Handles(handOver)
  handOver(@Officer() officer: Session, @AskedOf() asked: HandOver): Promise<HandedOver> {
    return this.assignments.handOver(officer, asked.officer);
  }

  @Handles(listNotices)
  notices(@Officer() officer: Session, @AskedOf() asked: NoticesAsked): Promise<NoticePage> {
    return this.noticeReader.listNotices(officer, asked);
  }
}
