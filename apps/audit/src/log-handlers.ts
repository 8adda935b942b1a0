import { Controller, Inject } from '@nestjs/common';
import { MessagePattern } from '@nestjs/microservices';
import type { Calls, Pattern } from '#model';
import { ReadLog, ReadServices, RecordRefusals } from '#flows';

type In<P extends Pattern> = Calls[P]['in'];
type Out<P extends Pattern> = Promise<Calls[P]['out']>;

/** Auditors' questions. Who asks comes from the session alone, never from the message. */
@Controller()
export class LogHandlers {
  constructor(
    @Inject(ReadLog) private readonly log: ReadLog,
    @Inject(ReadServices) private readonly services: ReadServices,
    @Inject(RecordRefusals) private readonly refusals: RecordRefusals,
  ) {}

  @MessagePattern('audit.timeline')
  timeline(input: In<'audit.timeline'>): Out<'audit.timeline'> {
    return this.refusals.noting('audit.timeline', () => this.log.timeline(input));
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
