import { closed, forms, oneOf, someOf, text } from '#kernel/schema';
import type { TypeOfRequest } from '#kernel/documents/request-type';
import { consents } from '#capabilities/screening/screening.type';

const dangers = [
  'LIFE_OR_SAFETY',
  'TORTURE_OR_INHUMAN_TREATMENT',
  'VIOLENCE',
  'RETALIATION',
  'TRAFFICKING_SIGN',
  'OTHER',
] as const;

const measures = [
  'PROTECTION_BY_POLICE',
  'SAFE_ACCOMMODATION',
  'MEDICAL_CARE',
  'LEGAL_ASSISTANCE',
  'FAMILY_CONTACT',
  'OTHER',
] as const;

export const protection: TypeOfRequest = {
  compartment: 'PROTECTION',
  label: 'Protection',
  details: closed(
    {
      person: text(200),
      dangers: someOf(dangers, 1),
      measures: someOf(measures, 1),
      child: oneOf(['YES', 'NO', 'UNKNOWN']),
      place: text(1000),
      neededBy: forms.time,
      consent: oneOf(consents),
    },
    ['place'],
  ),
  form: [
    { name: 'person', control: 'line', label: 'Which of the subjects' },
    { name: 'dangers', control: 'choices', label: 'What the person is to be protected from' },
    { name: 'measures', control: 'choices', label: 'What you ask for' },
    { name: 'child', control: 'choice', label: 'The person is a child' },
    {
      name: 'place',
      control: 'lines',
      label: 'Where the person is, if it is known',
      optional: true,
    },
    { name: 'neededBy', control: 'time', label: 'When it is needed' },
    { name: 'consent', control: 'choice', label: 'The person agrees' },
  ],
};
