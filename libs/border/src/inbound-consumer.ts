import type {
  Consumer,
  ConsumerMessages,
  JetStreamClient,
  JetStreamManager,
  JsMsg,
} from '@nats-io/jetstream';
import type { LinkId } from '#kernel';
import { Backoff, pause } from '#broker';
import { streamOf, type BorderLinkRef } from './border-layout.js';
import {
  ACK_WAIT_MS,
  CLOSED_BYTES,
  CONSUMER,
  DEFAULT_MAX_DELIVER,
  ensureInbound,
  type InboundLimits,
} from './inbound-stream.js';

/** Batch of bytes from the neighbour, to be treated as hostile input. */
export interface ReceivedBatch {
  readonly linkId: LinkId;
  readonly bytes: Uint8Array;
  readonly deliveries: number;
}

/**
 * Commits received batches, then resolves. Must accept the same batch twice, because an acknowledgement may be lost after the
 * commit.
 */
export type InboundHandler = (batches: readonly ReceivedBatch[]) => Promise<void>;

export interface ConsumeOptions extends InboundLimits {
  readonly maxBatches?: number;
  readonly maxBatchBytes?: number;
  /** Waiting time (ms) after the handler failed, default 1,000. Doubles with each further failure, up to one minute. */
  readonly retryMs?: number;
  /** Tells whether the stream accepts new batches. Call `renew` when the result changes. */
  readonly mayTake?: () => boolean;
  /** Called when a batch is dropped after `maxDeliver` failed deliveries. The neighbour sends the batch again later. */
  readonly onDropped?: (batch: ReceivedBatch) => void;
  readonly onProblem?: (error: unknown) => void;
}

const RETRY_LIMIT_MS = 60_000;
// Interval (ms) for ensuring a closed stream: the broker may have come back with an empty store.
const CLOSED_MS = 10_000;

export class InboundConsumer {
  private readonly stopping = new AbortController();
  private readonly queue: JsMsg[] = [];
  // Taken off the queue, neither acknowledged nor sent back yet.
  private readonly inHand = new Set<JsMsg>();
  private readonly failures: Backoff;
  private messages: ConsumerMessages | undefined;
  private wake: () => void = () => undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly manager: JetStreamManager,
    private readonly client: JetStreamClient,
    private readonly link: BorderLinkRef,
    private readonly handler: InboundHandler,
    private readonly options: ConsumeOptions,
  ) {
    this.failures = new Backoff(options.retryMs ?? 1_000, RETRY_LIMIT_MS);
  }

  startRounds(): Promise<void> {
    this.running = this.rounds();
    return this.running;
  }

  renew(): void {
    void this.messages?.close();
  }

  /** Stops once the running handler has ended. Batches without an acknowledgement are delivered again later. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.wake();
    void this.messages?.close();
    await this.running;
  }

  private async rounds(): Promise<void> {
    const { signal } = this.stopping;
    const backoff = new Backoff(250, 5_000);
    while (!signal.aborted) {
      try {
        if (this.mayTake()) await this.round();
        else await this.closed();
        backoff.reset();
      } catch (error) {
        this.options.onProblem?.(error);
      }
      await pause(backoff.next(), signal);
    }
  }

  private mayTake(): boolean {
    return this.options.mayTake?.() ?? true;
  }

  private async closed(): Promise<void> {
    const limits = { ...this.options, maxBytes: CLOSED_BYTES };
    await this.unlessStopped(this.ensure(limits));
    const until = performance.now() + CLOSED_MS;
    while (!this.mayTake() && !this.stopping.signal.aborted && performance.now() < until)
      await pause(250, this.stopping.signal);
  }

  private async round(): Promise<void> {
    const consumer = await this.unlessStopped(this.opened());
    if (consumer === undefined) return;
    this.queue.length = 0;
    const state = { open: true };
    const messages = await consumer.consume({
      max_messages: this.options.maxBatches ?? 64,
      expires: 5_000,
      abort_on_missing_resource: true,
      callback: (message) => {
        this.queue.push(message);
        this.wake();
      },
    });
    this.messages = messages;
    void messages.closed().then(() => {
      state.open = false;
      this.wake();
    });
    const stillHeld = setInterval(() => this.sayHeld(), ACK_WAIT_MS / 3);
    try {
      // `stop` or `renew` may have been called while the consumer was opening.
      while (state.open && !this.stopping.signal.aborted && this.mayTake()) {
        if (this.queue.length === 0)
          await new Promise<void>((resolve) => {
            this.wake = resolve;
          });
        else await this.handOver(this.takeBatches());
      }
    } finally {
      clearInterval(stillHeld);
    }
    await messages.close();
    // Sent back at once, not only after the broker's acknowledgement timeout.
    for (const message of this.queue.splice(0)) message.nak();
  }

  private ensure(limits: InboundLimits): Promise<void> {
    return ensureInbound(this.manager, this.link, limits, this.stopping.signal);
  }

  private async opened(): Promise<Consumer> {
    await this.ensure(this.options);
    this.stopping.signal.throwIfAborted();
    return this.client.consumers.get(streamOf(this.link.linkId), CONSUMER);
  }

  // Undefined after a stop, which waits for no broker: one that was away does not answer what it was asked before.
  private unlessStopped<T>(asked: Promise<T>): Promise<T | undefined> {
    const { signal } = this.stopping;
    return new Promise((done, failed) => {
      const stopped = (): void => {
        done(undefined);
      };
      signal.addEventListener('abort', stopped);
      void asked.then(done, failed).finally(() => {
        signal.removeEventListener('abort', stopped);
      });
    });
  }

  // Extends the acknowledgement time of batches that wait for the handler.
  private sayHeld(): void {
    for (const message of [...this.inHand, ...this.queue]) message.working();
  }

  private takeBatches(): JsMsg[] {
    const limit = this.options.maxBatchBytes ?? 4 * 1024 * 1024;
    let bytes = 0;
    let count = 0;
    for (const message of this.queue) {
      bytes += message.data.length;
      if (count > 0 && bytes > limit) break;
      count += 1;
      if (count >= (this.options.maxBatches ?? 64)) break;
    }
    return this.queue.splice(0, count);
  }

  private async handOver(messages: readonly JsMsg[]): Promise<void> {
    for (const message of messages) this.inHand.add(message);
    try {
      await this.tryAll(messages);
    } finally {
      this.inHand.clear();
    }
  }

  private async tryAll(messages: readonly JsMsg[]): Promise<void> {
    if (await this.handled(messages)) return;
    // After a failed call each batch is tried alone, so that one bad batch blocks no other; several failures in a row
    // mean a general fault.
    let inARow = 0;
    const failed: JsMsg[] = [];
    if (messages.length === 1) failed.push(...messages);
    else
      for (const message of messages) {
        if (inARow < 3 && (await this.handled([message]))) inARow = 0;
        else {
          inARow += 1;
          failed.push(message);
        }
      }
    if (inARow >= 3 || messages.length === 1) failed.push(...this.queue.splice(0));
    const wait = this.failures.next();
    for (const message of failed) {
      this.inHand.delete(message);
      this.sendBack(message, wait);
    }
    await pause(wait, this.stopping.signal);
  }

  private async handled(messages: readonly JsMsg[]): Promise<boolean> {
    try {
      await this.handler(messages.map((message) => this.received(message)));
    } catch (error) {
      this.options.onProblem?.(error);
      return false;
    }
    this.failures.reset();
    // Durable now: the rows of the handler. A lost acknowledgement only brings the batch again.
    for (const message of messages) this.inHand.delete(message);
    await Promise.allSettled(messages.map((message) => message.ackAck({ timeout: 5_000 })));
    return true;
  }

  private sendBack(message: JsMsg, wait: number): void {
    if (message.info.deliveryCount < (this.options.maxDeliver ?? DEFAULT_MAX_DELIVER)) {
      message.nak(wait);
      return;
    }
    // A batch that nobody gives up would stay in the stream and use its room; the neighbour's outbox still has it.
    message.term('not accepted');
    this.options.onDropped?.(this.received(message));
  }

  private received(message: JsMsg): ReceivedBatch {
    return {
      linkId: this.link.linkId,
      bytes: message.data,
      deliveries: message.info.deliveryCount,
    };
  }
}
