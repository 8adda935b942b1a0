import { phrase } from '#kernel';
import { AsyncLocalStorage } from 'node:async_hooks';
import { subjectOf, type CallBus, type Caller } from '#api';
import type { Call, OpenCall } from '#contract';
import { GatewayError } from '../errors.js';

export interface Bus {
  request(subject: string, data: object, timeoutMs?: number): Promise<unknown>;
}

/** Restrictions of a route: whether it needs a session, and the only calls that its handler may make. */
export interface RoutePolicy {
  readonly open: boolean;
  readonly asks: readonly string[];
}

const passed = new AsyncLocalStorage<RoutePolicy>();

export const withRoutePolicy = <T>(policy: RoutePolicy, run: () => T): T => passed.run(policy, run);

/** Returns a function that runs later work, such as reading a stream, under the current route's restrictions. */
export const keepRoutePolicy = (): (<T>(run: () => T) => T) => AsyncLocalStorage.snapshot();

/** Bus that refuses each call that the current route does not list in `asks`. Outside a route, it refuses every call. */
export class RoutePolicyBus implements CallBus {
  constructor(private readonly bus: Bus) {}

  ask<Asked extends object, Answer extends object>(
    call: Call<Asked, Answer>,
    caller: Caller,
    asked: Asked,
    timeoutMs?: number,
  ): Promise<Answer> {
    const input = { ...asked, session: caller.session };
    return this.request(subjectOf(call, caller), input, timeoutMs);
  }

  askOpen<Asked extends object, Answer extends object>(
    call: OpenCall<Asked, Answer>,
    asked: Asked,
    timeoutMs?: number,
  ): Promise<Answer> {
    return this.request(subjectOf(call), { ...asked }, timeoutMs);
  }

  private async request<Answer extends object>(
    subject: string,
    input: object,
    timeoutMs?: number,
  ): Promise<Answer> {
    if (passed.getStore()?.asks.includes(subject) !== true)
      throw new GatewayError('ROUTE_CLOSED', phrase`no route here serves ${subject}`);
    const answer = await this.bus.request(subject, input, timeoutMs);
    return answer as Answer;
  }
}
