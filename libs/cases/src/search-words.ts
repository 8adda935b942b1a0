import { isOpening, subjectsOf, type Document, type Subject } from '#model';
import type { TokenType } from '#trust';

/** What of a document can be found again by a desk, by type of token: references, names, identifiers, dates, words of the subject. */
export function searchWords(document: Document): Partial<Record<TokenType, readonly string[]>> {
  if (!isOpening(document)) return {};
  const { body } = document;
  // What data protection officers ask is in no desk's search.
  if (!('subjectLine' in body)) return {};
  const { ownReference, subjectLine } = body;
  const subjects = subjectsOf(document);
  const identifiers = (types: (type: string) => boolean): string[] =>
    subjects.flatMap((subject) =>
      (subject.identifiers ?? []).filter(({ type }) => types(type)).map(({ value }) => value),
    );
  const isPlate = (type: string): boolean => /plate/i.test(type);
  const isPhone = (type: string): boolean => /phone/i.test(type);
  return {
    reference: [ownReference],
    text: [subjectLine],
    name: subjects.map(({ name }: Subject) => name),
    plate: identifiers(isPlate),
    phone: identifiers(isPhone),
    document: identifiers((type) => !isPlate(type) && !isPhone(type)),
    date: subjects.flatMap(({ birthDate }) => birthDate ?? []),
  };
}
