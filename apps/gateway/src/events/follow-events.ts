import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import type { Readable } from 'node:stream';
import { CALL_BUS, type CallBus, type Caller } from '#api';
import type { EventPlace } from '#capabilities/events/event-place.model';
import { hearEvents, type EventBatch } from '#capabilities/events/events.contract';
import { stillBehind } from '../doors/bus.js';
import { GatewayError } from '../errors.js';
import { codedError, problemOf } from '../problems/problem.js';
import { batchText, beatText, endText, helloText } from './event-text.js';
import { EventStream } from './event-stream.js';
import { Growth, pause } from './growth.js';
import { Readers } from './readers.js';

/** Between two looks of a reader at most, and at least. The first is also how soon an ended session is noticed without an entry of the log. */
const [beatMs, gapMs] = [15_000, 500];
/** Attempts while a service is away, and the longest pause between two. */
const again = { most: 6, longestMs: 8_000 } as const;

type Ask = (after: EventPlace | null) => Promise<EventBatch>;

/** A reader under way. */
interface Reader {
  readonly stream: EventStream;
  readonly ask: Ask;
  /** Aborted when the reader is gone or the gateway ends. */
  readonly ended: AbortSignal;
  /** Id of the request. */
  readonly instance: string;
}

/**
 * Streams of events. What a reader hears is asked of the service in the officer's own session, again and again: the gateway keeps
 * the place, filters nothing and holds no more than one answer of each reader.
 */
@Injectable()
export class FollowEvents implements BeforeApplicationShutdown {
  /** Of each reader: aborted when it is gone, or the gateway ends. */
  readonly #open = new Set<AbortController>();

  constructor(
    @Inject(CALL_BUS) private readonly bus: CallBus,
    private readonly readers: Readers,
    private readonly growth: Growth,
  ) {}

  /** Readers hear that the gateway ends before it waits for their connections. */
  beforeApplicationShutdown(): void {
    for (const gone of this.#open) gone.abort();
  }

  /**
   * The first answer is there before any header leaves, so that a refusal is a problem document.
   * @throws EVENTS_READERS, EVENTS_FULL, or the refusal of the service
   */
  async open(caller: Caller, after: EventPlace | null, instance: string): Promise<Readable> {
    const leave = this.readers.begin(caller.session);
    // Later answers are asked for in the reader's time.
    const within = stillBehind();
    const ask: Ask = (place) =>
      this.readers.turn(() => within(() => this.bus.ask(hearEvents, caller, { after: place })));
    try {
      const { times } = this.growth;
      const first = await ask(after);
      const text = helloText(after ?? first.next) + batchText(first);
      const stream = new EventStream();
      const gone = new AbortController();
      this.#open.add(gone);
      const unfollow = this.growth.follow();
      stream.once('close', () => {
        gone.abort();
        this.#open.delete(gone);
        unfollow();
        leave();
      });
      void this.#follow({ stream, ask, ended: gone.signal, instance }, { first, text, times });
      return stream;
    } catch (error) {
      leave();
      throw error;
    }
  }

  async #follow(
    { stream, ask, ended, instance }: Reader,
    begun: { readonly first: EventBatch; readonly text: string; readonly times: number },
  ): Promise<void> {
    let { first: batch, text, times } = begun;
    let saidAt = performance.now();
    try {
      for (;;) {
        if (text !== '') {
          if (!(await stream.send(text))) throw new GatewayError('EVENTS_SLOW');
          saidAt = performance.now();
        }
        if (!batch.more) await this.#untilNews(batch, { times, saidAt }, ended);
        if (ended.aborted) throw new GatewayError('EVENTS_INTERRUPTED');
        ({ times } = this.growth);
        batch = await this.#patiently({ stream, ask, ended, instance }, batch.next);
        const isSilent = performance.now() >= saidAt + beatMs - gapMs;
        text = batchText(batch) || (isSilent ? beatText(batch.next) : '');
      }
    } catch (error) {
      stream.finish(endText(problemOf(codedError(error), instance)));
    }
  }

  /** Until the log has grown, the session ends or a sign of life is due; never at once. */
  async #untilNews(
    { sessionEnds }: EventBatch,
    { times, saidAt }: { readonly times: number; readonly saidAt: number },
    ended: AbortSignal,
  ): Promise<void> {
    const now = performance.now();
    const left = Math.min(saidAt + beatMs - now, Date.parse(sessionEnds) - Date.now() + 50);
    await this.growth.since(times, Math.max(gapMs, left), ended);
    await pause(now + gapMs - performance.now(), ended);
  }

  /** Asks on while a service or the bus is away for a moment. @throws EVENTS_INTERRUPTED; the refusal of the service */
  async #patiently({ stream, ask, ended }: Reader, place: EventPlace): Promise<EventBatch> {
    for (let tries = 0; ; tries += 1) {
      try {
        return await ask(place);
      } catch (error) {
        if (codedError(error).action !== 'retry') throw error;
        if (tries >= again.most || ended.aborted)
          throw new GatewayError('EVENTS_INTERRUPTED', undefined, error);
        await pause(Math.min(gapMs * 2 ** tries, again.longestMs), ended);
        if (!(await stream.send(beatText(place)))) throw new GatewayError('EVENTS_SLOW');
      }
    }
  }
}
