import { isOutsideCompetence } from '#capabilities/directory/authority-profile.schema';
import { threadTypeOf, type Document, type OpeningKind } from '#kernel';
import type { AuthorityView } from '#capabilities/directory/directory.contract';
import { say } from '#language/console';
import { printable } from '../printable.js';

export function competenceLines(
  known: readonly AuthorityView[],
  document: Document<OpeningKind>,
): string[] {
  const { state, authority } = document.to;
  const to = known.find((each) => each.state === state && each.authority === authority);
  const type = threadTypeOf(document);
  if (to === undefined || !isOutsideCompetence(to.profile, type)) return [];
  const others = known
    .filter((each) => each.state === state && each.profile?.competences.includes(type))
    .map((each) => each.authority);
  return [
    say('competence.notListAmongWhat', { name: printable(to.name), authority, type }),
    ...(others.length === 0
      ? []
      : [say('competence.inTheseDo', { state, others: others.join(', ') })]),
  ];
}
