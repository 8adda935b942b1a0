import type { DocumentId } from '#kernel/ids';
import { handlingCodes, trafficLights } from '#kernel/lists';
import { closed, forms, list, oneOf, someOf, text, whole, type Schema } from '#kernel/schema';
import { kind } from '#kernel/documents/kind';

export const recallWhats = ['RECALL', 'NARROW'] as const;
export const mostRecalled = 32;

export const item = forms.uuid7 as Schema<DocumentId>;

const handling = {
  ...closed(
    {
      codes: someOf(handlingCodes, 1),
      restrictions: text(2000, 0),
      retentionMonths: whole(1, 60),
      tlp: oneOf(trafficLights),
    },
    ['tlp'],
  ),
  if: { properties: { codes: { contains: { const: 'H3' } } }, required: ['codes'] },
  then: { properties: { restrictions: { minLength: 1 } } },
};

/** Recalls or narrows documents of the sender's State. `effect`: consequence for evidence used under a recalled consent. */
export const recall = kind({
  schema: {
    ...closed(
      {
        what: oneOf(recallWhats),
        items: { ...list(item, mostRecalled, 1), uniqueItems: true },
        reason: text(2000),
        handling,
        effect: text(2000),
      },
      ['handling', 'effect'],
    ),
    // A new handling is required for NARROW and forbidden otherwise.
    if: { properties: { what: { const: 'NARROW' } }, required: ['what'] },
    then: { required: ['handling'], properties: { effect: false } },
    else: { properties: { handling: false } },
  },
  signers: ['LIAISON_OFFICER', 'DUTY_OFFICER', 'CENTRAL_AUTHORITY', 'JUDICIAL_AUTHORITY'],
  form: [
    { name: 'what', control: 'choice', label: 'Take it back, or narrow what may be done with it' },
    { name: 'items', control: 'documents', label: 'Which of your documents' },
    { name: 'reason', control: 'lines', label: 'Why' },
    {
      name: 'handling',
      control: 'part',
      label: 'The stricter handling',
      optional: true,
      fields: [
        { name: 'codes', control: 'choices', label: 'Handling codes' },
        { name: 'restrictions', control: 'lines', label: 'What H3 restricts', optional: true },
        { name: 'retentionMonths', control: 'number', label: 'Months it may be kept' },
        { name: 'tlp', control: 'choice', label: 'Mark of TLP 2.0', optional: true },
      ],
    },
    {
      name: 'effect',
      control: 'lines',
      label: 'Of a consent to evidential use: what becomes of what was used already',
      optional: true,
    },
  ],
});
