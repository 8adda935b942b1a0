import type { AuthorityId, Timestamp } from '#kernel';
import type { Directory } from '#capabilities/directory/trust.model';

/** A number that a State's signed directory gives for one of its authorities. */
export interface Callee {
  readonly who: string;
  readonly number: string;
}

/** Ways to reach an authority: its duty desk first, which answers at any hour. */
function numbersOf(directory: Directory, authority: AuthorityId, what: string): Callee[] {
  const desk = directory.dutyRoster(authority)?.contact ?? '';
  const phone = directory.profile(authority)?.phone ?? '';
  return [
    ...(desk === '' ? [] : [{ who: `duty desk of ${what}`, number: desk }]),
    ...(phone === '' || phone === desk ? [] : [{ who: what, number: phone }]),
  ];
}

/** Parties to call about what was sent to an authority: itself, then the contact point of its State. Pure. */
export function whomToCall(
  directory: Directory,
  authority: AuthorityId,
  at: Timestamp,
): readonly Callee[] {
  const point = directory.contactPoint(at);
  const of = directory.state;
  return [
    ...numbersOf(directory, authority, `${authority} of ${of}`),
    ...(point === undefined || point === authority
      ? []
      : numbersOf(directory, point, `${point}, the contact point of ${of}`)),
  ];
}
