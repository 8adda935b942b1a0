import type { Body } from '#kernel/documents/kinds';
import type { AnswerFact } from './data-subject-answer.kind.js';
import { subjectLimits } from './data-subjects.lists.js';
import type { SoughtPerson, SubjectFact } from './found-files.contract.js';

export const personSought = ({
  names,
  birthDate,
  numbers,
}: Body<'data-subject-request'>['sought']): SoughtPerson => ({
  names,
  birthDate: birthDate ?? null,
  numbers,
});

export function answerFactOf(fact: SubjectFact): AnswerFact | undefined {
  const { requestType, purpose, recipients } = fact;
  // Requests about data subjects are not part of any case file.
  if (requestType === 'DATA_SUBJECT_REQUEST' || purpose === 'DATA_SUBJECT_RIGHTS') return undefined;
  const { thread, authority, side, peer, peerAuthority, categories } = fact;
  const { openedAt, endedAt, reviewAt, eraseAt } = fact;
  return {
    ...{ thread, authority, side, requestType, peer, peerAuthority, purpose, categories },
    recipients: recipients.slice(0, subjectLimits.recipients),
    openedAt,
    ...(endedAt !== null && { endedAt }),
    ...(reviewAt !== null && { reviewAt }),
    ...(eraseAt !== null && { eraseAt }),
  };
}
