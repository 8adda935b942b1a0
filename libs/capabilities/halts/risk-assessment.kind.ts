import { closed, forms, text, type Of } from '#kernel/schema';
import { kind, type Field } from '#kernel/documents/kind';
import { inOperations } from './in-operations.model.js';

export const assessment = closed({
  riskToLife: text(8000),
  mitigations: text(8000),
  safetyOfficer: text(200),
  validUntil: forms.time,
});
export type Assessment = Of<typeof assessment>;

export const assessmentFields: readonly Field[] = [
  { name: 'riskToLife', control: 'lines', label: 'What may happen to the smuggled persons' },
  { name: 'mitigations', control: 'lines', label: 'What is done against it' },
  { name: 'safetyOfficer', control: 'line', label: 'Function of the safety officer' },
  { name: 'validUntil', control: 'time', label: 'Until when this holds: 72 hours at most' },
];

/** New risk assessment of an operation by either State, in reply to the request. The assessment signed last counts. */
export const riskAssessment = kind({
  schema: assessment,
  signers: ['LIAISON_OFFICER', 'DUTY_OFFICER'],
  place: inOperations,
  form: assessmentFields,
});
