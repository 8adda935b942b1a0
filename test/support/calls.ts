import { mayDo as holds, type Session } from '#access';
import { calls } from '#capabilities/contracts';
import type { Call, OnBus } from '#contract';
import type { Right } from '#kernel';

type Known = (typeof calls)[number];

export type Calls = {
  [C in Known as `${keyof C['rights'] & string}.${C['name']}`]: OnBus<C>;
};
export type Pattern = keyof Calls;

interface Answered {
  readonly call: Call;
  readonly right: Right | 'open';
}

const answered: ReadonlyMap<string, Answered> = new Map(
  calls.flatMap((call: Call) =>
    Object.entries(call.rights).map(
      ([service, right]) => [`${service}.${call.name}`, { call, right }] as const,
    ),
  ),
);

export const patterns = [...answered.keys()] as readonly Pattern[];

const answeredBy = (pattern: Pattern): Answered => {
  const found = answered.get(pattern);
  if (found === undefined) throw new Error(`nobody answers ${pattern}`);
  return found;
};

export const callOf = (pattern: Pattern): Call => answeredBy(pattern).call;
export const rightOf = (pattern: Pattern): Right | 'open' => answeredBy(pattern).right;
export const isOpen = (pattern: Pattern): boolean => rightOf(pattern) === 'open';
export const mayDo = (session: Pick<Session, 'roles'>, pattern: Pattern): boolean => {
  const right = rightOf(pattern);
  return right === 'open' || holds(session, right);
};
