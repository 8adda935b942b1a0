import { chainNoteKept, type Journal, object, loggedChains } from '#journal';
import type { Store } from '#store';
import type { Signer } from '#tlog';
import type { Due } from '#store';
import { type ChainHeads, type ChainNoteFile, signChainNote, type TrustStore } from '#trust';
import { canonicalJson } from '#wire';

/**
 * Signs the lengths and last hashes of this State's chains and writes the note file. Fails if the database lost entries that
 * the file counts.
 */
export class KeepChainNote {
  #hasRun = false;

  constructor(
    private readonly store: Pick<Store, 'transaction'>,
    private readonly trust: TrustStore,
    private readonly journal: Journal,
    private readonly file: ChainNoteFile,
    private readonly signer: Signer,
  ) {}

  readonly due: Due = { sql: 'true', isDue: () => !this.#hasRun || this.#hasGrown() };

  /**
   * Returns true when the file was written, false when the file was up to date. @throws TrustError TRUST_CHAIN_BROKEN,
   * TRUST_NOTE_MISSING, TRUST_NOTE_INVALID
   */
  async run(): Promise<boolean> {
    const written = await this.store.transaction({ step: 'keep-chain-note' }, async (tx) => {
      await this.trust.refresh(tx);
      if (this.#hasRun && !this.#hasGrown()) return false;
      await tx.query(`select pg_advisory_xact_lock(hashtextextended('trust.note', 0))`);
      const logged = await loggedChains(tx);
      this.trust.expect(logged);
      await this.trust.refresh(tx);
      // State at the start of the run: a note removed since then is an error and not rewritten.
      if (logged.noted && !this.#hasGrown()) return false;
      const { now } = this.trust.ownHeads();
      const note = signChainNote(this.trust.state, now, this.signer);
      await tx.query('insert into journal.chain_note (note) values ($1)', [
        Buffer.from(note).toString(),
      ]);
      await this.file.write(note);
      // Durable now: the heads in the file; then the log event. A missing note after that event was removed, one
      // missing before was never written.
      if (logged.noted) return true;
      const kept = object('note', note);
      await this.journal.recordEvent(tx, {
        typ: 'admin.change',
        obj: [kept],
        data: { change: chainNoteKept, before: null, after: kept.sha256 },
      });
      return true;
    });
    this.#hasRun = true;
    return written;
  }

  #hasGrown(): boolean {
    const { now, noted } = this.trust.ownHeads();
    return noted === undefined || !isSame(now, noted);
  }
}

const isSame = (one: ChainHeads, other: ChainHeads): boolean =>
  Buffer.compare(canonicalJson({ ...one }), canonicalJson({ ...other })) === 0;
