import { closed, forms, someOf, text, type Of } from '#kernel/schema';
import { daysAfter } from '#kernel/clock/term';
import type { TypeOfRequest } from '#kernel/documents/request-type';

/**
 * Days of preservation and of its one extension (Regulation (EU) 2023/1543 art. 6). The sum is the maximum in the Cybercrime
 * Convention art. 16(2).
 */
export const preservationDays = 60;
export const extensionDays = 30;

/** Categories of data: Regulation (EU) 2023/1543 art. 3(8) to (12); `OTHER` for data that are not electronic. */
export const preservedData = [
  'SUBSCRIBER',
  'USER_IDENTIFICATION',
  'TRAFFIC',
  'CONTENT',
  'OTHER',
] as const;

const details = closed({
  data: someOf(preservedData, 1),
  what: text(4000),
  holder: text(400),
  until: forms.time,
  grounds: text(4000),
  intendedRequest: text(1000),
});
export type PreservationDetails = Of<typeof details>;

/** Request to preserve data until a formal request comes (Cybercrime Convention art. 16, 17, 29, 35). */
export const preservation: TypeOfRequest = {
  compartment: 'ENFORCEMENT',
  label: 'Preservation of data',
  details,
  form: [
    { name: 'data', control: 'choices', label: 'Which data' },
    { name: 'what', control: 'lines', label: 'What is to be preserved: accounts, numbers, times' },
    { name: 'holder', control: 'line', label: 'Who holds it' },
    { name: 'until', control: 'time', label: 'Until when: within 60 days' },
    { name: 'grounds', control: 'lines', label: 'Why it could be lost or changed' },
    { name: 'intendedRequest', control: 'lines', label: 'Which formal request is to follow' },
  ],
  term: {
    days: preservationDays,
    extensionDays,
    // The schema has checked the form.
    end: (of) => (of as PreservationDetails).until,
  },
  example: (now) => ({
    subjectLine: 'Preserve the messages of an account',
    ownReference: 'BP-2026/0424',
    informationRequested: 'Will the provider keep the data, and under which reference?',
    facts:
      'The account arranged the places in the boat of 14 March; its messages delete themselves.',
    underlyingOffence: 'Smuggling of migrants, Criminal Code section 326',
    reasonsInformationAvailable: 'The provider has its seat in your State.',
    necessityAndProportionality: 'Nobody else has the messages, and nothing is handed over yet.',
    subjects: [],
    details: {
      data: ['TRAFFIC', 'CONTENT'],
      what: 'All messages of the account captain.kask since 1 March, with sender, recipient and time.',
      holder: 'Example Messenger Ltd., data protection desk',
      until: daysAfter(now, preservationDays),
      grounds: 'The account deletes its messages after seven days.',
      intendedRequest:
        'Request for mutual legal assistance of the public prosecutor, within six weeks.',
    } satisfies PreservationDetails,
  }),
};
