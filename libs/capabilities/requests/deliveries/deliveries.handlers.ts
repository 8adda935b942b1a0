import { Controller } from '@nestjs/common';
import type { Session } from '#access';
import { AskedOf, Handles, Officer } from '#service';
import { DeliveryAsked, showDelivery, type DeliveryView } from './deliveries.contract.js';
import { ReadDelivery } from './read-delivery.queries.js';

@Controller()
export class DeliveriesHandlers {
  constructor(private readonly deliveries: ReadDelivery) {}

  @Handles(showDelivery)
  show(@Officer() officer: Session, @AskedOf() { dispatch }: DeliveryAsked): Promise<DeliveryView> {
    return this.deliveries.readDelivery(officer, dispatch);
  }
}
