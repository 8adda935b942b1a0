import { Controller, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Asked, CALL_BUS, From, Route, type Caller, type CallBus, unknown } from '#api';
import {
  listQuarantine,
  QuarantinedAsked,
  QuarantinePageAsked,
  showQuarantined,
  type QuarantinedMessage,
  type QuarantinePage,
} from './quarantine.contract.js';

@ApiTags('audit')
@Controller('api/v1/quarantine')
export class QuarantineController {
  constructor(@Inject(CALL_BUS) private readonly bus: CallBus) {}

  @Route('GET', '', listQuarantine, {
    summary: 'List refused messages',
    description: 'Newest first: what came over a link and was not accepted, and why.',
    refuses: unknown,
  })
  listQuarantine(
    @From() caller: Caller,
    @Asked() asked: QuarantinePageAsked,
  ): Promise<QuarantinePage> {
    return this.bus.ask(listQuarantine, caller, asked);
  }

  @Route('GET', ':id', showQuarantined, {
    summary: 'Show a refused message',
    description: 'With its bytes as they came, still sealed.',
    refuses: unknown,
  })
  show(@From() caller: Caller, @Asked() asked: QuarantinedAsked): Promise<QuarantinedMessage> {
    return this.bus.ask(showQuarantined, caller, asked);
  }
}
