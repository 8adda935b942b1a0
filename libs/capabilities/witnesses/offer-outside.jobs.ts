import { type Journal, JournalError, type OutsideName, type OutsideOffer } from '#journal';
import type { Store, Tx } from '#store';
import {
  formatOffer,
  formatVerifierKey,
  openCheckpoint,
  type Signer,
  signSecondNote,
  type Verifier,
} from '#tlog';
import { untilLookMs, untilNextMs } from './rhythm.rules.js';

export interface OutsideWitness {
  readonly name: OutsideName;
  readonly verifier: Verifier;
  readonly takesSecond: boolean;
}

const neighboursMs = 60_000;

/**
 * Prepares offers of checkpoints for witnesses outside, about every ten seconds and after a neighbour's answer. Without
 * answers the pause is twenty seconds; failures lengthen it, to at most five minutes.
 */
export class OfferOutside {
  #untilNextMs = Infinity;

  constructor(
    private readonly store: Store,
    private readonly journal: Journal,
    private readonly log: Signer,
    private readonly witnesses: readonly OutsideWitness[],
  ) {}

  /** Milliseconds from the last run to the next. */
  get pollMs(): number {
    return untilLookMs(this.#untilNextMs);
  }

  async run(): Promise<number> {
    let made = 0;
    this.#untilNextMs = Infinity;
    for (const witness of this.witnesses)
      if (await this.store.transaction({ step: 'offer-outside' }, (tx) => this.offer(tx, witness)))
        made += 1;
    return made;
  }

  private async offer(tx: Tx, witness: OutsideWitness): Promise<boolean> {
    const key = formatVerifierKey(witness.verifier);
    const last = await this.last(tx, witness.name, key);
    const point = await this.point(tx);
    if (last === undefined || point === undefined || point.size < last.held) return false;
    const { size, note } = point;
    const hashes = await this.proofFrom(tx, last.held, size);
    const checkpoint = this.noteFor(witness, note);
    const request = formatOffer({ old: last.held, hashes, checkpoint });
    const offer = last.offer + 1;
    this.journal.outside.make(tx, witness.name, { ...last, key, size, offer, request });
    return true;
    // Durable now: the offer. The exchange sends it once.
  }

  private async last(
    tx: Tx,
    name: OutsideName,
    key: string,
  ): Promise<Pick<OutsideOffer, 'offer' | 'held' | 'failures'> | undefined> {
    const newest = await this.journal.outside.newest(tx, name);
    if (newest === undefined) return { offer: 0, held: 0, failures: 0 };
    const { offer, failures } = newest;
    // A different key means a different witness, with nothing known of it.
    if (newest.key !== key) return { offer, held: 0, failures: 0 };
    const left = untilNextMs(newest);
    if (left > 0) {
      this.#untilNextMs = Math.min(this.#untilNextMs, left);
      return undefined;
    }
    const held = newest.held > (await this.journal.releasedSize(tx)) ? 0 : newest.held;
    return { offer, held, failures };
  }

  private async proofFrom(tx: Tx, old: number, size: number): Promise<readonly Uint8Array[]> {
    if (old === 0) return [];
    const [hashes = []] = await this.journal.consistencyProofs(tx, size, [old]);
    return hashes;
  }

  private noteFor({ takesSecond }: OutsideWitness, note: Buffer): Uint8Array {
    return takesSecond ? signSecondNote(openCheckpoint(note, this.log.verifier), this.log) : note;
  }

  private async point(
    tx: Tx,
  ): Promise<{ readonly size: number; readonly note: Buffer } | undefined> {
    const cosigned = await this.journal.witnesses.newestFromNeighbour(tx);
    const isFresh = cosigned !== undefined && cosigned.ageMs < neighboursMs;
    try {
      return await this.journal.releasedCheckpoint(tx, isFresh ? cosigned.size : undefined);
    } catch (error) {
      if (error instanceof JournalError && error.code === 'EVENT_NOT_RELEASED') return undefined;
      throw error;
    }
  }
}
