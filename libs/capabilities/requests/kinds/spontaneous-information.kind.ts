import { powers } from '#kernel/lists';
import { closed, list, pattern, someOf, text } from '#kernel/schema';
import { copyException, copyExceptionField } from '#capabilities/copies/copy-exception.kind';
import { kind } from '#kernel/documents/kind';
import { subject, subjectFields } from './subject.kind.js';

/** Information that nobody asked for (Directive (EU) 2023/977 art. 7, UNTOC art. 18(4)). Opens a thread without a time limit. */
export const spontaneousInformation = kind({
  schema: closed(
    {
      subjectLine: text(160),
      language: pattern('^[a-z]{2,3}$'),
      ownReference: text(80),
      information: text(64_000),
      ownInitiativeReason: text(4000),
      subjects: list(subject, 100),
      powers: someOf(powers, 1),
      copyException,
    },
    ['powers', 'copyException'],
  ),
  signers: ['LIAISON_OFFICER', 'DUTY_OFFICER'],
  form: [
    { name: 'subjectLine', control: 'line', label: 'In a few words' },
    { name: 'language', control: 'line', label: 'Language' },
    { name: 'ownReference', control: 'line', label: 'Your reference' },
    { name: 'information', control: 'lines', label: 'What they should know' },
    { name: 'ownInitiativeReason', control: 'lines', label: 'Why you tell them unasked' },
    {
      name: 'subjects',
      control: 'rows',
      label: 'Persons, vessels, vehicles, documents',
      fields: subjectFields,
    },
    { name: 'powers', control: 'choices', label: 'Powers by which it was got', optional: true },
    copyExceptionField('art. 7'),
  ],
});
