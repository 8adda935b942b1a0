import { Controller, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Asked, CALL_BUS, From, Route, type Caller, type CallBus, inThread, joined } from '#api';
import { OfThread } from '#contract';
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

@ApiTags('assignment')
@Controller('api/v1/inbox')
export class AssignmentController {
  constructor(@Inject(CALL_BUS) private readonly bus: CallBus) {}

  @Route('POST', ':thread/claim', claimRequest, {
    summary: 'Claim a request',
    description: 'Only who has claimed a request may answer it.',
    refuses: joined(inThread, { 409: ['ALREADY_CLAIMED', 'TRANSITION_NOT_ALLOWED'] }),
  })
  claim(@From() caller: Caller, @Asked() asked: OfThread): Promise<Assignment> {
    return this.bus.ask(claimRequest, caller, asked);
  }

  @Route('POST', ':thread/assign', assignRequest, {
    summary: 'Assign a request to a colleague',
    description: 'Or to oneself, from the hands of one who may act no more or cannot be reached.',
    refuses: joined(inThread, {
      409: ['ALREADY_CLAIMED', 'NOT_HOLDER', 'TRANSITION_NOT_ALLOWED'],
      422: ['COLLEAGUE_UNKNOWN'],
    }),
  })
  assign(@From() caller: Caller, @Asked() asked: AssignRequest): Promise<Assignment> {
    return this.bus.ask(assignRequest, caller, asked);
  }

  @Route('POST', ':thread/release', releaseRequest, {
    summary: 'Give a request back',
    description: 'Nobody has it then.',
    refuses: joined(inThread, { 409: ['NOT_HOLDER'] }),
  })
  release(@From() caller: Caller, @Asked() asked: OfThread): Promise<Assignment> {
    return this.bus.ask(releaseRequest, caller, asked);
  }

  @Route('POST', 'handover', handOver, {
    summary: 'Hand over to a colleague',
    description: 'All that is open in one’s hands: as much as fits into one call.',
    refuses: { 422: ['COLLEAGUE_UNKNOWN'] },
  })
  handOver(@From() caller: Caller, @Asked() asked: HandOver): Promise<HandedOver> {
    return this.bus.ask(handOver, caller, asked);
  }
}
