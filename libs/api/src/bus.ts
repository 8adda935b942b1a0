import type { Answering, Call } from '#contract';
import type { Caller } from './caller.js';

/** The internal bus, as a controller sees it. */
export interface CallBus {
  /** Asks the service that answers the call. Refusals arrive as `CodedError`. */
  ask<Asked extends object, Answer extends object>(
    call: Call<Asked, Answer>,
    caller: Caller,
    asked: Asked,
  ): Promise<Answer>;
}

/** Injection name of the bus. */
export const CALL_BUS = Symbol('call bus');

/** Services that answer a call. */
export const answering = ({ rights }: Call): readonly Answering[] =>
  Object.keys(rights) as Answering[];

/** Subject of a call on the bus: of a call that both desks answer, the caller's. */
export function subjectOf(call: Call, { side }: Pick<Caller, 'side'>): string {
  const [only, ...others] = answering(call);
  return `${others.length === 0 ? only : side}.${call.name}`;
}
