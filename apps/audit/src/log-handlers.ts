import { Controller, Inject } from '@nestjs/common';
import { MessagePattern } from '@nestjs/microservices';
import type { Calls, Pattern } from '#capabilities/calls';
import { CountRequests } from '#capabilities/statistics/count-requests.queries';
import { FindEvents } from '#capabilities/audit/find-events.queries';
import { LogCondition } from '#capabilities/audit/log-condition.queries';
import { MirrorLog } from '#capabilities/audit/mirror-log.queries';
import { ReadLog } from '#capabilities/audit/read-log.queries';
import { ReadServices } from '#capabilities/audit/services.queries';
import { RecordRefusals } from '#capabilities/sessions/record-refusals.jobs';

type In<P extends Pattern> = Calls[P]['in'];
type Out<P extends Pattern> = Promise<Calls[P]['out']>;

/** Auditors' questions. Who asks comes from the session alone, never from the message. */
@Controller()
export class LogHandlers {
  constructor(
    @Inject(ReadLog) private readonly log: ReadLog,
    @Inject(FindEvents) private readonly events: FindEvents,
    @Inject(CountRequests) private readonly counts: CountRequests,
    @Inject(LogCondition) private readonly condition: LogCondition,
    @Inject(MirrorLog) private readonly mirror: MirrorLog,
    @Inject(ReadServices) private readonly services: ReadServices,
    @Inject(RecordRefusals) private readonly refusals: RecordRefusals,
  ) {}

  @MessagePattern('audit.timeline')
  timeline(input: In<'audit.timeline'>): Out<'audit.timeline'> {
    return this.refusals.noting('audit.timeline', () => this.events.timeline(input));
  }

  @MessagePattern('audit.item')
  item(input: In<'audit.item'>): Out<'audit.item'> {
    return this.refusals.noting('audit.item', () => this.events.item(input));
  }

  @MessagePattern('audit.officer')
  officer(input: In<'audit.officer'>): Out<'audit.officer'> {
    return this.refusals.noting('audit.officer', () => this.events.officer(input));
  }

  @MessagePattern('audit.peer')
  peer(input: In<'audit.peer'>): Out<'audit.peer'> {
    return this.refusals.noting('audit.peer', () => this.events.peer(input));
  }

  @MessagePattern('audit.requests')
  requests(input: In<'audit.requests'>): Out<'audit.requests'> {
    return this.refusals.noting('audit.requests', () => this.counts.run(input));
  }

  @MessagePattern('audit.differences')
  differences(input: In<'audit.differences'>): Out<'audit.differences'> {
    return this.refusals.noting('audit.differences', () => this.condition.differences(input));
  }

  @MessagePattern('audit.health')
  health(input: In<'audit.health'>): Out<'audit.health'> {
    return this.refusals.noting('audit.health', () => this.condition.health(input));
  }

  @MessagePattern('audit.entries')
  entries(input: In<'audit.entries'>): Out<'audit.entries'> {
    return this.refusals.noting('audit.entries', () => this.mirror.entries(input));
  }

  @MessagePattern('audit.tiles')
  tiles(input: In<'audit.tiles'>): Out<'audit.tiles'> {
    return this.refusals.noting('audit.tiles', () => this.mirror.tiles(input));
  }

  @MessagePattern('audit.notes')
  notes(input: In<'audit.notes'>): Out<'audit.notes'> {
    return this.refusals.noting('audit.notes', () => this.mirror.notes(input));
  }

  @MessagePattern('audit.proof')
  proof(input: In<'audit.proof'>): Out<'audit.proof'> {
    return this.refusals.noting('audit.proof', () => this.log.proof(input));
  }

  @MessagePattern('audit.checkpoint')
  checkpoint(input: In<'audit.checkpoint'>): Out<'audit.checkpoint'> {
    return this.refusals.noting('audit.checkpoint', () => this.log.checkpoint(input));
  }

  @MessagePattern('audit.quarantine-list')
  quarantined(input: In<'audit.quarantine-list'>): Out<'audit.quarantine-list'> {
    return this.refusals.noting('audit.quarantine-list', () => this.log.quarantined(input));
  }

  @MessagePattern('audit.quarantine-show')
  quarantinedItem(input: In<'audit.quarantine-show'>): Out<'audit.quarantine-show'> {
    return this.refusals.noting('audit.quarantine-show', () => this.log.quarantinedItem(input));
  }

  @MessagePattern('audit.status')
  status(): Out<'audit.status'> {
    return this.services.run();
  }
}
