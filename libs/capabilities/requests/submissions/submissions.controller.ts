import { Controller, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { intakeRefusals } from './refusals.lists.js';
import { Asked, CALL_BUS, From, Route, type Caller, type CallBus } from '#api';
import {
  SignedAnswer,
  SignedRequest,
  submitAnswer,
  submitRequest,
  type Submitted,
} from './submitted.contract.js';

@ApiTags('submissions')
@Controller('api/v1')
export class SubmissionsController {
  constructor(@Inject(CALL_BUS) private readonly bus: CallBus) {}

  @Route('POST', 'requests', submitRequest, {
    status: 201,
    summary: 'Submit a signed request',
    description:
      'Or another document of a thread that this State has opened. The same bytes again are answered as the first time, and sent once.',
    refuses: intakeRefusals,
  })
  request(@From() caller: Caller, @Asked() asked: SignedRequest): Promise<Submitted> {
    return this.bus.ask(submitRequest, caller, asked);
  }

  @Route('POST', 'inbox/:thread/answers', submitAnswer, {
    status: 201,
    summary: 'Submit a signed answer',
    description:
      'Or another document of a thread that the neighbour has opened. The same bytes again are answered as the first time, and sent once.',
    refuses: intakeRefusals,
  })
  answer(@From() caller: Caller, @Asked() asked: SignedAnswer): Promise<Submitted> {
    return this.bus.ask(submitAnswer, caller, asked);
  }
}
