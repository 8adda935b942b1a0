import { chainNoteKept, type Journal, object, toldChains } from '#journal';
import type { Store } from '#store';
import type { Signer } from '#tlog';
import type { Due } from '#store';
import { type ChainHeads, type ChainNoteFile, signChainNote, type TrustStore } from '#trust';
import { canonicalJson } from '#wire';

/**
 * Writes the heads of the State's own chains into the signed note outside the database, whenever one has grown. A chain that
 * is shorter than the note or the custody log says is never written down.
 */
export class KeepChainNote {
  /** The log says that the note is kept. */
  #told = false;

  /** `trust` reads the same file. `signer`: the log key. */
  constructor(
    private readonly store: Pick<Store, 'transaction'>,
    private readonly trust: TrustStore,
    private readonly journal: Journal,
    private readonly file: ChainNoteFile,
    private readonly signer: Signer,
  ) {}

  /** As of the last refresh. */
  readonly due: Due = { sql: 'true', isDue: () => !this.#told || this.#hasGrown() };

  /** True when it wrote. @throws TrustError TRUST_CHAIN_BROKEN, TRUST_NOTE_MISSING, TRUST_NOTE_INVALID: nothing was written */
  async run(): Promise<boolean> {
    const written = await this.store.transaction({ step: 'keep-chain-note' }, async (tx) => {
      await this.trust.refresh(tx);
      if (this.#told && !this.#hasGrown()) return false;
      await tx.query(`select pg_advisory_xact_lock(hashtextextended('trust.note', 0))`);
      const told = await toldChains(tx);
      this.trust.expect(told);
      await this.trust.refresh(tx);
      // As it was when this began: a note that goes now is missed, and not made anew.
      if (told.noted && !this.#hasGrown()) return false;
      const { now } = this.trust.ownHeads();
      const note = signChainNote(this.trust.state, now, this.signer);
      await tx.query('insert into journal.chain_note (note) values ($1)', [
        Buffer.from(note).toString(),
      ]);
      await this.file.write(note);
      // Durable now: the heads outside the database. Then the log says that they are there: a note that is missing after
      // that was removed, one that is missing before was never written.
      if (told.noted) return true;
      const kept = object('note', note);
      await this.journal.record(tx, {
        typ: 'admin.change',
        obj: [kept],
        data: { change: chainNoteKept, before: null, after: kept.sha256 },
      });
      return true;
    });
    this.#told = true;
    return written;
  }

  #hasGrown(): boolean {
    const { now, noted } = this.trust.ownHeads();
    return noted === undefined || !isSame(now, noted);
  }
}

const isSame = (one: ChainHeads, other: ChainHeads): boolean =>
  Buffer.compare(canonicalJson({ ...one }), canonicalJson({ ...other })) === 0;
