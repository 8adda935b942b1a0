import type { Field } from '#kernel/documents/kind';
import { closed, forms, oneOf, text, type Of } from '#kernel/schema';

/** Findings. UNKNOWN is no answer: who has not asked the question does not know. */
export const screeningAnswers = ['YES', 'NO', 'UNKNOWN'] as const;
export const bestInterests = ['NO_CHILD', 'SERVED', 'NOT_SERVED', 'UNKNOWN'] as const;
export const consents = ['YES', 'NO', 'NOT_YET_ASKED', 'UNABLE'] as const;

/**
 * Whether anything speaks against telling a person's State about the person (Protocol against the Smuggling of Migrants art.
 * 16, 18 and 19): by whom it was found out, and when. It is a member of the request, so the officer signs it. Consent stands
 * where it is due.
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

/** State whose national the person is said to be, and whether that is known. */
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
