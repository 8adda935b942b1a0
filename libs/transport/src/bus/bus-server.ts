import type { NestFactory } from '@nestjs/core';
import { Server, type CustomTransportStrategy } from '@nestjs/microservices';
import type { Msg, NatsConnection, Subscription } from '@nats-io/transport-node';
import { lastValueFrom } from 'rxjs';
import { CodedError } from '#model';
import { TransportError } from '../errors.js';
import { connectTo } from '../nats-connection.js';
import { failureOf } from './bus-error.js';
import { busLogin, type BusLogin } from './bus-login.js';
import { decodeFrame, encodeFrame } from './frame.js';
import { isPatternOf } from './permissions.js';

export interface BusServerOptions extends BusLogin {
  /** Questions worked on at once; further ones are answered SERVICE_BUSY. Default 64. */
  readonly maxInFlight?: number;
}

/** Answers `@MessagePattern('<service>.<action>')` handlers over the bus. Needs `busExceptionProvider` in the module. */
class BusServer extends Server implements CustomTransportStrategy {
  private connection: NatsConnection | undefined;
  private subscriptions: Subscription[] = [];
  private readonly inFlight = new Set<Promise<void>>();

  constructor(private readonly login: BusServerOptions) {
    super();
  }

  listen(callback: (error?: unknown) => void): void {
    this.open().then(
      () => callback(),
      (error: unknown) => callback(error),
    );
  }

  /** Takes no new question, lets those under way end (at most 10 s), then closes. */
  async close(): Promise<void> {
    for (const subscription of this.subscriptions) subscription.unsubscribe();
    this.subscriptions = [];
    await settled(this.inFlight, 10_000);
    await this.connection?.close();
    this.connection = undefined;
  }

  on(): never {
    throw new Error('the bus server has no events');
  }

  unwrap<T>(): T {
    return this.connection as T;
  }

  private async open(): Promise<void> {
    const { service } = this.login;
    for (const [pattern, handler] of this.messageHandlers)
      if (handler.isEventHandler === true || !isPatternOf(service, pattern))
        throw new TransportError('LAYOUT_INVALID', `${pattern} is no question to ${service}`);
    this.connection = await connectTo(busLogin(this.login));
    for (const pattern of this.messageHandlers.keys())
      this.subscriptions.push(
        this.connection.subscribe(pattern, {
          queue: service,
          callback: (error, message) => {
            if (error === null) this.accept(pattern, message);
            else this.logger.error(`${pattern}: ${error.name}`);
          },
        }),
      );
    await this.connection.flush();
  }

  private accept(pattern: string, message: Msg): void {
    if (this.inFlight.size >= (this.login.maxInFlight ?? 64)) {
      this.respond(message, { e: failureOf(new TransportError('SERVICE_BUSY')) });
      return;
    }
    const work = this.answer(pattern, message).finally(() => this.inFlight.delete(work));
    this.inFlight.add(work);
  }

  private async answer(pattern: string, message: Msg): Promise<void> {
    try {
      const data = decodeFrame(message.data);
      const handler = this.getHandlerByPattern(pattern);
      if (handler === null) throw new TransportError('SERVICE_UNAVAILABLE');
      const stream = this.transformToObservable(await handler(data, message.subject));
      const value: unknown = await lastValueFrom(stream, { defaultValue: undefined });
      this.respond(message, { d: value });
    } catch (error) {
      this.report(pattern, error);
      this.respond(message, { e: failureOf(error) });
    }
  }

  private respond(message: Msg, answer: Readonly<Record<string, unknown>>): void {
    let frame: Uint8Array;
    try {
      frame = encodeFrame(answer);
    } catch (error) {
      frame = encodeFrame({ e: failureOf(error) });
    }
    message.respond(frame);
  }

  /** Codes, class names and places only: the message of a foreign error may quote contents. */
  private report(pattern: string, error: unknown): void {
    if (error instanceof CodedError) return;
    const name = error instanceof Error ? error.name : typeof error;
    const stack = error instanceof Error ? (error.stack ?? '') : '';
    const places = stack.split('\n').filter((line) => /^\s+at /.test(line));
    this.logger.error([`${pattern}: ${name}`, ...places.slice(0, 12)].join('\n'));
  }
}

/** Waits for all of them, but not longer than `limit` milliseconds. */
async function settled(work: ReadonlySet<Promise<void>>, limit: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, limit);
  });
  await Promise.race([Promise.allSettled([...work]), over]);
  clearTimeout(timer);
}

type MicroserviceOptions = Parameters<typeof NestFactory.createMicroservice>[1];

/** Options for `NestFactory.createMicroservice` or `connectMicroservice`. */
export function busServerOptions(
  options: BusServerOptions,
): NonNullable<MicroserviceOptions> & { readonly strategy: BusServer } {
  // Nest types its options as a class that it does not export: an empty one is made without its constructor.
  const empty = Object.create(null) as NonNullable<MicroserviceOptions>;
  return Object.assign(empty, { strategy: new BusServer(options) });
}
