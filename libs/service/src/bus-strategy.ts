import type { NestFactory } from '@nestjs/core';
import { BusError, BusServer, type BusHandler, type BusServerOptions } from '#bus';
import { Server, type CustomTransportStrategy, type MessageHandler } from '@nestjs/microservices';
import { lastValueFrom } from 'rxjs';
import { type CodedError, isCoded, phrase } from '#kernel';
import { waitsForNews } from '#capabilities/events/events.lists';
import { worksOnFiles } from '#capabilities/file-calls';
import { isRecord, type Answering } from '#contract';
import { ADMITS } from './admit.js';
import type { CallContext, Extras } from './handles.js';
import { urgencyOf } from './urgency.js';

/**
 * Called for each error whose action is `alarm`. The caller of the service, who may be an attacker, does not learn of the
 * alarm.
 */
export type OnAlarm = (pattern: string, error: CodedError) => void;

export interface CallSource {
  open(handlers: ReadonlyMap<string, BusHandler>): Promise<void>;
  close(): Promise<void>;
}

type Report = (pattern: string, error: unknown) => void;
type NewSource = (report: Report) => CallSource;

// Answers `@Handles(call)` handlers over the bus. The module must provide `busExceptionProvider`.
class BusStrategy extends Server implements CustomTransportStrategy {
  private readonly server: CallSource;

  constructor(
    private readonly service: Answering,
    newSource: NewSource,
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
    for (const [name, handler] of this.messageHandlers) {
      if (handler.isEventHandler === true) this.on();
      const { call } = (handler.extras ?? {}) as Partial<Extras>;
      if (call === undefined || Object.keys(call.rights).length === 0)
        throw new Error(`nobody has a right to ${name}`);
      const right = call.rights[this.service];
      const pattern = `${this.service}.${call.name}`;
      if (right !== undefined)
        handlers.set(pattern, this.answering({ pattern, call, right }, handler));
    }
    await this.server.open(handlers);
  }

  private answering(of: Omit<CallContext, 'token'>, handler: MessageHandler): BusHandler {
    return async (data) => {
      // A captured gateway may send anything.
      if (!isRecord(data)) throw new BusError('BUS_VALUE', phrase`a call takes named members`);
      const { session: token, ...asked } = data;
      const context: CallContext = { ...of, token };
      const stream = this.transformToObservable(await handler(asked, context));
      const value: unknown = await lastValueFrom(stream, { defaultValue: undefined });
      return value;
    };
  }

  // Logs codes, class names and places only: the message of a foreign error may quote contents.
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

export function callOptions(
  service: Answering,
  newSource: NewSource,
  onAlarm: OnAlarm = () => undefined,
): NonNullable<MicroserviceOptions> {
  // Nest types its options as a class that it does not export: an empty one is made without its constructor.
  const empty = Object.create(null) as NonNullable<MicroserviceOptions>;
  return Object.assign(empty, {
    // A service without admission does not start.
    inject: [ADMITS],
    useFactory: () => ({ strategy: new BusStrategy(service, newSource, onAlarm) }),
  });
}

// Calls that hold a place for long without work.
const isLong = (pattern: string): boolean => worksOnFiles(pattern) || waitsForNews(pattern);

export const busServerOptions = (
  options: BusServerOptions,
  onAlarm?: OnAlarm,
): NonNullable<MicroserviceOptions> =>
  callOptions(
    options.service as Answering,
    (report) => new BusServer({ urgencyOf, isLong, ...options }, report),
    onAlarm,
  );
