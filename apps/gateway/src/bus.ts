import { AsyncLocalStorage } from 'node:async_hooks';
import { subjectOf, type CallBus, type Caller } from '#api';
import type { Calls, Pattern } from '#capabilities/calls';
import type { Call, OpenCall } from '#contract';
import type { Door } from './doors.js';
import { GatewayError } from './errors.js';

/**
 * The internal bus as the gateway sees it: one question, one answer.
 * Failures arrive as `CodedError` with the code, status and words of the service that refused.
 */
export interface Bus {
  request<P extends Pattern>(
    pattern: P,
    data: Calls[P]['in'],
    timeoutMs?: number,
  ): Promise<Calls[P]['out']>;
}

/** Injection name of the bus. */
export const BUS = Symbol('bus');

const passed = new AsyncLocalStorage<Door>();

/** Runs a handler: what it asks of a `DoorBus` is compared with this door. */
export const behind = <T>(door: Door, run: () => T): T => passed.run(door, run);

/** Runs what comes later, in other hands (a stream that is read), behind the door of now. */
export const stillBehind = (): (<T>(run: () => T) => T) => AsyncLocalStorage.snapshot();

/** The bus of the handlers: each asks what the row of its route names, and nothing outside of a route asks anything. */
export class DoorBus implements Bus, CallBus {
  constructor(private readonly bus: Bus) {}

  /** @throws ROUTE_CLOSED, or the refusal of the service */
  async ask<Asked extends object, Answer extends object>(
    call: Call<Asked, Answer>,
    caller: Caller,
    asked: Asked,
    timeoutMs?: number,
  ): Promise<Answer> {
    const pattern = subjectOf(call, caller) as Pattern;
    const input: unknown = { ...asked, session: caller.session };
    // The service reads it as the shape of the call; its answer is of the shape, too.
    const answer: unknown = await this.request(pattern, input as never, timeoutMs);
    return answer as Answer;
  }

  /** @throws ROUTE_CLOSED, or the refusal of the service */
  async askOpen<Asked extends object, Answer extends object>(
    call: OpenCall<Asked, Answer>,
    asked: Asked,
    timeoutMs?: number,
  ): Promise<Answer> {
    const input: unknown = { ...asked };
    const answer: unknown = await this.request(
      subjectOf(call) as Pattern,
      input as never,
      timeoutMs,
    );
    return answer as Answer;
  }

  /** @throws ROUTE_CLOSED, or the refusal of the service */
  async request<P extends Pattern>(
    pattern: P,
    data: Calls[P]['in'],
    timeoutMs?: number,
  ): Promise<Calls[P]['out']> {
    if (passed.getStore()?.asks.includes(pattern) !== true)
      throw new GatewayError('ROUTE_CLOSED', `no row names ${pattern} here`);
    return this.bus.request(pattern, data, timeoutMs);
  }
}
