import { closed, forms, oneOf, someOf, text } from '#kernel/schema';
import type { TypeOfRequest } from '#kernel/documents/request-type';
import { consents } from '#capabilities/screening/screening.type';

const triggers = [
  'CHILD',
  'PREGNANCY',
  'MEDICAL',
  'TRAFFICKING_SIGN',
  'VIOLENCE',
  'OTHER',
] as const;

/** Refers a child or another vulnerable smuggled person to a welfare authority (Smuggling Protocol art. 16(3), (4)). */
export const welfareReferral: TypeOfRequest = {
  compartment: 'PROTECTION',
  label: 'Referral to welfare',
  details: closed(
    {
      person: text(200),
      triggers: someOf(triggers, 1),
      authority: text(200),
      noticedAt: forms.time,
      neededBy: forms.time,
      guardian: oneOf(['APPOINTED', 'NOT_APPOINTED', 'NO_CHILD', 'UNKNOWN']),
      guardianContact: text(200),
      consent: oneOf(consents),
    },
    ['guardianContact'],
  ),
  form: [
    { name: 'person', control: 'line', label: 'Which of the subjects' },
    { name: 'triggers', control: 'choices', label: 'Why the person must be looked after' },
    { name: 'authority', control: 'line', label: 'Welfare authority that is to do it' },
    { name: 'noticedAt', control: 'time', label: 'When it was noticed' },
    { name: 'neededBy', control: 'time', label: 'By when the person must be in care' },
    { name: 'guardian', control: 'choice', label: 'Guardian of a child' },
    {
      name: 'guardianContact',
      control: 'line',
      label: 'How the guardian is reached: the function',
      optional: true,
    },
    { name: 'consent', control: 'choice', label: 'The person, or the guardian, agrees' },
  ],
};
