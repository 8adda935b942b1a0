import { Controller } from '@nestjs/common';
import type { Session } from '#access';
import { AskedOf, Handles, Officer } from '#service';
import {
  listQuarantine,
  QuarantinedAsked,
  QuarantinePageAsked,
  showQuarantined,
  type QuarantinedMessage,
  type QuarantinePage,
} from './quarantine.contract.js';
import { ReadQuarantine } from './quarantine.queries.js';

@Controller()
export class QuarantineHandlers {
  constructor(private readonly quarantine: ReadQuarantine) {}

  @Handles(listQuarantine)
  listQuarantine(
    @Officer() officer: Session,
    @AskedOf() asked: QuarantinePageAsked,
  ): Promise<QuarantinePage> {
    return this.quarantine.listQuarantine(officer, asked);
  }

  @Handles(showQuarantined)
  show(
    @Officer() officer: Session,
    @AskedOf() asked: QuarantinedAsked,
  ): Promise<QuarantinedMessage> {
    return this.quarantine.show(officer, asked);
  }
}
