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
import { offerEveryMs } from './offer-checkpoint.jobs.js';

/** A configured witness outside. */
export interface OutsideWitness {
  readonly name: OutsideName;
  readonly verifier: Verifier;
  /** Whether it takes second notes alone. */
  readonly takesSecond: boolean;
}

const longestPauseMs = 300_000;
/** The exchange gives up long before; an offer older than that was lost with it. */
const lostMs = 60_000;
/** Neighbours that have said nothing for so long are not waited for. */
const neighboursMs = 60_000;

/**
 * Offers checkpoints to the witnesses outside, each ten seconds, after failures up to five minutes apart. They are offered what a
 * neighbour has cosigned: whoever wants both wants them under one checkpoint.
 */
export class OfferOutside {
  constructor(
    private readonly store: Store,
    private readonly journal: Journal,
    private readonly log: Signer,
    private readonly witnesses: readonly OutsideWitness[],
  ) {}

  /** Returns how many offers were made. */
  async run(): Promise<number> {
    let made = 0;
    for (const witness of this.witnesses)
      if (await this.store.transaction({ step: 'offer-outside' }, (tx) => this.offer(tx, witness)))
        made += 1;
    return made;
  }

  private async offer(tx: Tx, witness: OutsideWitness): Promise<boolean> {
    const { name, verifier } = witness;
    const key = formatVerifierKey(verifier);
    const newest = await this.journal.outside.newest(tx, name);
    // Another key: another witness, of which nothing is known.
    const known = newest?.key === key ? newest : undefined;
    if (known !== undefined && !isOver(known)) return false;
    const point = await this.point(tx);
    const old = await this.begin(tx, known);
    if (point === undefined || point.size < old) return false;
    const { size, note } = point;
    const hashes = await this.proofFrom(tx, old, size);
    const request = formatOffer({ old, hashes, checkpoint: this.noteFor(witness, note) });
    const [offer, failures] = [(newest?.offer ?? 0) + 1, known?.failures ?? 0];
    this.journal.outside.make(tx, name, { key, held: old, size, offer, failures, request });
    return true;
    // Durable now: the offer. The exchange sends it, once.
  }

  private async proofFrom(tx: Tx, old: number, size: number): Promise<readonly Uint8Array[]> {
    if (old === 0) return [];
    const [hashes = []] = await this.journal.consistencyProofs(tx, size, [old]);
    return hashes;
  }

  /** Size from which the offer goes on. One above our own makes it a question: the answer tells it again. */
  private async begin(tx: Tx, known: OutsideOffer | undefined): Promise<number> {
    if (known === undefined) return 0;
    return known.held > (await this.journal.releasedSize(tx)) ? 0 : known.held;
  }

  /** The note of a checkpoint that a witness takes. */
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

/** Whether the next offer is due: the newest was judged a while ago, or nobody will answer it any more. */
const isOver = ({ isJudged, isAnswered, ageMs, failures }: OutsideOffer): boolean => {
  if (!isJudged) return !isAnswered && ageMs >= lostMs;
  return ageMs >= Math.min(offerEveryMs * 2 ** Math.min(failures, 10), longestPauseMs);
};
