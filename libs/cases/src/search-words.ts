import { isOpening, subjectsOf, type Document, type Subject } from '#model';
import { handedOn, type TokenType } from '#trust';

/**
 * What of a document can be found again, by type of token: references, names, identifiers, dates, words of the subject. What a
 * forward encloses, over however many hops, counts as its own: whoever holds the forward holds it.
 */
export function searchWords(document: Document): Partial<Record<TokenType, readonly string[]>> {
  const all = [document, ...handedOn(document)];
  const openings = all.filter(isOpening);
  const subjects = all.flatMap(subjectsOf);
  const identifiers = (types: (type: string) => boolean): string[] =>
    subjects.flatMap((subject) =>
      (subject.identifiers ?? []).filter(({ type }) => types(type)).map(({ value }) => value),
    );
  const isPlate = (type: string): boolean => /plate/i.test(type);
  const isPhone = (type: string): boolean => /phone/i.test(type);
  return {
    reference: openings.map(({ body }) => body.ownReference),
    text: openings.map(({ body }) => body.subjectLine),
    name: subjects.map(({ name }: Subject) => name),
    plate: identifiers(isPlate),
    phone: identifiers(isPhone),
    document: identifiers((type) => !isPlate(type) && !isPhone(type)),
    date: subjects.flatMap(({ birthDate }) => birthDate ?? []),
  };
}
