import { Controller, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Asked, CALL_BUS, From, Route, type Caller, type CallBus, unknown } from '#api';
import { Nothing } from '#contract';
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

@ApiTags('audit')
@Controller('api/v1/audit')
export class AuditController {
  constructor(@Inject(CALL_BUS) private readonly bus: CallBus) {}

  @Route('GET', 'threads/:thread/timeline', readTimeline, {
    summary: 'List the events of a thread',
    description: 'Oldest first, of both desks, with what each event says.',
    refuses: unknown,
  })
  timeline(@From() caller: Caller, @Asked() asked: TimelineAsked): Promise<EventPageView> {
    return this.bus.ask(readTimeline, caller, asked);
  }

  @Route('GET', 'items/:item', eventsAboutItem, {
    summary: 'List the events about an item',
    description:
      'Also under the other names of the same document: of its dispatch, its message and its hash.',
    refuses: unknown,
  })
  item(@From() caller: Caller, @Asked() asked: ItemAsked): Promise<EventPageView> {
    return this.bus.ask(eventsAboutItem, caller, asked);
  }

  @Route('GET', 'officers/:officer', eventsOfOfficer, {
    summary: 'List what an officer did',
    description: 'Within a period, oldest first: views, searches and refusals too.',
    refuses: unknown,
  })
  officer(@From() caller: Caller, @Asked() asked: OfficerAsked): Promise<EventPageView> {
    return this.bus.ask(eventsOfOfficer, caller, asked);
  }

  @Route('GET', 'peers/:peer', eventsWithPeer, {
    summary: 'List what passed with a State',
    description: 'Within a period, oldest first: messages, receipts, statements and alarms.',
    refuses: unknown,
  })
  peer(@From() caller: Caller, @Asked() asked: PeerAsked): Promise<EventPageView> {
    return this.bus.ask(eventsWithPeer, caller, asked);
  }

  @Route('GET', 'differences', listDifferences, {
    summary: 'List open differences with neighbours',
    description:
      'One kind at a time: evidence of a fork, refused messages, missing numbers and receipts, unproven checkpoints, reports that differ.',
    refuses: unknown,
  })
  differences(@From() caller: Caller, @Asked() asked: DifferencesAsked): Promise<DifferencePage> {
    return this.bus.ask(listDifferences, caller, asked);
  }

  @Route('GET', 'health', readHealth, {
    summary: 'Show how the custody log is',
    description: 'Sizes, ages, witnesses, and why nothing is signed any more.',
  })
  health(@From() caller: Caller, @Asked() asked: Nothing): Promise<LogHealth> {
    return this.bus.ask(readHealth, caller, asked);
  }
}
