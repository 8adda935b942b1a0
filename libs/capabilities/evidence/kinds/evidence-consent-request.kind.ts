import { closed, text, truth } from '#kernel/schema';
import {
  evidenceItemFields,
  evidenceItems,
  proceedings,
  proceedingsFields,
} from './evidence-item.kind.js';
import { kind } from '#kernel/documents/kind';

/** Asks the other State for consent to use its documents as evidence (UN Convention art. 18(19)). */
export const evidenceConsentRequest = kind({
  schema: closed({
    items: evidenceItems(1),
    purpose: text(4000),
    proceedings,
    judicialInstrumentAvailable: truth,
  }),
  signers: ['LIAISON_OFFICER', 'DUTY_OFFICER', 'CENTRAL_AUTHORITY', 'JUDICIAL_AUTHORITY'],
  form: [
    {
      name: 'items',
      control: 'rows',
      label: 'What you want to use, by its hash',
      fields: evidenceItemFields,
    },
    { name: 'purpose', control: 'lines', label: 'What it is to prove' },
    {
      name: 'proceedings',
      control: 'part',
      label: 'In which proceedings',
      fields: proceedingsFields,
    },
    {
      name: 'judicialInstrumentAvailable',
      control: 'tick',
      label: 'There is a judicial order or request for it',
    },
  ],
});
