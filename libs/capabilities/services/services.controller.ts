import { Controller, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Asked, CALL_BUS, Route, type CallBus } from '#api';
import { Nothing } from '#contract';
import { readServices, type ServicesView } from './services.contract.js';

@ApiTags('status')
@Controller('api/v1/status')
export class StatusController {
  constructor(@Inject(CALL_BUS) private readonly bus: CallBus) {}

  @Route('GET', '', readServices, {
    summary: 'Show the state of every process',
    session: true,
    description: 'What each process last said of itself, and when.',
  })
  status(@Asked() asked: Nothing): Promise<ServicesView> {
    return this.bus.askOpen(readServices, asked);
  }
}
