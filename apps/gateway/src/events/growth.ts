import { Inject, Injectable } from '@nestjs/common';
import { CALL_BUS, type CallBus } from '#api';
import { pause } from '#broker';
import { awaitGrowth } from '#capabilities/events/events.contract';
import { longestWaitMs } from '#capabilities/events/events.lists';
import { keepRoutePolicy } from '../route-policy/bus.js';

// Pause (ms) between two calls, and after a failed one.
const [gapMs, failedMs] = [100, 1_000];
const answerWithinMs = longestWaitMs + 5_000;

export class News {
  #next = new AbortController();

  constructor(readonly session: string) {}

  /**
   * Signal that aborts when the reader should ask for events again. Read it before asking; otherwise a change meanwhile is
   * missed.
   */
  get next(): AbortSignal {
    return this.#next.signal;
  }

  tell(): void {
    const previous = this.#next;
    this.#next = new AbortController();
    previous.abort();
  }
}

/** Waits until the log grows or a session ends, with one bus call for all readers together. */
@Injectable()
export class Growth {
  readonly #readers = new Set<News>();
  #runs = false;
  #entries = 0;

  constructor(@Inject(CALL_BUS) private readonly bus: CallBus) {}

  follow(session: string): News {
    const news = new News(session);
    this.#readers.add(news);
    if (!this.#runs) void this.#watchGrowth(keepRoutePolicy());
    return news;
  }

  leave(news: News): void {
    this.#readers.delete(news);
  }

  async #watchGrowth(within: <T>(run: () => T) => T): Promise<void> {
    this.#runs = true;
    let checkedAt = performance.now();
    while (this.#readers.size > 0) {
      try {
        const begun = performance.now();
        const hasNews = await within(() => this.#wait());
        checkedAt = performance.now();
        // A service with too many waits answers at once, without news.
        await pause(hasNews || checkedAt - begun >= failedMs ? gapMs : failedMs);
      } catch {
        // Readers go on asking by themselves; their own calls report the failure.
        if (performance.now() - checkedAt >= longestWaitMs) {
          checkedAt = performance.now();
          this.#tell(this.#readers);
        }
        await pause(failedMs);
      }
    }
    this.#runs = false;
  }

  async #wait(): Promise<boolean> {
    const beyond = this.#entries;
    const sessions = [...new Set([...this.#readers].map(({ session }) => session))];
    const asked = { beyond, sessions };
    const { entries, ended } = await this.bus.askOpen(awaitGrowth, asked, answerWithinMs);
    this.#entries = entries;
    const over = new Set(ended);
    const standing = new Set(sessions.filter((_, place) => !over.has(place)));
    const hasNews = ({ session }: News): boolean => entries !== beyond || !standing.has(session);
    const notifiedReaders = [...this.#readers].filter(hasNews);
    this.#tell(notifiedReaders);
    return notifiedReaders.length > 0;
  }

  #tell(readers: Iterable<News>): void {
    for (const news of readers) news.tell();
  }
}
