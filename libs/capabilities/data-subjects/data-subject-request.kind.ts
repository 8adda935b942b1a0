import { subjectGrounds, subjectLimits } from './data-subjects.lists.js';
import { closed, day, list, oneOf, pattern, text } from '#kernel/schema';
import { kind } from '#kernel/documents/kind';

export const soughtPerson = closed(
  {
    names: list(text(subjectLimits.nameLength), subjectLimits.names),
    birthDate: day,
    numbers: list(text(subjectLimits.numberLength), subjectLimits.numbers),
  },
  ['birthDate'],
);

/**
 * Request between data protection officers about a person's data (Directive (EU) 2016/680 art. 14, 16, 17), in its own
 * thread. Time limits of Directive (EU) 2023/977 do not apply.
 */
export const dataSubjectRequest = kind({
  schema: closed(
    {
      ownReference: text(subjectLimits.ownReferenceLength),
      language: pattern('^[a-z]{2,3}$'),
      ground: oneOf(subjectGrounds),
      sought: soughtPerson,
      wish: text(4000),
      answerBy: day,
    },
    ['wish'],
  ),
  signers: ['DATA_PROTECTION_OFFICER'],
  form: [
    { name: 'ownReference', control: 'line', label: 'Your reference' },
    { name: 'language', control: 'line', label: 'Language' },
    { name: 'ground', control: 'choice', label: 'What the person wants' },
    {
      name: 'sought',
      control: 'part',
      label: 'Who the person is',
      fields: [
        { name: 'names', control: 'texts', label: 'Every writing of the name' },
        { name: 'birthDate', control: 'day', label: 'Date of birth', optional: true },
        { name: 'numbers', control: 'texts', label: 'Numbers of documents, phones, plates' },
      ],
    },
    {
      name: 'wish',
      control: 'lines',
      label: 'What is to be put right, erased or restricted, in the words of the person',
      optional: true,
    },
    { name: 'answerBy', control: 'day', label: 'An answer is wanted by' },
  ],
});
