import { consentOutcomes, consentScopes, consentTimes } from '../evidence.lists.js';
import { closed, forms, oneOf, text, truth } from '#kernel/schema';
import {
  evidenceItemFields,
  evidenceItems,
  proceedings,
  proceedingsFields,
} from './evidence-item.kind.js';
import { kind } from '#kernel/documents/kind';

/**
 * Grants, limits or refuses consent to use documents of the sender's State as evidence. A recall of this document withdraws
 * the consent.
 */
export const evidenceConsent = kind({
  schema: {
    ...closed(
      {
        outcome: oneOf(consentOutcomes),
        items: evidenceItems(1),
        grantingAuthority: text(200),
        legalBasis: text(1000),
        given: oneOf(consentTimes),
        scope: oneOf(consentScopes),
        proceedings,
        judicialInstrumentNeeded: truth,
        mayNameSource: truth,
        conditions: text(4000, 0),
        expiresAt: forms.time,
        reason: text(2000, 0),
        custodyRecord: truth,
      },
      [
        ...(['scope', 'proceedings', 'judicialInstrumentNeeded', 'mayNameSource'] as const),
        ...(['expiresAt', 'custodyRecord'] as const),
      ],
    ),
    if: { properties: { outcome: { const: 'REFUSED' } }, required: ['outcome'] },
    then: {
      properties: {
        reason: { pattern: '\\S' },
        scope: false,
        proceedings: false,
        judicialInstrumentNeeded: false,
        mayNameSource: false,
        expiresAt: false,
        custodyRecord: false,
      },
    },
    else: { required: ['scope', 'judicialInstrumentNeeded', 'mayNameSource'] },
    allOf: [
      {
        // Only a consent for named proceedings names proceedings, and must.
        if: { properties: { scope: { const: 'NAMED_PROCEEDINGS' } }, required: ['scope'] },
        then: { required: ['proceedings'] },
        else: { properties: { proceedings: false } },
      },
    ],
  },
  signers: ['CENTRAL_AUTHORITY', 'JUDICIAL_AUTHORITY'],
  form: [
    { name: 'outcome', control: 'choice', label: 'Grant, limit or refuse' },
    {
      name: 'items',
      control: 'rows',
      label: 'Which of your documents',
      fields: evidenceItemFields,
    },
    { name: 'grantingAuthority', control: 'line', label: 'The authority that decides' },
    { name: 'legalBasis', control: 'lines', label: 'On which legal basis' },
    { name: 'given', control: 'choice', label: 'With the information, or later' },
    { name: 'scope', control: 'choice', label: 'What for', optional: true },
    {
      name: 'proceedings',
      control: 'part',
      label: 'For which proceedings alone',
      optional: true,
      fields: proceedingsFields,
    },
    {
      name: 'judicialInstrumentNeeded',
      control: 'tick',
      label: 'Only by a formal request or a judicial order',
      optional: true,
    },
    { name: 'mayNameSource', control: 'tick', label: 'Its source may be named', optional: true },
    {
      name: 'custodyRecord',
      control: 'tick',
      label: 'Entries of your custody log may be asked for',
      optional: true,
    },
    { name: 'conditions', control: 'lines', label: 'Conditions', optional: true },
    { name: 'expiresAt', control: 'time', label: 'Until when', optional: true },
    { name: 'reason', control: 'lines', label: 'Why it is limited or refused', optional: true },
  ],
});
