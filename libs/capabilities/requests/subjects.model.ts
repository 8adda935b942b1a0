import type { Document } from '#kernel/documents/document';
import { KernelError, type KernelCode } from '#kernel/errors';
import { isKind } from '#kernel/documents/is-kind';
import type { Subject } from './kinds/subject.kind.js';
import { suspectCategories } from '#kernel/lists';

/**
 * Subjects that a document itself names. Enclosed documents of a forward are not searched; callers pass each of them
 * separately.
 */
export const subjectsOf = ({ body }: Pick<Document, 'body'>): readonly Subject[] =>
  ('subjects' in body && body.subjects) || [];

export type NamedSubject = Pick<
  Subject,
  'type' | 'name' | 'birthDate' | 'identifiers' | 'category'
>;

export const namedIn = (document: Document): readonly NamedSubject[] => {
  const isFormal = isKind(document, 'formal-request') || isKind(document, 'formal-request-draft');
  const persons = (isFormal && document.body.persons) || [];
  const named = persons.map(({ identity }) => ({ type: 'PERSON', name: identity }) as const);
  return [...subjectsOf(document), ...named];
};

/** True when the person is suspected of an offence. Being smuggled oneself is no offence (Smuggling Protocol art. 5). */
const isSuspected = ({ offence }: Subject): boolean =>
  offence !== undefined && offence !== 'OWN_SMUGGLED_ENTRY_OR_STAY';

export function categoryFlaw(subject: Subject): KernelCode | undefined {
  const { type, category } = subject;
  if (type !== 'PERSON') return undefined;
  if (category === undefined) return 'CATEGORY_MISSING';
  return suspectCategories.includes(category) && !isSuspected(subject)
    ? 'SUSPECT_WITHOUT_OFFENCE'
    : undefined;
}

/**
 * Requires a category for every person (Directive (EU) 2023/977 art. 10(b)), and an offence for every suspect. @throws
 * KernelError CATEGORY_MISSING, SUSPECT_WITHOUT_OFFENCE with the paths of the subjects, never their names
 */
export function assertCategories(document: Document): void {
  const flaws = subjectsOf(document).map(categoryFlaw);
  for (const code of ['CATEGORY_MISSING', 'SUSPECT_WITHOUT_OFFENCE'] as const) {
    const places = flaws.flatMap((flaw, i) => (flaw === code ? [`/body/subjects/${i}`] : []));
    if (places.length > 0) throw new KernelError(code, places.join(', '));
  }
}
