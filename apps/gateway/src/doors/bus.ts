import { AsyncLocalStorage } from 'node:async_hooks';
import { subjectOf, type CallBus, type Caller } from '#api';
import type { Call, OpenCall } from '#contract';
import { GatewayError } from '../errors.js';

/**
 * The internal bus as the gateway sees it: one question, one answer.
 * Failures arrive as `CodedError` with the code, status and words of the service that refused.
 */
export interface Bus {
  request(subject: string, data: object, timeoutMs?: number): Promise<unknown>;
}

/** Bounds of a route: whether a session is wanted, and the only questions that its handler may ask. Each wants the officer's right. */
export interface Door {
  readonly open: boolean;
  /** Subjects on the bus. */
  readonly asks: readonly string[];
}

const passed = new AsyncLocalStorage<Door>();

/** Runs a handler: what it asks of a `DoorBus` is compared with this door. */
export const behind = <T>(door: Door, run: () => T): T => passed.run(door, run);

/** Runs what comes later, in other hands (a stream that is read), behind the door of now. */
export const stillBehind = (): (<T>(run: () => T) => T) => AsyncLocalStorage.snapshot();

/** The bus of the handlers: each asks what its route serves, and nothing outside of a route asks anything. */
export class DoorBus implements CallBus {
  constructor(private readonly bus: Bus) {}

  /** @throws ROUTE_CLOSED, or the refusal of the service */
  ask<Asked extends object, Answer extends object>(
    call: Call<Asked, Answer>,
    caller: Caller,
    asked: Asked,
    timeoutMs?: number,
  ): Promise<Answer> {
    const input = { ...asked, session: caller.session };
    return this.request(subjectOf(call, caller), input, timeoutMs);
  }

  /** @throws ROUTE_CLOSED, or the refusal of the service */
  askOpen<Asked extends object, Answer extends object>(
    call: OpenCall<Asked, Answer>,
    asked: Asked,
    timeoutMs?: number,
  ): Promise<Answer> {
    return this.request(subjectOf(call), { ...asked }, timeoutMs);
  }

  /** The service reads what is asked as the shape of the call; its answer is of the shape, too. */
  private async request<Answer extends object>(
    subject: string,
    input: object,
    timeoutMs?: number,
  ): Promise<Answer> {
    if (passed.getStore()?.asks.includes(subject) !== true)
      throw new GatewayError('ROUTE_CLOSED', `no route here serves ${subject}`);
    const answer = await this.bus.request(subject, input, timeoutMs);
    return answer as Answer;
  }
}
