import { assistanceTypes } from '../evidence.lists.js';
import { closed, list, pattern, someOf, text } from '#kernel/schema';
import {
  evidenceItemFields,
  evidenceItems,
  mostEvidenceItems,
  proceedings,
  proceedingsFields,
  reference,
  referenceFields,
} from './evidence-item.kind.js';
import type { Field } from '#kernel/documents/kind';

const person = closed({
  identity: text(400),
  location: text(400, 0),
  nationality: text(80, 0),
});

/** Members of a request for mutual legal assistance (UN Convention art. 18(15)), with additions from practice. */
export const formalMembers = {
  requestingAuthority: text(500),
  subjectMatterAndNature: text(8000),
  conductingAuthority: text(500),
  proceedings,
  facts: text(32_000, 0),
  assistanceTypes: someOf(assistanceTypes, 1),
  assistanceSought: text(16_000),
  particularProcedure: text(8000, 0),
  persons: list(person, 100),
  purpose: text(4000),
  offences: text(8000, 0),
  dualCriminality: text(4000, 0),
  urgency: text(2000, 0),
  confidentiality: text(2000, 0),
  certification: text(2000, 0),
  language: pattern('^[a-z]{2,3}$'),
  contact: text(300, 0),
  informalExchangeRefs: evidenceItems(0),
  consentRefs: list(reference, mostEvidenceItems),
} as const;

export const formalFields: readonly Field[] = [
  {
    name: 'requestingAuthority',
    control: 'line',
    label: 'The authority that makes the request',
    mandatory: 'art. 18(15)(a)',
  },
  {
    name: 'subjectMatterAndNature',
    control: 'lines',
    label: 'Subject matter and nature of the investigation, prosecution or proceeding',
    mandatory: 'art. 18(15)(b)',
  },
  {
    name: 'conductingAuthority',
    control: 'line',
    label: 'Name and functions of the authority that conducts it',
    mandatory: 'art. 18(15)(b)',
  },
  {
    name: 'proceedings',
    control: 'part',
    label: 'The investigation, prosecution or proceeding',
    mandatory: 'art. 18(15)(b)',
    fields: proceedingsFields,
  },
  {
    name: 'facts',
    control: 'lines',
    label: 'Summary of the relevant facts',
    mandatory: 'art. 18(15)(c)',
    exceptFor: { member: 'assistanceTypes', value: 'SERVE_DOCUMENTS' },
    optional: true,
  },
  {
    name: 'assistanceTypes',
    control: 'choices',
    label: 'What kind of assistance',
    mandatory: 'art. 18(15)(d)',
  },
  {
    name: 'assistanceSought',
    control: 'lines',
    label: 'The assistance sought',
    mandatory: 'art. 18(15)(d)',
  },
  {
    name: 'particularProcedure',
    control: 'lines',
    label: 'A particular procedure that you wish to be followed',
    optional: true,
  },
  {
    name: 'persons',
    control: 'rows',
    label: 'Identity, location and nationality of the persons concerned, as far as known',
    mandatory: 'art. 18(15)(e)',
    fields: [
      { name: 'identity', control: 'line', label: 'Identity' },
      { name: 'location', control: 'line', label: 'Location', optional: true },
      { name: 'nationality', control: 'line', label: 'Nationality', optional: true },
    ],
  },
  {
    name: 'purpose',
    control: 'lines',
    label: 'What the evidence, information or action is sought for',
    mandatory: 'art. 18(15)(f)',
  },
  { name: 'offences', control: 'lines', label: 'Offences and penalties', optional: true },
  { name: 'dualCriminality', control: 'lines', label: 'Dual criminality', optional: true },
  { name: 'urgency', control: 'lines', label: 'By when, and why', optional: true },
  { name: 'confidentiality', control: 'lines', label: 'What is kept secret', optional: true },
  {
    name: 'certification',
    control: 'lines',
    label: 'How evidence is to be certified and translated',
    optional: true,
  },
  { name: 'language', control: 'line', label: 'Language of the request' },
  { name: 'contact', control: 'line', label: 'Whom to ask', optional: true },
  {
    name: 'informalExchangeRefs',
    control: 'rows',
    label: 'What of the informal exchange it rests on',
    fields: evidenceItemFields,
  },
  {
    name: 'consentRefs',
    control: 'rows',
    label: 'The consents by which that may be used',
    fields: referenceFields,
  },
];
