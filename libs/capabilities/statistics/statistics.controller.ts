import { Controller, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Asked, CALL_BUS, From, Route, type Caller, type CallBus, unknown } from '#api';
import {
  CountedRequestsAsked,
  countRequests,
  type CountedRequests,
} from './statistics.contract.js';

@ApiTags('audit')
@Controller('api/v1/audit')
export class StatisticsController {
  constructor(@Inject(CALL_BUS) private readonly bus: CallBus) {}

  @Route('GET', 'requests', countRequests, {
    summary: 'Count the requests of a period',
    description:
      'What Directive (EU) 2023/977 art. 18(2) counts of each request, from the custody log alone.',
    refuses: unknown,
  })
  requests(@From() caller: Caller, @Asked() asked: CountedRequestsAsked): Promise<CountedRequests> {
    return this.bus.ask(countRequests, caller, asked);
  }
}
