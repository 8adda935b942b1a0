import type { SubjectMark } from './data-subjects.lists.js';
import type { NamedSubject } from '#capabilities/requests/subjects.model';
import type { SoughtPerson } from './found-files.contract.js';
import { identifierOf, wordsOf } from '#trust';

/**
 * Compares a document's subject with the person sought. `by`: which of name, birth date and number match; `isNamesake`: the
 * name matches, but the birth date differs and no number matches.
 */
export function marksOfPerson(
  { names, birthDate, numbers }: SoughtPerson,
  subject: NamedSubject,
): { readonly by: readonly SubjectMark[]; readonly isNamesake: boolean } {
  const isNamed = hasName(subject, names);
  const isNumbered = hasNumber(subject, numbers);
  const born = birthDate === null ? 'UNKNOWN' : birthOf(subject, birthDate);
  if (!isNumbered && (!isNamed || born === 'OTHER')) return { by: [], isNamesake: isNamed };
  const by: SubjectMark[] = [];
  if (isNamed) by.push('NAME');
  if (born === 'SAME') by.push('BIRTH_DATE');
  if (isNumbered) by.push('NUMBER');
  return { by, isNamesake: false };
}

function hasName({ type, name }: NamedSubject, names: readonly string[]): boolean {
  const words = new Set(type === 'PERSON' ? wordsOf(name) : []);
  return names
    .map(wordsOf)
    .some((wanted) => wanted.length > 0 && wanted.every((word) => words.has(word)));
}

function hasNumber({ identifiers = [] }: NamedSubject, numbers: readonly string[]): boolean {
  const known = new Set(identifiers.flatMap(({ value }) => identifierOf(value)));
  return numbers.flatMap(identifierOf).some((number) => known.has(number));
}

function birthOf(subject: NamedSubject, birthDate: string): 'SAME' | 'OTHER' | 'UNKNOWN' {
  if (subject.birthDate === undefined) return 'UNKNOWN';
  return subject.birthDate === birthDate ? 'SAME' : 'OTHER';
}

export const isTooVague = ({ names, numbers }: SoughtPerson): boolean =>
  names.every((name) => wordsOf(name).length === 0) &&
  numbers.every((number) => identifierOf(number).length === 0);
