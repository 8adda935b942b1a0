import { Controller, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Asked, CALL_BUS, From, Route, type Caller, type CallBus, unknown } from '#api';
import { DeliveryAsked, showDelivery, type DeliveryView } from './deliveries.contract.js';

@ApiTags('deliveries')
@Controller('api/v1/dispatches')
export class DeliveriesController {
  constructor(@Inject(CALL_BUS) private readonly bus: CallBus) {}

  @Route('GET', ':dispatch/delivery', showDelivery, {
    summary: 'Show what became of a document',
    description:
      'Of a document that the officer has signed; needs no purpose, because it says no word of it.',
    refuses: unknown,
  })
  show(@From() caller: Caller, @Asked() asked: DeliveryAsked): Promise<DeliveryView> {
    return this.bus.ask(showDelivery, caller, asked);
  }
}
