import { closed, list, oneOf, text } from '#kernel/schema';
import { released, releasedFields } from './consent.kind.js';
import { enclosedLimits, enclosedRelease } from './enclosed.kind.js';
import { kind } from '#kernel/documents/kind';

export const releaseOutcomes = ['GRANTED', 'REFUSED'] as const;
export type ReleaseOutcome = (typeof releaseOutcomes)[number];

/**
 * Permits or refuses to forward or export a document. If that document is itself a forward, `releases` holds the releases of
 * the documents that it encloses.
 */
export const forwardConsent = kind({
  schema: {
    ...closed(
      {
        outcome: oneOf(releaseOutcomes),
        ...released,
        reason: text(2000, 0),
        releases: list(enclosedRelease, enclosedLimits.items, 1),
      },
      ['through', 'releases'],
    ),
    if: { properties: { outcome: { const: 'REFUSED' } }, required: ['outcome'] },
    then: { properties: { reason: { pattern: '\\S' } } },
  },
  signers: ['LIAISON_OFFICER', 'DUTY_OFFICER'],
  form: [
    { name: 'outcome', control: 'choice', label: 'Release it, or refuse' },
    ...releasedFields,
    { name: 'reason', control: 'lines', label: 'Why it is refused', optional: true },
    {
      name: 'releases',
      control: 'enclosed',
      label: 'Of a forward: the releases of what it encloses',
      optional: true,
    },
  ],
});
