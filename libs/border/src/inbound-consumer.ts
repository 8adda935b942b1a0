import type {
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

/** Bytes as they came, from a stream only the neighbour writes to: hostile. Headers are not handed on. */
export interface ReceivedBatch {
  readonly linkId: LinkId;
  readonly bytes: Uint8Array;
  /** 1 at the first delivery. */
  readonly deliveries: number;
}

/** Resolves when every batch is committed. Must be idempotent: a confirmation may be lost after the commit. */
export type InboundHandler = (batches: readonly ReceivedBatch[]) => Promise<void>;

export interface ConsumeOptions extends InboundLimits {
  /** Batches handed over in one call. Default 64. */
  readonly maxBatches?: number;
  /** Bytes handed over in one call. Default 4 MiB. */
  readonly maxBatchBytes?: number;
  /** First wait after a failure; doubles up to one minute. Default 1 s. */
  readonly retryMs?: number;
  /** While it says no, the stream takes nothing and nothing is handed over. Call `renew` when its answer changes. */
  readonly mayTake?: () => boolean;
  /** Told when a batch is given up after `maxDeliver` failures; the neighbour will send it again. */
  readonly onDropped?: (batch: ReceivedBatch) => void;
  /** Told why a batch was not accepted, or the stream not read; it is tried again. */
  readonly onProblem?: (error: unknown) => void;
}

const RETRY_LIMIT_MS = 60_000;
/** A closed stream is looked after so often: the broker may have come back with an empty store. */
const CLOSED_MS = 10_000;

/** One link's inbound stream, drained for as long as the process lives. */
export class InboundConsumer {
  private readonly stopping = new AbortController();
  private readonly queue: JsMsg[] = [];
  /** Taken off the queue, and neither confirmed nor sent back yet. */
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

  /** Runs until `stop`; never rejects. */
  run(): Promise<void> {
    this.running = this.rounds();
    return this.running;
  }

  /** Makes sure of the stream again and pulls anew. */
  renew(): void {
    void this.messages?.close();
  }

  /** Ends after the handler under way; what was not confirmed is delivered again. */
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
    await ensureInbound(this.manager, this.link, { ...this.options, maxBytes: CLOSED_BYTES });
    const until = performance.now() + CLOSED_MS;
    while (!this.mayTake() && !this.stopping.signal.aborted && performance.now() < until)
      await pause(250, this.stopping.signal);
  }

  private async round(): Promise<void> {
    await ensureInbound(this.manager, this.link, this.options);
    const consumer = await this.client.consumers.get(streamOf(this.link.linkId), CONSUMER);
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
      // `stop` and `renew` may have come while the consumer was being opened.
      while (state.open && !this.stopping.signal.aborted && this.mayTake()) {
        if (this.queue.length === 0)
          await new Promise<void>((resolve) => {
            this.wake = resolve;
          });
        else await this.handOver(this.take());
      }
    } finally {
      clearInterval(stillHeld);
    }
    await messages.close();
    // Not held back until the broker finds out that nobody confirms them.
    for (const message of this.queue.splice(0)) message.nak();
  }

  /** Keeps the broker from handing out again what waits here for the handler. */
  private sayHeld(): void {
    for (const message of [...this.inHand, ...this.queue]) message.working();
  }

  /** Batches that have gathered, up to the bounds; at least one. */
  private take(): JsMsg[] {
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
    // One bad batch must not hold up its neighbours: each is tried alone, until it looks like a general failure.
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
    // Durable now: the rows of the handler. A lost confirmation only brings the batch once more.
    for (const message of messages) this.inHand.delete(message);
    await Promise.allSettled(messages.map((message) => message.ackAck({ timeout: 5_000 })));
    return true;
  }

  private sendBack(message: JsMsg, wait: number): void {
    if (message.info.deliveryCount < (this.options.maxDeliver ?? DEFAULT_MAX_DELIVER)) {
      message.nak(wait);
      return;
    }
    // Left alone it would lie in the stream for ever and take its room; the outbox of the neighbour still has it.
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
