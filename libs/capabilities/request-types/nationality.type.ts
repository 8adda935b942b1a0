import { closed, forms, oneOf, text } from '#kernel/schema';
import type { TypeOfRequest } from '#kernel/documents/request-type';
import {
  nationality,
  nationalityField,
  screening,
  screeningField,
} from '#capabilities/screening/screening.type';

const person = text(200);
const personField = { name: 'person', control: 'line', label: 'Which of the subjects' } as const;

/** Asks whether a smuggled person is a national or permanent resident of the asked State (Smuggling Protocol art. 18(3)). */
export const nationalityVerification: TypeOfRequest = {
  compartment: 'PROTECTION',
  label: 'Verification of nationality',
  details: closed(
    {
      person,
      nationality,
      permanentResidenceAtEntry: oneOf(['YES', 'NO', 'UNKNOWN']),
      screening,
    },
    ['screening'],
  ),
  form: [
    personField,
    nationalityField,
    {
      name: 'permanentResidenceAtEntry',
      control: 'choice',
      label: 'Permanent resident there when entering',
    },
    screeningField,
  ],
};

/** Asks for a travel document for a person who returns (Smuggling Protocol art. 18(4)). */
export const travelDocument: TypeOfRequest = {
  compartment: 'PROTECTION',
  label: 'Travel document',
  details: closed(
    {
      person,
      nationality,
      document: oneOf(['PASSPORT', 'EMERGENCY_TRAVEL_DOCUMENT', 'OTHER']),
      neededBy: forms.time,
      screening,
    },
    ['screening'],
  ),
  form: [
    personField,
    nationalityField,
    { name: 'document', control: 'choice', label: 'Which document' },
    { name: 'neededBy', control: 'time', label: 'When it is needed' },
    screeningField,
  ],
};

/**
 * Informs a consular post that a person is detained, at the wish of this person (Vienna Convention on Consular Relations art.
 * 36).
 */
export const consularNotification: TypeOfRequest = {
  compartment: 'PROTECTION',
  label: 'Consular notification',
  details: closed(
    {
      person,
      nationality,
      informedOfRightAt: forms.time,
      language: text(80),
      interpreter: oneOf(['YES', 'NO', 'NOT_NEEDED']),
      post: text(200),
      screening,
    },
    ['screening'],
  ),
  form: [
    personField,
    nationalityField,
    { name: 'informedOfRightAt', control: 'time', label: 'When the person was told of the right' },
    { name: 'language', control: 'line', label: 'In which language' },
    { name: 'interpreter', control: 'choice', label: 'With an interpreter' },
    { name: 'post', control: 'line', label: 'Consular post' },
    screeningField,
  ],
};
