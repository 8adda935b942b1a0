import { Controller } from '@nestjs/common';
import type { Session } from '#access';
import { ReadOfThread } from '#contract';
import { AskedOf, Handles, Officer } from '#service';
import {
  listWaivers,
  WaiverAsk,
  WaiverWithdrawal,
  waiveRule,
  withdrawWaiver,
  type WaiverList,
  type WaiverView,
} from './waivers.contract.js';
import { Waivers } from './waivers.service.js';

@Controller()
export class WaiversHandlers {
  constructor(private readonly waivers: Waivers) {}

  @Handles(waiveRule)
  waive(@Officer() officer: Session, @AskedOf() asked: WaiverAsk): Promise<WaiverView> {
    return this.waivers.waive(officer, asked);
  }

  @Handles(withdrawWaiver)
  withdraw(@Officer() officer: Session, @AskedOf() asked: WaiverWithdrawal): Promise<WaiverView> {
    return this.waivers.withdraw(officer, asked);
  }

  @Handles(listWaivers)
  listWaivers(
    @Officer() officer: Session,
    @AskedOf() { thread, purpose }: ReadOfThread,
  ): Promise<WaiverList> {
    return this.waivers.listWaivers(officer, thread, purpose);
  }
}
