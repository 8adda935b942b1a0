import { Controller, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Asked, CALL_BUS, From, Route, type Caller, type CallBus, unknown } from '#api';
import { BroadcastAsked, showBroadcast, type BroadcastView } from './broadcasts.contract.js';

@ApiTags('broadcasts')
@Controller('api/v1/requests/broadcasts')
export class BroadcastsController {
  constructor(@Inject(CALL_BUS) private readonly bus: CallBus) {}

  @Route('GET', ':broadcast', showBroadcast, {
    summary: 'Show a broadcast',
    description: 'Side by side what was asked of several States, each with its own clock.',
    refuses: unknown,
  })
  show(@From() caller: Caller, @Asked() asked: BroadcastAsked): Promise<BroadcastView> {
    return this.bus.ask(showBroadcast, caller, asked);
  }
}
