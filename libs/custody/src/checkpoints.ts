import { phrase, type Detail } from '#kernel';
import {
  type OpenedCheckpoint,
  openCheckpoint,
  openWithSecond,
  type Policy,
  TlogError,
  type Verifier,
} from '#tlog';
import { Fault, type Place } from './faults.js';

export interface Signers {
  readonly logs: readonly Verifier[];
  readonly witnesses: readonly Verifier[];
  readonly policy?: Policy;
}

const maxRemembered = 4_096;

const signatureLines = (note: Uint8Array): number => {
  const text = Buffer.from(note).toString('utf8');
  return text.slice(text.lastIndexOf('\n\n') + 2).split('\n').length - 1;
};

export class Checkpoints {
  readonly #roots = new Map<number, string>();
  #size = -1;
  /** Index of the log key that signed last. Older keys must not sign again. */
  #key = 0;
  cosigned: OpenedCheckpoint | undefined;
  count = 0;

  constructor(private readonly signers: Signers) {}

  /**
   * Verifies all signatures of checkpoint `note` and, if given, of its second note `second`. Cosignatures of both notes
   * count. @throws Fault CHECKPOINT_INVALID, SIGNER_UNKNOWN, SECOND_DIFFERS
   */
  open(note: Uint8Array, place: Place, second?: Uint8Array): OpenedCheckpoint {
    const { logs, witnesses } = this.signers;
    let flaw: Detail = phrase`no key of the log`;
    for (const log of logs)
      try {
        const opened = openCheckpoint(note, log, witnesses);
        // A line of an unknown key could be an altered line of a known one.
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
        throw new Fault('SIGNER_UNKNOWN', { ...place, size: opened.size }, phrase`second note`);
      return opened;
    } catch (error) {
      if (!(error instanceof TlogError)) throw error;
      throw new Fault('SECOND_DIFFERS', place, error.code);
    }
  }

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

  proven(point: OpenedCheckpoint): void {
    this.#roots.set(point.size, Buffer.from(point.root).toString('hex'));
    const [oldest] = this.#roots.keys();
    if (this.#roots.size > maxRemembered && oldest !== undefined) this.#roots.delete(oldest);
    if (this.signers.policy?.isMet(point.note) === true) this.cosigned = point;
  }

  knows({ size, root }: { readonly size: number; readonly root: string }): boolean {
    const known = this.#roots.get(size);
    if (known !== undefined) return known === root;
    const [oldest = Infinity] = this.#roots.keys();
    return this.#roots.size >= maxRemembered && size < oldest;
  }
}
