import type { LinkId } from '#kernel';

/** Delay (ms) of a bare acknowledgement, below the 4 s after which receipts are repeated. */
const patienceMs = 1_000;

interface Told {
  readonly rack: number;
  readonly owedSince: number | undefined;
}

/**
 * Receipt numbers already acknowledged to each peer, in memory only. Every envelope carries one, so a separate
 * acknowledgement leaves only on an idle link.
 */
export class RackTold {
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
