import { phrase, type Detail, type DirectoryPoint, type Sha256 } from '#kernel';
import { TrustError } from '#chains';
import { chains, type ChainName } from '#capabilities/directory/directory.schema';
import type { Tx } from '#store';
import { parseVerifierKey } from '#tlog';
import { claimedHeads, openChainNote, type ChainHeads } from './chain-note.js';
import type { ChainNoteFile, SeenNote } from './chain-note-file.js';
import type { ChainSet } from '../chains/chain-set.js';
import { readsNewest } from '../entries/entry-rows.js';

export interface LoggedEntry {
  readonly chain: ChainName;
  readonly entry: Sha256;
}

export interface LoggedChains {
  readonly entries: readonly LoggedEntry[];
  readonly noted: boolean;
}

/**
 * Detects that somebody removed the newest entries of one of this State's chains. Compares the chains with chain note and
 * custody log.
 */
export class OwnHeads {
  #logged: readonly LoggedEntry[] = [];
  #expected = false;
  #agreed: { readonly note: SeenNote; readonly heads: ChainHeads } | undefined;

  constructor(private readonly file: ChainNoteFile | undefined) {}

  get heads(): ChainHeads | undefined {
    return this.#agreed?.heads;
  }

  expect({ entries, noted }: LoggedChains): void {
    this.#logged = entries;
    this.#expected ||= noted;
  }

  /**
   * Returns the newest chain note; undefined if none exists. Call before loading chains: later notes may name newer entries.
   * @throws TrustError TRUST_NOTE_MISSING if a note existed before, TRUST_NOTE_INVALID if the file is too large
   */
  look(): SeenNote | undefined {
    if (this.file === undefined) return undefined;
    const note = this.file.look();
    if (note === undefined && (this.#expected || this.#agreed !== undefined))
      throw new TrustError('TRUST_NOTE_MISSING', this.file.path);
    return note;
  }

  async require(tx: Tx, set: ChainSet, note: SeenNote | undefined): Promise<void> {
    this.#assertStored(set);
    if (note === undefined || note === this.#agreed?.note) return;
    const heads = open(set, note);
    for (const chain of chains) if (!(await agrees(tx, set, chain, heads[chain]))) return;
    this.#agreed = { note, heads };
  }

  #assertStored(set: ChainSet): void {
    for (const { chain, entry } of this.#logged)
      if (!set.ownChain(chain).heads.has(entry))
        throw broken(phrase`own ${chain}: the custody log names an entry that is not stored`);
    this.#logged = [];
  }
}

/**
 * Returns true if `chain` contains `known`, the noted entry, or if `known` is null. False: an old database snapshot may not
 * show `known`. @throws TrustError TRUST_CHAIN_BROKEN if `chain` has another entry at that version, or if `known` was removed
 */
async function agrees(
  tx: Tx,
  set: ChainSet,
  chain: ChainName,
  known: DirectoryPoint | null,
): Promise<boolean> {
  if (known === null) return true;
  const own = set.ownChain(chain).heads;
  if (own.at(known.version) === known.head) return true;
  if (own.version >= known.version)
    throw broken(phrase`own ${chain} ${known.version - 1}: another entry than the note names`);
  if (!(await readsNewest(tx))) return false;
  throw broken(
    phrase`own ${chain}: the note names ${known.version} entries, stored: ${own.version}`,
  );
}

const broken = (detail: Detail): TrustError => new TrustError('TRUST_CHAIN_BROKEN', detail);

/**
 * Verifies the chain note with the log keys in our own directory. Verification can fail because removed entries contained the
 * log key. @throws TrustError TRUST_CHAIN_BROKEN if an invalid note names more entries than our directory has;
 * TRUST_NOTE_INVALID for other invalid notes
 */
function open(set: ChainSet, { bytes }: SeenNote): ChainHeads {
  const { directory, heads } = set.own;
  const logs = directory.logKeys.allNoteKeys('log').map(({ vkey }) => parseVerifierKey(vkey));
  try {
    return openChainNote(bytes, set.state, logs);
  } catch (error) {
    const claimed = claimedHeads(bytes, set.state)?.directory?.version ?? 0;
    if (claimed <= heads.version) throw error;
    throw broken(
      phrase`own directory: the note names ${claimed} entries, stored: ${heads.version}`,
    );
  }
}
