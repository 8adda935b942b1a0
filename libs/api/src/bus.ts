import type { Answering, Call, OpenCall } from '#contract';
import type { Caller } from './caller.js';

export interface CallBus {
  /**
   * Sends a call to its service and waits at most `timeoutMs` milliseconds for the answer. @throws CodedError when the
   * service refuses the call
   */
  ask<Asked extends object, Answer extends object>(
    call: Call<Asked, Answer>,
    caller: Caller,
    asked: Asked,
    timeoutMs?: number,
  ): Promise<Answer>;

  askOpen<Asked extends object, Answer extends object>(
    call: OpenCall<Asked, Answer>,
    asked: Asked,
    timeoutMs?: number,
  ): Promise<Answer>;
}

export const CALL_BUS = Symbol('call bus');

export const answering = ({ rights }: Pick<Call, 'rights'>): readonly Answering[] =>
  Object.keys(rights) as Answering[];

export function subjectOf(call: Call, caller?: Pick<Caller, 'side'>): string {
  const [only, ...others] = answering(call);
  const service = others.length === 0 ? only : caller?.side;
  if (service === undefined) throw new Error(`${call.name} is answered by several services`);
  return `${service}.${call.name}`;
}
