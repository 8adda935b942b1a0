import { Controller } from '@nestjs/common';
import type { Session } from '#access';
import { AskedOf, Handles, Officer } from '#service';
import {
  listOwed,
  MarkExculpatory,
  markExculpatory,
  OwedAsked,
  type MarkedItem,
  type OwedPage,
} from './evidence.contract.js';
import { EvidenceDesk } from './evidence.queries.js';

@Controller()
export class EvidenceHandlers {
  constructor(private readonly evidence: EvidenceDesk) {}

  @Handles(listOwed)
  owed(@Officer() officer: Session, @AskedOf() asked: OwedAsked): Promise<OwedPage> {
    return this.evidence.owed(officer, asked, asked.purpose);
  }

  @Handles(markExculpatory)
  mark(
    @Officer() officer: Session,
    @AskedOf() { thread, dispatch }: MarkExculpatory,
  ): Promise<MarkedItem> {
    return this.evidence.mark(officer, thread, dispatch);
  }
}
