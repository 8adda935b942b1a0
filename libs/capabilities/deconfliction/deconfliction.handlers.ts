import { Controller } from '@nestjs/common';
import type { Session } from '#access';
import { AskedOf, Handles, Officer } from '#service';
import { CheckDuplicates } from './check-duplicates.service.js';
import {
  checkDuplicates,
  DuplicatesAsked,
  type FoundDuplicates,
} from './deconfliction.contract.js';

@Controller()
export class DeconflictionHandlers {
  constructor(private readonly checks: CheckDuplicates) {}

  @Handles(checkDuplicates)
  check(
    @Officer() officer: Session,
    @AskedOf() { sought, purpose }: DuplicatesAsked,
  ): Promise<FoundDuplicates> {
    return this.checks.checkDuplicates(officer, sought, purpose);
  }
}
