import { Controller, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Asked, CALL_BUS, From, Route, type Caller, type CallBus } from '#api';
import { checkPolicy, DraftFacts, type JudgedDraft } from './policy.contract.js';

@ApiTags('directory')
@Controller('api/v1/policy/check')
export class PolicyController {
  constructor(@Inject(CALL_BUS) private readonly bus: CallBus) {}

  @Route('POST', '', checkPolicy, {
    summary: 'Check a draft against the policy pack',
    description: 'A POST, because what an officer is about to send must not stand in an address.',
    refuses: {
      413: ['WIRE_TOO_LARGE'],
      422: ['DOCUMENT_INVALID', 'WIRE_MALFORMED', 'WIRE_NOT_CANONICAL', 'WIRE_TOO_DEEP'],
    },
  })
  check(@From() caller: Caller, @Asked() asked: DraftFacts): Promise<JudgedDraft> {
    return this.bus.ask(checkPolicy, caller, asked);
  }
}
