import { Inject, Injectable } from '@nestjs/common';
import { SUBMISSION } from '#capabilities/tokens';
import { isOpening, type SignedDocumentInput } from '#kernel';
import type { Submitted } from '#capabilities/requests/submissions/submitted.contract';
import { Cases } from '#capabilities/cases';
import type { Submission } from '#threads';
import { asDataProtectionOfficer, type Session } from '#access';

/**
 * Submits a document of a data protection officer; the officer's other roles do not count. @throws AccessError
 * PERMISSION_DENIED; ThreadsError SUBJECT_ASKS_SPENT; the errors of `SubmitDispatch`
 */
@Injectable()
export class SubmitSubjectAsk {
  constructor(
    private readonly cases: Cases,
    @Inject(SUBMISSION) private readonly submit: Submission,
  ) {}

  submitAsk(session: Session, input: SignedDocumentInput): Promise<Submitted> {
    const officer = asDataProtectionOfficer(session);
    return this.submit.submitDocument(officer, input, async (tx, _thread, document) => {
      if (isOpening(document)) await this.cases.subjects.assertAsksLeft(tx, officer.officer);
      return [];
    });
  }
}
