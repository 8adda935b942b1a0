import { subjectCategories, subjectOffences } from '#kernel/lists';
import { closed, day, list, oneOf, pattern, text, type Of } from '#kernel/schema';
import type { Field } from '#kernel/documents/kind';

/** Person, vessel or other subject of a document, in the words and script of the sender. */
export const subject = closed(
  {
    type: oneOf(['PERSON', 'VESSEL', 'VEHICLE', 'DOCUMENT', 'OTHER']),
    name: text(200),
    category: oneOf(subjectCategories),
    offence: oneOf(subjectOffences),
    birthDate: day,
    nationality: pattern('^[A-Z]{2}$'),
    identifiers: list(closed({ type: text(40), value: text(100) }), 16),
    linkToPurpose: text(1000),
  },
  ['category', 'offence', 'birthDate', 'nationality', 'identifiers'],
);
export type Subject = Of<typeof subject>;

export const subjectFields: readonly Field[] = [
  { name: 'type', control: 'choice', label: 'What it is' },
  { name: 'name', control: 'line', label: 'Name, as it is written' },
  {
    name: 'category',
    control: 'choice',
    label: 'What the person is in this matter',
    optional: true,
    preset: 'SMUGGLED_MIGRANT',
  },
  {
    name: 'offence',
    control: 'choice',
    label: 'Of a suspect: of what, other than having been smuggled',
    optional: true,
  },
  { name: 'birthDate', control: 'day', label: 'Date of birth', optional: true },
  { name: 'nationality', control: 'line', label: 'Nationality', optional: true },
  {
    name: 'identifiers',
    control: 'rows',
    label: 'Numbers and marks',
    optional: true,
    fields: [
      { name: 'type', control: 'line', label: 'Which number: passport, plate, phone, IMO' },
      { name: 'value', control: 'line', label: 'The number' },
    ],
  },
  { name: 'linkToPurpose', control: 'lines', label: 'How it is connected with the purpose' },
];

export const askedSubjectFields: readonly Field[] = subjectFields.map((field) =>
  field.name === 'linkToPurpose' ? { ...field, mandatory: 'art. 4(3)(d)', onceBlank: true } : field,
);
