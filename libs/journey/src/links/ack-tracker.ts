import type { LinkId } from '#kernel';

/**
 * Delay (ms) until an acknowledgement of verified receipts is sent in an empty receipt batch. Must be below the peer's repeat
 * time of 4 s.
 */
const patienceMs = 1_000;

interface Acknowledged {
  readonly rack: number;
  readonly owedSince: number | undefined;
}

/** Tracks the highest receipt number acknowledged to each peer, in memory only. */
export class AckTracker {
  readonly #acknowledged = new Map<LinkId, Acknowledged>();

  note(linkId: LinkId, rack: number): void {
    const known = this.#acknowledged.get(linkId);
    if (known === undefined || known.rack < rack || known.owedSince !== undefined)
      this.#acknowledged.set(linkId, {
        rack: Math.max(rack, known?.rack ?? 0),
        owedSince: undefined,
      });
  }

  owes(linkId: LinkId, rack: number, now: number): boolean {
    const known = this.#acknowledged.get(linkId) ?? { rack: 0, owedSince: undefined };
    if (rack <= known.rack) return false;
    const since = known.owedSince ?? now;
    this.#acknowledged.set(linkId, { ...known, owedSince: since });
    return now - since >= patienceMs;
  }
}
