import { Controller } from '@nestjs/common';
import type { Session } from '#access';
import { AskedOf, Handles, Officer } from '#service';
import {
  DifferencesAsked,
  eventsAboutItem,
  eventsOfOfficer,
  eventsWithPeer,
  ItemAsked,
  listDifferences,
  OfficerAsked,
  PeerAsked,
  readHealth,
  readTimeline,
  TimelineAsked,
  type DifferencePage,
  type EventPageView,
  type LogHealth,
} from './audit.contract.js';
import { FindEvents } from './find-events.queries.js';
import { LogCondition } from './log-condition.queries.js';

@Controller()
export class AuditHandlers {
  constructor(
    private readonly events: FindEvents,
    private readonly condition: LogCondition,
  ) {}

  @Handles(readTimeline)
  timeline(@Officer() officer: Session, @AskedOf() asked: TimelineAsked): Promise<EventPageView> {
    return this.events.timeline(officer, asked);
  }

  @Handles(eventsAboutItem)
  item(@Officer() officer: Session, @AskedOf() asked: ItemAsked): Promise<EventPageView> {
    return this.events.item(officer, asked);
  }

  @Handles(eventsOfOfficer)
  officer(@Officer() officer: Session, @AskedOf() asked: OfficerAsked): Promise<EventPageView> {
    return this.events.officer(officer, asked);
  }

  @Handles(eventsWithPeer)
  peer(@Officer() officer: Session, @AskedOf() asked: PeerAsked): Promise<EventPageView> {
    return this.events.peer(officer, asked);
  }

  @Handles(listDifferences)
  differences(
    @Officer() officer: Session,
    @AskedOf() asked: DifferencesAsked,
  ): Promise<DifferencePage> {
    return this.condition.differences(officer, asked);
  }

  @Handles(readHealth)
  health(@Officer() officer: Session): Promise<LogHealth> {
    return this.condition.health(officer);
  }
}
