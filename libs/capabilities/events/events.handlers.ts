import { Controller } from '@nestjs/common';
import type { Session } from '#access';
import { Sessions } from '#capabilities/sessions/sessions.service';
import { AskedOf, Handles, Officer } from '#service';
import {
  awaitGrowth,
  EventsAfter,
  GrowthAsked,
  hearEvents,
  type EventBatch,
  type LogGrowth,
} from './events.contract.js';
import { HearEvents } from './events.queries.js';
import { AwaitGrowth } from './log-growth.service.js';

const asked = { pattern: 'requests.log-growth', right: 'open' } as const;

@Controller()
export class EventsHandlers {
  constructor(
    private readonly events: HearEvents,
    private readonly growth: AwaitGrowth,
    private readonly sessions: Sessions,
  ) {}

  @Handles(hearEvents)
  hear(@Officer() officer: Session, @AskedOf() { after }: EventsAfter): Promise<EventBatch> {
    return this.events.readEvents(officer, after);
  }

  @Handles(awaitGrowth)
  async grown(@AskedOf() { beyond, sessions }: GrowthAsked): Promise<LogGrowth> {
    const entries = await this.growth.awaitGrowth(beyond);
    // Carries no case data; readers then fetch events with their own session.
    if (entries > beyond) return { entries, ended: [] };
    return { entries, ended: await this.sessions.ended(sessions, asked) };
  }
}
