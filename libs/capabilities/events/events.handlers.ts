import { Controller } from '@nestjs/common';
import type { Session } from '#access';
import { AskedOf, Handles, Officer } from '#service';
import {
  awaitGrowth,
  HeardAfter,
  GrowthAsked,
  hearEvents,
  type EventBatch,
  type LogGrowth,
} from './events.contract.js';
import { HearEvents } from './events.queries.js';
import { AwaitGrowth } from './log-growth.service.js';

/** Events in the threads of an officer's lists, and the growth of the log. */
@Controller()
export class EventsHandlers {
  constructor(
    private readonly events: HearEvents,
    private readonly growth: AwaitGrowth,
  ) {}

  @Handles(hearEvents)
  hear(@Officer() officer: Session, @AskedOf() { after }: HeardAfter): Promise<EventBatch> {
    return this.events.run(officer, after);
  }

  @Handles(awaitGrowth)
  async grown(@AskedOf() { beyond }: GrowthAsked): Promise<LogGrowth> {
    return { entries: await this.growth.run(beyond) };
  }
}
