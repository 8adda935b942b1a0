import { Controller, Inject } from '@nestjs/common';
import type { Session } from '#access';
import { AskedOf, Handles, Officer } from '#service';
import { SUBMISSION } from '#capabilities/tokens';
import type { Submission } from '#threads';
import {
  SignedAnswer,
  SignedRequest,
  submitAnswer,
  submitRequest,
  type Submitted,
} from './submitted.contract.js';

@Controller()
export class SubmissionsHandlers {
  constructor(@Inject(SUBMISSION) private readonly submits: Submission) {}

  @Handles(submitRequest)
  request(@Officer() officer: Session, @AskedOf() asked: SignedRequest): Promise<Submitted> {
    return this.submits.submitDocument(officer, asked);
  }

  @Handles(submitAnswer)
  answer(@Officer() officer: Session, @AskedOf() asked: SignedAnswer): Promise<Submitted> {
    return this.submits.submitDocument(officer, asked);
  }
}
