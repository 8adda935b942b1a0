import { phrase } from '#kernel';
import type { Msg, NatsConnection, Subscription } from '@nats-io/transport-node';
import { BusError } from './errors.js';
import { BrokerError, connectTo } from '#broker';
import { failureOf } from './service-error.js';
import { busLogin, type BusLogin } from './bus-login.js';
import { Crowd, type Urgency } from './crowd.js';
import { decodeFrame, encodeFrame } from './frame.js';
import { isPatternOf } from './permissions.js';

export interface BusServerOptions extends BusLogin {
  /** Maximum number of ordinary calls in progress, default 64. Further ordinary calls are refused with SERVICE_BUSY. */
  readonly maxInFlight?: number;
  /** Returns the urgency of a call; default ORDINARY. Called only when the service would refuse an ordinary call. */
  readonly urgencyOf?: (pattern: string, data: unknown) => Urgency;
  /** True for a call that takes long by design. Long calls have a limit of their own. */
  readonly isLong?: (pattern: string) => boolean;
}

/**
 * Answers one call with a JSON value, which may contain byte arrays. A coded error reaches the caller as its code, another
 * error as SERVICE_FAILED.
 */
export type BusHandler = (data: unknown) => Promise<unknown>;

export class BusServer {
  private connection: NatsConnection | undefined;
  private subscriptions: Subscription[] = [];
  private readonly inFlight = new Set<Promise<void>>();
  private readonly crowd: Crowd;

  constructor(
    private readonly options: BusServerOptions,
    private readonly report: (pattern: string, error: unknown) => void,
  ) {
    this.crowd = new Crowd(options.maxInFlight ?? 64);
  }

  /**
   * Connects and answers calls from now on. @throws LAYOUT_INVALID if a pattern does not belong to this service;
   * CONNECT_FAILED
   */
  async open(handlers: ReadonlyMap<string, BusHandler>): Promise<void> {
    const { service } = this.options;
    for (const pattern of handlers.keys())
      if (!isPatternOf(service, pattern))
        throw new BrokerError('LAYOUT_INVALID', phrase`${pattern} is no question to ${service}`);
    const connection = await connectTo(busLogin(this.options));
    this.connection = connection;
    this.subscriptions = [...handlers].map(([pattern, handler]) =>
      connection.subscribe(pattern, {
        queue: service,
        callback: (error, message) => {
          if (error === null) this.accept(pattern, handler, message);
          else this.report(pattern, error);
        },
      }),
    );
    await connection.flush();
  }

  async close(): Promise<void> {
    for (const subscription of this.subscriptions) subscription.unsubscribe();
    this.subscriptions = [];
    await settled(this.inFlight, 10_000);
    await this.connection?.close();
    this.connection = undefined;
  }

  private accept(pattern: string, handler: BusHandler, message: Msg): void {
    const isLong = this.options.isLong?.(pattern) === true;
    const mayEnter = isLong
      ? this.crowd.admitsLong()
      : this.crowd.admits(() => this.urgencyOf(pattern, message));
    if (!mayEnter) {
      this.respond(message, { e: failureOf(new BusError('SERVICE_BUSY')) });
      return;
    }
    const leave = isLong ? this.crowd.enterLong() : this.crowd.enter();
    const work = this.answer(pattern, handler, message).finally(() => {
      leave();
      this.inFlight.delete(work);
    });
    this.inFlight.add(work);
  }

  private urgencyOf(pattern: string, { data }: Msg): Urgency {
    try {
      return this.options.urgencyOf?.(pattern, decodeFrame(data)) ?? 'ORDINARY';
    } catch {
      return 'ORDINARY';
    }
  }

  private async answer(pattern: string, handler: BusHandler, message: Msg): Promise<void> {
    try {
      this.respond(message, { d: await handler(decodeFrame(message.data)) });
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
}

async function settled(work: ReadonlySet<Promise<void>>, limit: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, limit);
  });
  await Promise.race([Promise.allSettled([...work]), over]);
  clearTimeout(timer);
}
