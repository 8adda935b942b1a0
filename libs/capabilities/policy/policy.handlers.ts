import { Controller } from '@nestjs/common';
import type { Session } from '#access';
import { AskedOf, Handles, Officer } from '#service';
import { checkPolicy, DraftFacts, type JudgedDraft } from './policy.contract.js';
import { CheckPolicy } from './policy.service.js';

@Controller()
export class PolicyHandlers {
  constructor(private readonly policies: CheckPolicy) {}

  @Handles(checkPolicy)
  check(@Officer() _officer: Session, @AskedOf() { facts }: DraftFacts): Promise<JudgedDraft> {
    return this.policies.judgeDraft(facts);
  }
}
