import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import type { Readable } from 'node:stream';
import { CALL_BUS, type CallBus, type Caller } from '#api';
import { pause } from '#broker';
import type { EventPlace } from '#capabilities/events/event-place.model';
import { hearEvents, type EventBatch } from '#capabilities/events/events.contract';
import type { Language } from '#language/problems';
import { keepRoutePolicy } from '../route-policy/bus.js';
import { GatewayError } from '../errors.js';
import { codedError, problemOf } from '../problems/problem.js';
import { batchText, beatText, endText, helloText } from './event-text.js';
import { EventStream } from './event-stream.js';
import { Growth, type News } from './growth.js';
import { Readers } from './readers.js';

// Milliseconds between keep-alives, and shortest time between two questions of a reader.
const [beatMs, gapMs] = [15_000, 500];
// Attempts while a service is away, and the longest pause (ms) between two.
const again = { most: 6, longestMs: 8_000 } as const;

type Ask = (after: EventPlace | null) => Promise<EventBatch>;

interface Reader {
  readonly stream: EventStream;
  readonly ask: Ask;
  readonly news: News;
  readonly ended: AbortSignal;
  readonly instance: string;
  readonly language: Language;
  saidAt: number;
}

interface Beginning {
  readonly batch: EventBatch;
  readonly text: string;
  readonly news: AbortSignal;
}

/** Opens event streams for officers. The service `requests` decides which events an officer sees. */
@Injectable()
export class FollowEvents implements BeforeApplicationShutdown {
  readonly #open = new Set<AbortController>();

  constructor(
    @Inject(CALL_BUS) private readonly bus: CallBus,
    private readonly readers: Readers,
    private readonly growth: Growth,
  ) {}

  beforeApplicationShutdown(): void {
    for (const gone of this.#open) gone.abort();
  }

  /**
   * Opens a stream after the service `requests` has answered, so that a refusal is still sent as a problem document. @throws
   * EVENTS_READERS, EVENTS_FULL, or the refusal of the service
   */
  async open(
    caller: Caller,
    after: EventPlace | null,
    answer: Pick<Reader, 'instance' | 'language'>,
  ): Promise<Readable> {
    const leave = this.readers.begin(caller.session);
    // Later answers are asked for while the reader reads, within the same bounds.
    const within = keepRoutePolicy();
    const ask: Ask = (place) =>
      this.readers.turn(() => within(() => this.bus.ask(hearEvents, caller, { after: place })));
    const news = this.growth.follow(caller.session);
    const end = (): void => {
      this.growth.leave(news);
      leave();
    };
    try {
      const { next } = news;
      const batch = await ask(after);
      const text = helloText(after ?? batch.next) + batchText(batch);
      const stream = new EventStream();
      const gone = new AbortController();
      this.#open.add(gone);
      stream.once('close', () => {
        gone.abort();
        this.#open.delete(gone);
        end();
      });
      const saidAt = performance.now();
      const reader = { stream, ask, news, ended: gone.signal, ...answer, saidAt };
      void this.#follow(reader, { batch, text, news: next });
      return stream;
    } catch (error) {
      end();
      throw error;
    }
  }

  async #follow(reader: Reader, beginning: Beginning): Promise<void> {
    let { batch, text, news } = beginning;
    try {
      for (;;) {
        if (text !== '') await say(reader, text);
        if (!batch.more) await untilNews(reader, batch, news);
        if (reader.ended.aborted) throw new GatewayError('EVENTS_INTERRUPTED');
        news = reader.news.next;
        batch = await this.#patiently(reader, batch.next);
        const isSilent = performance.now() >= reader.saidAt + beatMs - gapMs;
        text = batchText(batch) || (isSilent ? beatText(batch.next) : '');
      }
    } catch (error) {
      reader.stream.finish(endText(problemOf(codedError(error), reader.instance, reader.language)));
    }
  }

  /**
   * Asks the service for the events after `place`; retries while the service or the bus is briefly unavailable. @throws
   * GatewayError EVENTS_INTERRUPTED if the retries fail or the stream ends; the refusal of the service
   */
  async #patiently(reader: Reader, place: EventPlace): Promise<EventBatch> {
    const { ask, ended } = reader;
    for (let tries = 0; ; tries += 1) {
      try {
        return await ask(place);
      } catch (error) {
        if (codedError(error).action !== 'retry') throw error;
        if (tries >= again.most || ended.aborted)
          throw new GatewayError('EVENTS_INTERRUPTED', undefined, error);
        await pause(Math.min(gapMs * 2 ** tries, again.longestMs), ended);
        await say(reader, beatText(place));
      }
    }
  }
}

async function say(reader: Reader, text: string): Promise<void> {
  if (!(await reader.stream.send(text))) throw new GatewayError('EVENTS_SLOW');
  reader.saidAt = performance.now();
}

/**
 * Waits until there is news, the session ends or the stream closes. Sends keep-alives meanwhile. @throws GatewayError
 * EVENTS_SLOW if the reader does not take a keep-alive in time
 */
async function untilNews(
  reader: Reader,
  { next, sessionEnds }: EventBatch,
  news: AbortSignal,
): Promise<void> {
  const begun = performance.now();
  const endsAt = begun + Date.parse(sessionEnds) - Date.now() + 50;
  for (;;) {
    const beatAt = reader.saidAt + beatMs;
    await pause(Math.min(beatAt, endsAt) - performance.now(), reader.ended, news);
    if (reader.ended.aborted || news.aborted || endsAt <= beatAt) break;
    await say(reader, beatText(next));
  }
  await pause(begun + gapMs - performance.now(), reader.ended);
}
