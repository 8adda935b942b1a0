import { assistanceRefusalGrounds, formalOutcomes } from '../evidence.lists.js';
import { closed, oneOf, text } from '#kernel/schema';
import { evidenceItemFields, evidenceItems } from './evidence-item.kind.js';
import { kind } from '#kernel/documents/kind';

/** Answer to a formal request (UN Convention art. 18(21), (23), (25)). Lists delivered material by hash. */
export const formalAnswer = kind({
  schema: {
    ...closed(
      {
        outcome: oneOf(formalOutcomes),
        ground: oneOf(assistanceRefusalGrounds),
        reasons: text(8000, 0),
        executingAuthority: text(500),
        items: evidenceItems(0),
        conditions: text(4000, 0),
      },
      ['ground'],
    ),
    allOf: [
      {
        if: { properties: { outcome: { const: 'REFUSED' } }, required: ['outcome'] },
        then: { required: ['ground'] },
        else: { properties: { ground: false } },
      },
      {
        if: { properties: { outcome: { enum: ['REFUSED', 'POSTPONED'] } }, required: ['outcome'] },
        then: { properties: { reasons: { pattern: '\\S' } } },
      },
      {
        if: { properties: { outcome: { const: 'EXECUTED' } }, required: ['outcome'] },
        else: { properties: { items: { maxItems: 0 } } },
      },
    ],
  },
  signers: ['CENTRAL_AUTHORITY', 'JUDICIAL_AUTHORITY'],
  form: [
    { name: 'outcome', control: 'choice', label: 'What becomes of the request' },
    {
      name: 'ground',
      control: 'choice',
      label: 'Ground of refusal',
      optional: true,
    },
    { name: 'reasons', control: 'lines', label: 'Reasons', optional: true },
    { name: 'executingAuthority', control: 'line', label: 'The authority that executes it' },
    {
      name: 'items',
      control: 'rows',
      label: 'What of this thread is handed over as evidence, by its hash',
      fields: evidenceItemFields,
    },
    { name: 'conditions', control: 'lines', label: 'Conditions of use', optional: true },
  ],
});
