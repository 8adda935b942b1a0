import type { AuthorityId, Timestamp } from '#kernel';
import type { Directory } from '#capabilities/directory/trust.model';
import { say } from '#language/console';

export interface Callee {
  readonly who: string;
  readonly number: string;
}

function numbersOf(directory: Directory, authority: AuthorityId, what: string): Callee[] {
  const desk = directory.dutyRoster(authority)?.contact ?? '';
  const phone = directory.profile(authority)?.phone ?? '';
  return [
    ...(desk === '' ? [] : [{ who: say('whomToCall.who', { what }), number: desk }]),
    ...(phone === '' || phone === desk ? [] : [{ who: what, number: phone }]),
  ];
}

export function whomToCall(
  directory: Directory,
  authority: AuthorityId,
  at: Timestamp,
): readonly Callee[] {
  const point = directory.contactPoint(at);
  const of = directory.state;
  return [
    ...numbersOf(directory, authority, say('whomToCall.of', { authority, state: of })),
    ...(point === undefined || point === authority
      ? []
      : numbersOf(directory, point, say('whomToCall.contactPoint', { point, state: of }))),
  ];
}
