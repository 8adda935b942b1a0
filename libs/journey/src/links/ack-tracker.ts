import type { LinkId } from '#kernel';

/**
 * Time (ms) for which verified receipts may stay unacknowledged; then an empty receipt batch acknowledges them. Must be below
 * 4 s, after which the peer repeats its receipts.
 */
const patienceMs = 1_000;

interface Told {
  readonly rack: number;
  readonly owedSince: number | undefined;
}

/**
 * Highest receipt number acknowledged to each peer, in memory only. Envelopes acknowledge too, so a separate acknowledgement
 * is needed only on an idle link.
 */
export class AckTracker {
  readonly #told = new Map<LinkId, Told>();

  note(linkId: LinkId, rack: number): void {
    const known = this.#told.get(linkId);
    if (known === undefined || known.rack < rack || known.owedSince !== undefined)
      this.#told.set(linkId, { rack: Math.max(rack, known?.rack ?? 0), owedSince: undefined });
  }

  owes(linkId: LinkId, rack: number, now: number): boolean {
    const known = this.#told.get(linkId) ?? { rack: 0, owedSince: undefined };
    if (rack <= known.rack) return false;
    const since = known.owedSince ?? now;
    this.#told.set(linkId, { ...known, owedSince: since });
    return now - since >= patienceMs;
  }
}
