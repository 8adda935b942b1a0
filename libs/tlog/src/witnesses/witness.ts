import { type OpenedCheckpoint, openCheckpoint } from '../checkpoint.js';
import { TlogError } from '../errors.js';
import { assertHash, emptyRoot, sameBytes } from '../hash.js';
import type { Verifier } from '../keys.js';
import { MAX_NOTE_BYTES } from '../note.js';
import { assertSize } from '../ranges.js';
import { fromDecimal, fromHashLine, fromUtf8, toBase64 } from '../text.js';
import { MAX_PROOF_HASHES, type TreeHead, verifyConsistency } from '../verify.js';

/** Old size, hashes and the note. */
const MAX_OFFER_BYTES = MAX_NOTE_BYTES + 4_096;

/** Offer of a log to a witness: the body of `add-checkpoint` (tlog-witness). */
export interface CheckpointOffer {
  /** Size of the last checkpoint that this witness cosigned; 0 for none. */
  readonly old: number;
  /** Consistency proof from `old` to the offered size; empty when `old` is 0. */
  readonly hashes: readonly Uint8Array[];
  /** The signed checkpoint, byte for byte. */
  readonly checkpoint: Uint8Array;
}

/** All that a witness keeps of a log. */
export type WitnessState = TreeHead;

/**
 * `cosign`: store the new size and root and cosign, both in one transaction, stored before the answer leaves.
 * `stale`: the log does not know our size; answer with it (409 of tlog-witness). Nothing changes.
 * `fork`: the log signed two roots for one size. Never cosign; keep both notes as proof and raise the alarm.
 */
export type WitnessVerdict =
  | { readonly verdict: 'cosign'; readonly checkpoint: OpenedCheckpoint }
  | { readonly verdict: 'stale'; readonly size: number }
  | { readonly verdict: 'fork'; readonly checkpoint: OpenedCheckpoint };

/** The state of a witness that has never seen the log. */
export function unseenLog(): WitnessState {
  return { size: 0, root: emptyRoot() };
}

function invalid(detail: string): TlogError {
  return new TlogError('CHECKPOINT_OFFER_INVALID', detail);
}

/** Writes an offer. CHECKPOINT_OFFER_INVALID, HASH_INVALID or TREE_POSITION_INVALID when it could not be read back. */
export function formatOffer({ old, hashes, checkpoint }: CheckpointOffer): Uint8Array {
  assertSize('old', old);
  if (hashes.length > MAX_PROOF_HASHES) throw invalid(`more than ${MAX_PROOF_HASHES} hashes`);
  for (const hash of hashes) assertHash(hash, 'proof hash');
  if (checkpoint.length > MAX_NOTE_BYTES) throw invalid(`above ${MAX_NOTE_BYTES} bytes`);
  const lines = [`old ${old}`, ...hashes.map(toBase64)];
  return Buffer.concat([Buffer.from(`${lines.join('\n')}\n\n`), checkpoint]);
}

/** Takes an offer apart without verifying it. CHECKPOINT_OFFER_INVALID for another form or above the limits. */
export function parseOffer(bytes: Uint8Array): CheckpointOffer {
  if (bytes.length > MAX_OFFER_BYTES) throw invalid(`above ${MAX_OFFER_BYTES} bytes`);
  const text = fromUtf8(bytes);
  const end = text?.indexOf('\n\n') ?? -1;
  if (text === undefined || end < 0) throw invalid('no empty line before the checkpoint');
  const [first = '', ...lines] = text.slice(0, end).split('\n');
  const old = first.startsWith('old ') ? fromDecimal(first.slice('old '.length)) : undefined;
  if (old === undefined) throw invalid('the old size must be a whole number below 2^53');
  if (lines.length > MAX_PROOF_HASHES) throw invalid(`more than ${MAX_PROOF_HASHES} hashes`);
  const hashes = lines.map((line) => {
    const hash = fromHashLine(line);
    if (hash === undefined) throw invalid('a proof hash must be base64 of 32 bytes');
    return hash;
  });
  return { old, hashes, checkpoint: Buffer.from(text.slice(end + 2)) };
}

/**
 * The witness's one rule: it cosigns only what continues the last checkpoint it cosigned (tlog-witness).
 * Errors of `openCheckpoint`; CHECKPOINT_OFFER_INVALID when the old size is above the offered one; TREE_PROOF_INVALID
 * when the log cannot show that it only grew: worth keeping as evidence, since the checkpoint is signed.
 */
export function judgeOffer(
  offer: CheckpointOffer,
  log: Verifier,
  held: WitnessState,
): WitnessVerdict {
  const checkpoint = openCheckpoint(offer.checkpoint, log);
  if (offer.old > checkpoint.size) throw invalid('the old size is above the offered one');
  if (checkpoint.size === held.size && !sameBytes(checkpoint.root, held.root))
    return { verdict: 'fork', checkpoint };
  if (offer.old !== held.size) return { verdict: 'stale', size: held.size };
  verifyConsistency(held, checkpoint, offer.hashes);
  return { verdict: 'cosign', checkpoint };
}
