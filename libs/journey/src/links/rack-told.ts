import type { LinkId } from '#kernel';

/** A bare acknowledgement waits this long for something else to travel with; receipts are repeated after 4 s. */
const patienceMs = 1_000;

interface Told {
  readonly rack: number;
  /** Time at which a higher one was first seen; undefined while everything is told. */
  readonly owedSince: number | undefined;
}

/**
 * How far each peer has been told that we verified its receipts. Every envelope and statement carries it, so a statement
 * for it alone leaves only when nothing else does. Kept in memory: after a restart a peer is told once more.
 */
export class RackTold {
  readonly #told = new Map<LinkId, Told>();

  /** Something that carries `rack` is committed. */
  note(linkId: LinkId, rack: number): void {
    const known = this.#told.get(linkId);
    if (known === undefined || known.rack < rack || known.owedSince !== undefined)
      this.#told.set(linkId, { rack: Math.max(rack, known?.rack ?? 0), owedSince: undefined });
  }

  /** True when `rack` is news to the peer and has waited long enough. `now`: milliseconds of a clock that never steps. */
  owes(linkId: LinkId, rack: number, now: number): boolean {
    const known = this.#told.get(linkId) ?? { rack: 0, owedSince: undefined };
    if (rack <= known.rack) return false;
    const since = known.owedSince ?? now;
    this.#told.set(linkId, { ...known, owedSince: since });
    return now - since >= patienceMs;
  }
}
