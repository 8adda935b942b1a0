import type { DraftOf } from '#journal';
import type { OpenedCheckpoint } from '#tlog';

/**
 * Minimum interval (ms) between two logged cosignatures of a witness that answers without a pause. After `pauseMs` of
 * silence, the next one is logged.
 */
const sayEveryMs = 3_600_000;
const pauseMs = 60_000;

export const witnessCosigned = (
  witness: string,
  { size, root }: OpenedCheckpoint,
  unixSeconds: number,
): DraftOf<'witness.cosigned'> => ({
  typ: 'witness.cosigned',
  data: { witness, size, root: Buffer.from(root).toString('hex'), unixSeconds },
});

/** Cosignature that was stored, and whether it was logged. */
export interface StoredCosignature {
  readonly witness: string;
  readonly isLogged: boolean;
}

/** Remembers when cosignatures of each witness were logged, in memory only. */
export class WorthSaying {
  readonly #said = new Map<string, { readonly at: number; readonly last: number }>();

  isDue(witness: string): boolean {
    const now = performance.now();
    const { at, last } = this.#said.get(witness) ?? { at: -Infinity, last: -Infinity };
    return now - at >= sayEveryMs || now - last >= pauseMs;
  }

  /** Call after the commit: a transaction that runs again must find the same as before. */
  remember({ witness, isLogged }: StoredCosignature): void {
    const last = performance.now();
    const at = isLogged ? last : (this.#said.get(witness)?.at ?? -Infinity);
    this.#said.set(witness, { at, last });
  }
}
