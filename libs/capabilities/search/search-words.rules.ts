import { isOpening, type Document } from '#kernel';
import { namedIn } from '#capabilities/requests/subjects.model';
import { handedOn, type TokenType } from '#trust';

export function searchWords(document: Document): Partial<Record<TokenType, readonly string[]>> {
  const all = [document, ...handedOn(document)];
  // Requests about data subjects stay out of the search of desks.
  const openings = all
    .filter(isOpening)
    .flatMap(({ body }) => ('subjectLine' in body ? [body] : []));
  const subjects = all.flatMap(namedIn);
  const identifiers = (types: (type: string) => boolean): string[] =>
    subjects.flatMap((subject) =>
      (subject.identifiers ?? []).filter(({ type }) => types(type)).map(({ value }) => value),
    );
  const isPlate = (type: string): boolean => /plate/i.test(type);
  const isPhone = (type: string): boolean => /phone/i.test(type);
  return {
    reference: openings.map(({ ownReference }) => ownReference),
    text: openings.map(({ subjectLine }) => subjectLine),
    name: subjects.map(({ name }) => name),
    plate: identifiers(isPlate),
    phone: identifiers(isPhone),
    document: identifiers((type) => !isPlate(type) && !isPhone(type)),
    date: subjects.flatMap(({ birthDate }) => birthDate ?? []),
  };
}
