import {
  type OpenedCheckpoint,
  openCheckpoint,
  openWithSecond,
  type Policy,
  TlogError,
  type Verifier,
} from '#tlog';
import { Fault, type Place } from './faults.js';

/** Keys whose signatures count. */
export interface Signers {
  /** Keys that the directory ever certified for this log, oldest first. */
  readonly logs: readonly Verifier[];
  /** Keys of witnesses whose cosignatures may stand under its checkpoints. */
  readonly witnesses: readonly Verifier[];
  /** Policy of who must have cosigned; without it nobody must. */
  readonly policy?: Policy;
}

/** Checkpoints whose roots are remembered for the events that name them. */
const maxRemembered = 4_096;

const signatureLines = (note: Uint8Array): number => {
  const text = Buffer.from(note).toString('utf8');
  return text.slice(text.lastIndexOf('\n\n') + 2).split('\n').length - 1;
};

/** The signed checkpoints of one log, in order. */
export class Checkpoints {
  readonly #roots = new Map<number, string>();
  #size = -1;
  /** Place of the key that signed last among those of the log: they are not used again once a later one was. */
  #key = 0;
  /** The newest that meets the policy. */
  cosigned: OpenedCheckpoint | undefined;
  count = 0;

  constructor(private readonly signers: Signers) {}

  /**
   * Verifies every signature on a checkpoint, and on its second note where there is one: cosignatures of both count.
   * @throws Fault CHECKPOINT_INVALID, SIGNER_UNKNOWN, SECOND_DIFFERS
   */
  open(note: Uint8Array, place: Place, second?: Uint8Array): OpenedCheckpoint {
    const { logs, witnesses } = this.signers;
    let flaw = 'no key of the log';
    for (const log of logs)
      try {
        const opened = openCheckpoint(note, log, witnesses);
        // A line of an unknown key could be what is left of a known one's.
        if (opened.note.signatures.length !== signatureLines(note))
          throw new Fault('SIGNER_UNKNOWN', { ...place, size: opened.size });
        return second === undefined ? opened : this.#withSecond(note, second, log, place);
      } catch (error) {
        if (!(error instanceof TlogError)) throw error;
        if (flaw !== 'NOTE_SIGNATURE_INVALID') flaw = error.code;
      }
    throw new Fault('CHECKPOINT_INVALID', place, flaw);
  }

  #withSecond(note: Uint8Array, second: Uint8Array, log: Verifier, place: Place): OpenedCheckpoint {
    try {
      const opened = openWithSecond(note, second, log, this.signers.witnesses);
      if (opened.second.signatures.length !== signatureLines(second))
        throw new Fault('SIGNER_UNKNOWN', { ...place, size: opened.size }, 'second note');
      return opened;
    } catch (error) {
      if (!(error instanceof TlogError)) throw error;
      throw new Fault('SECOND_DIFFERS', place, error.code);
    }
  }

  /** Takes the next one. @throws Fault as `open`; CHECKPOINT_ORDER */
  next(note: Uint8Array, place: Place, second?: Uint8Array): OpenedCheckpoint {
    const opened = this.open(note, place, second);
    const key = this.signers.logs.findIndex((log) => opened.note.isSignedBy(log));
    if (opened.size <= this.#size || key < this.#key)
      throw new Fault('CHECKPOINT_ORDER', { ...place, size: opened.size });
    this.#size = opened.size;
    this.#key = key;
    this.count += 1;
    return opened;
  }

  /** Notes a checkpoint that was shown to be the root of the leaves before it. */
  proven(point: OpenedCheckpoint): void {
    this.#roots.set(point.size, Buffer.from(point.root).toString('hex'));
    const [oldest] = this.#roots.keys();
    if (this.#roots.size > maxRemembered && oldest !== undefined) this.#roots.delete(oldest);
    if (this.signers.policy?.isMet(point.note) === true) this.cosigned = point;
  }

  /** Whether an event may name this as the newest checkpoint of its time; those too old to be remembered count as good. */
  knows({ size, root }: { readonly size: number; readonly root: string }): boolean {
    const known = this.#roots.get(size);
    if (known !== undefined) return known === root;
    const [oldest = Infinity] = this.#roots.keys();
    return this.#roots.size >= maxRemembered && size < oldest;
  }
}
