import { daysAfter } from '#kernel/clock/term';
import { kind } from '#kernel/documents/kind';
import { closed, forms, text } from '#kernel/schema';
import { openStates } from '#kernel/thread/thread-states';
import { extensionDays, preservationDays } from './preservation.type.js';

/** Document by which the asking State extends a running preservation once, by at most thirty days. */
export const preservationExtension = kind({
  schema: closed({ until: forms.time, reason: text(4000) }),
  signers: ['LIAISON_OFFICER'],
  form: [
    { name: 'until', control: 'time', label: 'Until when: within 30 days of the end' },
    { name: 'reason', control: 'lines', label: 'Why the formal request has not come yet' },
  ],
  // ANSWERED means that the data are kept; after a refusal the extension may already be on its way.
  place: {
    types: ['PRESERVATION'],
    by: ['ASKING'],
    states: [...openStates, 'ANSWERED'],
    crossing: ['REFUSED'],
  },
  clock: ({ until }) => ({ act: 'PROLONG', until }),
  example: (now) => ({
    until: daysAfter(now, preservationDays + extensionDays / 2),
    reason: 'The court decides on the formal request next week.',
  }),
});
