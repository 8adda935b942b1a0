import type { NestFactory } from '@nestjs/core';
import { Server, type CustomTransportStrategy, type MessageHandler } from '@nestjs/microservices';
import { lastValueFrom } from 'rxjs';
import { type CodedError, isCoded } from '#kernel';
import type { Pattern } from '#capabilities/calls';
import { worksOnFiles } from '#capabilities/file-calls';
import type { Answering, Call } from '#contract';
import { ADMITS } from './admit.js';
import type { CallContext, Extras } from './handles.js';
import { urgencyOf } from './urgency.js';
import { TransportError, BusServer, type BusHandler, type BusServerOptions } from '#transport';

/** Who comes to a handler: asked before each of them, whatever the handler itself asks. */
export interface Admission {
  /** False for a call without a line in the table of rights. */
  knows(pattern: string): pattern is Pattern;
  /** Runs the handler, or refuses with a coded error. */
  admit<T>(pattern: Pattern, data: unknown, run: () => Promise<T>): Promise<T>;
}

const isRecord = (data: unknown): data is object =>
  typeof data === 'object' &&
  data !== null &&
  !Array.isArray(data) &&
  !(data instanceof Uint8Array);

/** Told of every call that was refused with a code marked alarm: whoever asked may be the one who must not notice. */
export type OnAlarm = (pattern: string, error: CodedError) => void;

/** Where calls come from: the bus, or a test. */
export interface CallSource {
  open(handlers: ReadonlyMap<string, BusHandler>): Promise<void>;
  close(): Promise<void>;
}

type Report = (pattern: string, error: unknown) => void;
type NewSource = (report: Report) => CallSource;

/** Answers `@MessagePattern('<service>.<action>')` handlers over the bus. Needs `busExceptionProvider` in the module. */
class BusStrategy extends Server implements CustomTransportStrategy {
  private readonly server: CallSource;

  constructor(
    private readonly service: Answering,
    newSource: NewSource,
    private readonly admission: Admission,
    private readonly onAlarm: OnAlarm,
  ) {
    super();
    this.server = newSource((pattern, error) => {
      this.report(pattern, error);
    });
  }

  listen(callback: (error?: unknown) => void): void {
    this.open().then(
      () => callback(),
      (error: unknown) => callback(error),
    );
  }

  close(): Promise<void> {
    return this.server.close();
  }

  on(): never {
    throw new Error('the bus server has no events');
  }

  unwrap<T>(): T {
    return this.server as T;
  }

  private async open(): Promise<void> {
    const handlers = new Map<string, BusHandler>();
    for (const [pattern, handler] of this.messageHandlers) {
      if (handler.isEventHandler === true) this.on();
      const { call } = (handler.extras ?? {}) as Partial<Extras>;
      if (call !== undefined) {
        const subject = `${this.service}.${call.name}`;
        if (call.rights[this.service] !== undefined)
          handlers.set(subject, this.answeringCall(subject, call, handler));
        continue;
      }
      if (!this.admission.knows(pattern)) throw new Error(`nobody has a right to ${pattern}`);
      handlers.set(pattern, this.answering(pattern, handler));
    }
    await this.server.open(handlers);
  }

  private answering(pattern: Pattern, handler: MessageHandler): BusHandler {
    return async (data) => {
      // A captured gateway sends anything; a handler reads members.
      if (!isRecord(data)) throw new TransportError('BUS_VALUE', 'a call takes named members');
      return this.admission.admit(pattern, data, async () => {
        const stream = this.transformToObservable(await handler(data));
        const value: unknown = await lastValueFrom(stream, { defaultValue: undefined });
        return value;
      });
    };
  }

  /** The handler's interceptor lets the officer in, or nobody. */
  private answeringCall(pattern: string, call: Call, handler: MessageHandler): BusHandler {
    return async (data) => {
      if (!isRecord(data)) throw new TransportError('BUS_VALUE', 'a call takes named members');
      const { session: token, ...asked } = data as { readonly session?: unknown };
      const context: CallContext = { pattern, call, token };
      const stream = this.transformToObservable(await handler(asked, context));
      const value: unknown = await lastValueFrom(stream, { defaultValue: undefined });
      return value;
    };
  }

  /** Codes, class names and places only: the message of a foreign error may quote contents. */
  private report(pattern: string, error: unknown): void {
    if (isCoded(error)) {
      if (error.action === 'alarm') this.onAlarm(pattern, error);
      return;
    }
    const name = error instanceof Error ? error.name : typeof error;
    const stack = error instanceof Error ? (error.stack ?? '') : '';
    const places = stack.split('\n').filter((line) => /^\s+at /.test(line));
    this.logger.error([`${pattern}: ${name}`, ...places.slice(0, 12)].join('\n'));
  }
}

type MicroserviceOptions = Parameters<typeof NestFactory.createMicroservice>[1];

/** Options for `NestFactory.createMicroservice`: callers are let in by what the module provides as `ADMITS`. */
export function callOptions(
  service: Answering,
  newSource: NewSource,
  onAlarm: OnAlarm = () => undefined,
): NonNullable<MicroserviceOptions> {
  // Nest types its options as a class that it does not export: an empty one is made without its constructor.
  const empty = Object.create(null) as NonNullable<MicroserviceOptions>;
  return Object.assign(empty, {
    inject: [ADMITS],
    useFactory: (admission: Admission) => ({
      strategy: new BusStrategy(service, newSource, admission, onAlarm),
    }),
  });
}

/** The same, of calls that come over the bus. */
export const busServerOptions = (
  options: BusServerOptions,
  onAlarm?: OnAlarm,
): NonNullable<MicroserviceOptions> =>
  callOptions(
    options.service as Answering,
    (report) => new BusServer({ urgencyOf, isLong: worksOnFiles, ...options }, report),
    onAlarm,
  );
