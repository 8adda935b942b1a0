import { exculpatoryStages } from '../evidence.lists.js';
import type { DocumentId, Sha256 } from '#kernel/ids';
import { closed, forms, oneOf, text, type Schema } from '#kernel/schema';
import { kind } from '#kernel/documents/kind';

/** Tells the other State that an item speaks for the accused (UN Convention art. 18(5), (19)). */
export const exculpatoryNotice = kind({
  schema: {
    ...closed(
      {
        item: forms.uuid7 as Schema<DocumentId>,
        itemSha256: forms.sha256 as Schema<Sha256>,
        stage: oneOf(exculpatoryStages),
        foundAt: forms.time,
        dutyBasis: text(1000),
        explanation: text(4000),
        disclosureAt: forms.time,
        priorNoticeImpossible: text(2000, 0),
      },
      ['disclosureAt'],
    ),
    if: { properties: { stage: { const: 'AFTER_DISCLOSURE' } }, required: ['stage'] },
    then: {
      properties: { priorNoticeImpossible: { pattern: '\\S' } },
      required: ['disclosureAt'],
    },
    else: { properties: { priorNoticeImpossible: { maxLength: 0 } } },
  },
  signers: ['LIAISON_OFFICER', 'DUTY_OFFICER', 'CENTRAL_AUTHORITY', 'JUDICIAL_AUTHORITY'],
  form: [
    { name: 'item', control: 'document', label: 'Which document' },
    { name: 'itemSha256', control: 'line', label: 'SHA-256 of its signed bytes' },
    { name: 'stage', control: 'choice', label: 'Before or after it is disclosed' },
    { name: 'foundAt', control: 'time', label: 'When it was found' },
    { name: 'dutyBasis', control: 'lines', label: 'The law that makes you disclose it' },
    { name: 'explanation', control: 'lines', label: 'What speaks for the accused' },
    { name: 'disclosureAt', control: 'time', label: 'When it is disclosed', optional: true },
    {
      name: 'priorNoticeImpossible',
      control: 'lines',
      label: 'Why it could not be told before',
      optional: true,
    },
  ],
});
