import { assessment, assessmentFields } from '#capabilities/halts/risk-assessment.kind';
import { closed, forms, text } from '#kernel/schema';
import type { TypeOfRequest } from '#kernel/documents/request-type';

/** Operation that both States carry out together. New requests need `assessment`; old requests may lack it. */
const operation = (label: string): TypeOfRequest => ({
  compartment: 'ENFORCEMENT',
  label,
  details: closed(
    {
      plan: text(16_000),
      from: forms.time,
      until: forms.time,
      safetyOfPersons: text(8000),
      safetyOfficer: text(200),
      assessment,
    },
    ['assessment'],
  ),
  form: [
    { name: 'plan', control: 'lines', label: 'What is planned' },
    { name: 'from', control: 'time', label: 'From' },
    { name: 'until', control: 'time', label: 'Until' },
    { name: 'safetyOfPersons', control: 'lines', label: 'How the smuggled persons are kept safe' },
    { name: 'safetyOfficer', control: 'line', label: 'Who may stop it at any moment' },
    {
      name: 'assessment',
      control: 'part',
      label: 'The risk to the smuggled persons, as it is now',
      optional: true,
      fields: assessmentFields,
    },
  ],
});

export const controlledDelivery = operation('Controlled delivery');
export const surveillanceCoordination = operation('Surveillance across the border');
