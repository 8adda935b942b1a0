import { Controller } from '@nestjs/common';
import type { Session } from '#access';
import { AskedOf, Handles, Officer } from '#service';
import { BroadcastAsked, showBroadcast, type BroadcastView } from './broadcasts.contract.js';
import { ReadBroadcast } from './broadcasts.queries.js';

@Controller()
export class BroadcastsHandlers {
  constructor(private readonly broadcasts: ReadBroadcast) {}

  @Handles(showBroadcast)
  async show(
    @Officer() officer: Session,
    @AskedOf() { broadcast, purpose }: BroadcastAsked,
  ): Promise<BroadcastView> {
    return { members: await this.broadcasts.show(officer, broadcast, purpose) };
  }
}
