import { Controller } from '@nestjs/common';
import { asDataProtectionOfficer, type Session } from '#access';
import type { ReceiptProof } from '#capabilities/requests/dispatches.contract';
import { ReadReceipt } from '#capabilities/requests/read-receipt.queries';
import { SignedDocument } from '#capabilities/requests/submissions/signed-document.contract';
import {
  SignedAnswer,
  type Submitted,
} from '#capabilities/requests/submissions/submitted.contract';
import { AskedOf, Handles, Officer } from '#service';
import {
  answerOfSubject,
  askOfSubject,
  listSubjectAsks,
  proveSubjectReceipt,
  searchSubject,
  showSubjectAsk,
  SubjectAskAsked,
  SubjectAsksAsked,
  SubjectReceiptAsked,
  type SubjectAsks,
  type SubjectAskView,
} from './data-subjects.contract.js';
import { ReadSubjectAsks } from './data-subjects.queries.js';
import { SubjectSearchAsked, type FoundFiles } from './found-files.contract.js';
import { SearchSubject } from './search-subject.service.js';
import { SubmitSubjectAsk } from './submit-ask.service.js';

@Controller()
export class SubjectAsksHandlers {
  constructor(
    private readonly asks: ReadSubjectAsks,
    private readonly sending: SubmitSubjectAsk,
    private readonly receipts: ReadReceipt,
  ) {}

  @Handles(askOfSubject)
  ask(@Officer() officer: Session, @AskedOf() asked: SignedDocument): Promise<Submitted> {
    return this.sending.submitAsk(officer, asked);
  }

  @Handles(answerOfSubject)
  answer(@Officer() officer: Session, @AskedOf() asked: SignedAnswer): Promise<Submitted> {
    return this.sending.submitAsk(officer, asked);
  }

  @Handles(listSubjectAsks)
  listAsks(@Officer() officer: Session, @AskedOf() asked: SubjectAsksAsked): Promise<SubjectAsks> {
    return this.asks.listAsks(officer, asked);
  }

  @Handles(showSubjectAsk)
  show(@Officer() officer: Session, @AskedOf() asked: SubjectAskAsked): Promise<SubjectAskView> {
    return this.asks.show(officer, asked.thread, asked);
  }

  @Handles(proveSubjectReceipt)
  receipt(
    @Officer() officer: Session,
    @AskedOf() asked: SubjectReceiptAsked,
  ): Promise<ReceiptProof> {
    return this.receipts.readReceipt(asDataProtectionOfficer(officer), asked);
  }
}

@Controller()
export class SubjectSearchHandlers {
  constructor(private readonly subjects: SearchSubject) {}

  @Handles(searchSubject)
  search(@Officer() officer: Session, @AskedOf() asked: SubjectSearchAsked): Promise<FoundFiles> {
    return this.subjects.searchSubject(officer, asked);
  }
}
