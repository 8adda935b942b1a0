import { isCoded, type LinkId } from '#kernel';

const firstPauseMs = 1_000;
const longestPauseMs = 30_000;

interface Away {
  readonly until: number;
  readonly pauseMs: number;
}

/**
 * Calls `turn` for each link; after a failure, skips that link for 1 to 30 s. Rethrows errors without code or with action
 * `retry` at once.
 */
export class LinkTurns {
  readonly #away = new Map<LinkId, Away>();

  constructor(private readonly onProblem: (error: unknown) => void) {}

  async each<T extends { readonly linkId: LinkId }>(
    links: readonly T[],
    now: number,
    turn: (link: T) => Promise<void>,
  ): Promise<void> {
    for (const link of links) {
      const away = this.#away.get(link.linkId);
      if (away !== undefined && now < away.until) continue;
      try {
        await turn(link);
        this.#away.delete(link.linkId);
      } catch (error) {
        if (!isCoded(error) || error.action === 'retry') throw error;
        const pauseMs = Math.min((away?.pauseMs ?? firstPauseMs / 2) * 2, longestPauseMs);
        this.#away.set(link.linkId, { until: now + pauseMs, pauseMs });
        this.onProblem(error);
      }
    }
  }

  async sum<T extends { readonly linkId: LinkId }>(
    links: readonly T[],
    now: number,
    turn: (link: T) => Promise<number>,
  ): Promise<number> {
    let total = 0;
    await this.each(links, now, async (link) => {
      const one = await turn(link);
      total += one;
    });
    return total;
  }
}
