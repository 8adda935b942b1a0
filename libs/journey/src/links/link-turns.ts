import { isCoded, type LinkId } from '#kernel';

const firstPauseMs = 1_000;
const longestPauseMs = 30_000;

interface Away {
  readonly until: number;
  readonly pauseMs: number;
}

/**
 * Runs a step for each link, one after the other. A neighbour that cannot be served (its directory names no key, or
 * does not verify) is told of and left alone for a moment: it neither stops nor slows the others. What may be tried
 * again is no neighbour's fault and ends the step.
 */
export class LinkTurns {
  readonly #away = new Map<LinkId, Away>();

  /** `onProblem` is told of each failure. */
  constructor(private readonly onProblem: (error: unknown) => void) {}

  /** `now`: milliseconds of a clock that never steps. */
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

  /** Runs as `each`, and returns the sum of what the turns give. */
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
