import { powers } from '#kernel/lists';
import { closed, list, someOf, text, truth } from '#kernel/schema';
import { copyException, copyExceptionField } from '#capabilities/copies/copy-exception.kind';
import { kind } from '#kernel/documents/kind';
import { subject, subjectFields } from './subject.kind.js';

export const response = kind({
  schema: closed(
    {
      final: truth,
      information: text(64_000),
      subjects: list(subject, 100),
      powers: someOf(powers, 1),
      copyException,
    },
    ['subjects', 'powers', 'copyException'],
  ),
  signers: ['DUTY_OFFICER'],
  form: [
    { name: 'final', control: 'tick', label: 'This is the whole answer' },
    { name: 'information', control: 'lines', label: 'The information' },
    {
      name: 'subjects',
      control: 'rows',
      label: 'Persons, vessels, vehicles, documents that it names',
      optional: true,
      fields: subjectFields,
    },
    { name: 'powers', control: 'choices', label: 'Powers by which it was got', optional: true },
    copyExceptionField('art. 8(2)'),
  ],
});
