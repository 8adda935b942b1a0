import { Controller, Inject, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { parseDocumentId } from '#kernel';
import type { Calls } from '#capabilities/calls';
import { Route, Session } from '../access.js';
import { DeliveryAnswer } from '../answers/deliveries.js';
import { Answers } from '../answers/members.js';
import { BUS, type Bus } from '../bus.js';
import { DeliveryAddress } from '../forms/deliveries.js';

/** Fate of a document, at whichever desk it was signed. */
@ApiTags('requests')
@Controller()
export class DeliveriesController {
  constructor(@Inject(BUS) private readonly bus: Bus) {}

  /** Of a document that the officer has signed; needs no purpose, because it says no word of it. */
  @Route('GET /api/v1/dispatches/:dispatch/delivery')
  @Answers(DeliveryAnswer)
  show(
    @Session() session: string,
    @Param() address: DeliveryAddress,
  ): Promise<Calls['requests.delivery']['out']> {
    const dispatch = parseDocumentId(address.dispatch);
    return this.bus.request('requests.delivery', { session, dispatch });
  }
}
