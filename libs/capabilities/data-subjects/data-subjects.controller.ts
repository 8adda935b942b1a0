import { Controller, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { intakeRefusals } from '#capabilities/requests/submissions/refusals.lists';
import {
  Asked,
  CALL_BUS,
  From,
  Route,
  subjectAddresses,
  type Caller,
  type CallBus,
  inThread,
  joined,
  unknown,
} from '#api';
import type { ReceiptProof } from '#capabilities/requests/dispatches.contract';
import { SignedDocument } from '#capabilities/requests/submissions/signed-document.contract';
import {
  SignedAnswer,
  type Submitted,
} from '#capabilities/requests/submissions/submitted.contract';
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
import { SubjectSearchAsked, type FoundFiles } from './found-files.contract.js';

@ApiTags('data subjects')
@Controller(subjectAddresses)
export class SubjectAsksController {
  constructor(@Inject(CALL_BUS) private readonly bus: CallBus) {}

  @Route('GET', '', listSubjectAsks, {
    summary: 'List the asks about persons',
    description: 'The newest first, with how long the answer may still take.',
    refuses: unknown,
  })
  listAsks(@From() caller: Caller, @Asked() asked: SubjectAsksAsked): Promise<SubjectAsks> {
    return this.bus.ask(listSubjectAsks, caller, asked);
  }

  @Route('GET', ':thread', showSubjectAsk, {
    summary: 'Show an ask about a person',
    description: 'With what was said in it. Each document that is shown is a view in the log.',
    refuses: joined(inThread, { 410: ['ITEM_RECALLED'] }),
  })
  show(@From() caller: Caller, @Asked() asked: SubjectAskAsked): Promise<SubjectAskView> {
    return this.bus.ask(showSubjectAsk, caller, asked);
  }

  @Route('GET', ':thread/dispatches/:dispatch/receipts/:rseq', proveSubjectReceipt, {
    summary: 'Prove a receipt of an ask',
    description:
      'The neighbour’s signed statement and the own envelope, as for any other document.',
    refuses: inThread,
  })
  receipt(@From() caller: Caller, @Asked() asked: SubjectReceiptAsked): Promise<ReceiptProof> {
    return this.bus.ask(proveSubjectReceipt, caller, asked);
  }
}

@ApiTags('data subjects')
@Controller('api/v1/subjects')
export class SubjectsController {
  constructor(@Inject(CALL_BUS) private readonly bus: CallBus) {}

  @Route('POST', 'search', searchSubject, {
    summary: 'Search what is kept of a person',
    description:
      'A POST, because whom it is about must not stand in an address. Fifty a day for each officer.',
    refuses: { 400: ['SUBJECT_TOO_VAGUE'], 429: ['SUBJECT_SEARCHES_SPENT'] },
  })
  search(@From() caller: Caller, @Asked() asked: SubjectSearchAsked): Promise<FoundFiles> {
    return this.bus.ask(searchSubject, caller, asked);
  }

  @Route('POST', 'sent', askOfSubject, {
    status: 201,
    summary: 'Ask a neighbour about a person',
    description: 'A signed `data-subject-request`. Fifty a day for each officer.',
    refuses: joined(intakeRefusals, { 429: ['SUBJECT_ASKS_OPEN', 'SUBJECT_ASKS_SPENT'] }),
  })
  ask(@From() caller: Caller, @Asked() asked: SignedDocument): Promise<Submitted> {
    return this.bus.ask(askOfSubject, caller, asked);
  }

  @Route('POST', 'received/:thread/answers', answerOfSubject, {
    status: 201,
    summary: 'Answer an ask about a person',
    description: 'A signed `data-subject-answer`; a later one takes its place.',
    refuses: intakeRefusals,
  })
  answer(@From() caller: Caller, @Asked() asked: SignedAnswer): Promise<Submitted> {
    return this.bus.ask(answerOfSubject, caller, asked);
  }
}
