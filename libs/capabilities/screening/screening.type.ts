import type { Field } from '#kernel/documents/kind';
import { closed, forms, oneOf, text, type Of } from '#kernel/schema';

/** Answers to a question of the screening. Only NO permits sending. */
export const screeningAnswers = ['YES', 'NO', 'UNKNOWN'] as const;
export const bestInterests = ['NO_CHILD', 'SERVED', 'NOT_SERVED', 'UNKNOWN'] as const;
export const consents = ['YES', 'NO', 'NOT_YET_ASKED', 'UNABLE'] as const;

/**
 * Screening: whether a person's State may learn of the person (Smuggling Protocol art. 16, 18, 19). The officer signs the
 * screening as part of the request.
 */
export const screening = closed(
  {
    asylumClaim: oneOf(screeningAnswers),
    appealPending: oneOf(screeningAnswers),
    nonRefoulement: oneOf(screeningAnswers),
    childBestInterests: oneOf(bestInterests),
    consent: oneOf(consents),
    screenedBy: text(200),
    screenedAt: forms.time,
  },
  ['consent'],
);
export type Screening = Of<typeof screening>;

export const nationality = closed({
  state: forms.state,
  basis: oneOf(['CLAIMED', 'VERIFIED']),
});

export const nationalityField: Field = {
  name: 'nationality',
  control: 'part',
  label: 'Nationality',
  fields: [
    { name: 'state', control: 'line', label: 'State' },
    { name: 'basis', control: 'choice', label: 'Claimed, or verified' },
  ],
};

export const screeningField: Field = {
  name: 'screening',
  control: 'part',
  label: 'What speaks against telling that State about the person',
  optional: true,
  fields: [
    { name: 'asylumClaim', control: 'choice', label: 'The person has asked for asylum' },
    { name: 'appealPending', control: 'choice', label: 'An appeal is pending' },
    {
      name: 'nonRefoulement',
      control: 'choice',
      label: 'The person may not be returned there (non-refoulement)',
    },
    {
      name: 'childBestInterests',
      control: 'choice',
      label: 'The best interests of the child, if it is one',
    },
    { name: 'consent', control: 'choice', label: 'The person agrees', optional: true },
    { name: 'screenedBy', control: 'line', label: 'Who has found that out: the function' },
    { name: 'screenedAt', control: 'time', label: 'When' },
  ],
};
