import type { Document } from '#kernel/documents/document';
import { KernelError, type KernelCode } from '#kernel/errors';
import { isKind } from '#kernel/documents/is-kind';
import type { Subject } from './kinds/subject.kind.js';
import { suspectCategories } from '#kernel/lists';

/**
 * The persons and things that a document names in its own words. Of a forward there are none: what it encloses was judged
 * where it was said, and whoever looks for a person asks each enclosed document. Pure.
 */
export const subjectsOf = ({ body }: Pick<Document, 'body'>): readonly Subject[] =>
  ('subjects' in body && body.subjects) || [];

/** Person or thing of a document, by the members that tell whether it is the one that is sought. */
export type NamedSubject = Pick<
  Subject,
  'type' | 'name' | 'birthDate' | 'identifiers' | 'category'
>;

/**
 * Persons and things that a document names, for whoever looks for them: its subjects, and the persons that a formal request, or a
 * draft of one, is about. Of the latter a document writes only who they are, in one text, and no category. Pure.
 */
export const namedIn = (document: Document): readonly NamedSubject[] => {
  const isFormal = isKind(document, 'formal-request') || isKind(document, 'formal-request-draft');
  const persons = (isFormal && document.body.persons) || [];
  const named = persons.map(({ identity }) => ({ type: 'PERSON', name: identity }) as const);
  return [...subjectsOf(document), ...named];
};

/** To have been smuggled makes nobody liable (Smuggling Protocol, art. 5). */
const isSuspected = ({ offence }: Subject): boolean =>
  offence !== undefined && offence !== 'OWN_SMUGGLED_ENTRY_OR_STAY';

/** Fault in a person's category; undefined when there is none. Pure. */
export function categoryFlaw(subject: Subject): KernelCode | undefined {
  const { type, category } = subject;
  if (type !== 'PERSON') return undefined;
  if (category === undefined) return 'CATEGORY_MISSING';
  return suspectCategories.includes(category) && !isSuspected(subject)
    ? 'SUSPECT_WITHOUT_OFFENCE'
    : undefined;
}

/**
 * Every person has a category (Directive (EU) 2023/977 art. 10(b)), and nobody is a suspect for having been smuggled.
 * Asked of what is sent and what comes, not of what was signed before this was asked.
 * @throws KernelError CATEGORY_MISSING, SUSPECT_WITHOUT_OFFENCE naming the persons by their place, never by name
 */
export function requireCategories(document: Document): void {
  const flaws = subjectsOf(document).map(categoryFlaw);
  for (const code of ['CATEGORY_MISSING', 'SUSPECT_WITHOUT_OFFENCE'] as const) {
    const places = flaws.flatMap((flaw, i) => (flaw === code ? [`/body/subjects/${i}`] : []));
    if (places.length > 0) throw new KernelError(code, places.join(', '));
  }
}
