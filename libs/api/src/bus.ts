import type { Answering, Call, OpenCall } from '#contract';
import type { Caller } from './caller.js';

/** The internal bus, as a controller sees it. */
export interface CallBus {
  /**
   * Asks the service that answers the call. Refusals arrive as `CodedError`. Waits so many milliseconds at most, if they are
   * given.
   */
  ask<Asked extends object, Answer extends object>(
    call: Call<Asked, Answer>,
    caller: Caller,
    asked: Asked,
    timeoutMs?: number,
  ): Promise<Answer>;

  /** The same without a session. */
  askOpen<Asked extends object, Answer extends object>(
    call: OpenCall<Asked, Answer>,
    asked: Asked,
    timeoutMs?: number,
  ): Promise<Answer>;
}

/** Injection name of the bus. */
export const CALL_BUS = Symbol('call bus');

/** Services that answer a call. */
export const answering = ({ rights }: Pick<Call, 'rights'>): readonly Answering[] =>
  Object.keys(rights) as Answering[];

/** Subject of a call on the bus: of a call that both desks answer, the caller's. */
export function subjectOf(call: Call, caller?: Pick<Caller, 'side'>): string {
  const [only, ...others] = answering(call);
  const service = others.length === 0 ? only : caller?.side;
  if (service === undefined) throw new Error(`${call.name} is answered by several services`);
  return `${service}.${call.name}`;
}
