import { phrase, type Detail } from '#kernel';
import { type OpenedCheckpoint, openCheckpoint } from '../checkpoint.js';
import { TlogError } from '../errors.js';
import { assertHash, emptyRoot, sameBytes } from '../hash.js';
import type { Verifier } from '../keys.js';
import { MAX_NOTE_BYTES } from '../note.js';
import { assertSize } from '../ranges.js';
import { fromDecimal, fromHashLine, fromUtf8, toBase64 } from '../text.js';
import { MAX_PROOF_HASHES, type TreeHead, verifyConsistency } from '../verify.js';

const MAX_OFFER_BYTES = MAX_NOTE_BYTES + 4_096;

export interface CheckpointOffer {
  readonly old: number;
  readonly hashes: readonly Uint8Array[];
  readonly checkpoint: Uint8Array;
}

export type WitnessState = TreeHead;

/**
 * Verdict on an offered checkpoint; `stale` gives the size of the last cosigned checkpoint. Store the checkpoint before you
 * answer `cosign`.
 */
export type WitnessVerdict =
  | { readonly verdict: 'cosign'; readonly checkpoint: OpenedCheckpoint }
  | { readonly verdict: 'stale'; readonly size: number }
  | { readonly verdict: 'fork'; readonly checkpoint: OpenedCheckpoint };

export function unseenLog(): WitnessState {
  return { size: 0, root: emptyRoot() };
}

function invalid(detail: Detail): TlogError {
  return new TlogError('CHECKPOINT_OFFER_INVALID', detail);
}

export function formatOffer({ old, hashes, checkpoint }: CheckpointOffer): Uint8Array {
  assertSize('old', old);
  if (hashes.length > MAX_PROOF_HASHES) throw invalid(phrase`more than ${MAX_PROOF_HASHES} hashes`);
  for (const hash of hashes) assertHash(hash, phrase`proof hash`);
  if (checkpoint.length > MAX_NOTE_BYTES) throw invalid(phrase`above ${MAX_NOTE_BYTES} bytes`);
  const lines = [`old ${old}`, ...hashes.map(toBase64)];
  return Buffer.concat([Buffer.from(`${lines.join('\n')}\n\n`), checkpoint]);
}

export function parseOffer(bytes: Uint8Array): CheckpointOffer {
  if (bytes.length > MAX_OFFER_BYTES) throw invalid(phrase`above ${MAX_OFFER_BYTES} bytes`);
  const text = fromUtf8(bytes);
  const end = text?.indexOf('\n\n') ?? -1;
  if (text === undefined || end < 0) throw invalid(phrase`no empty line before the checkpoint`);
  const [first = '', ...lines] = text.slice(0, end).split('\n');
  const old = first.startsWith('old ') ? fromDecimal(first.slice('old '.length)) : undefined;
  if (old === undefined) throw invalid(phrase`the old size must be a whole number below 2^53`);
  if (lines.length > MAX_PROOF_HASHES) throw invalid(phrase`more than ${MAX_PROOF_HASHES} hashes`);
  const hashes = lines.map((line) => {
    const hash = fromHashLine(line);
    if (hash === undefined) throw invalid(phrase`a proof hash must be base64 of 32 bytes`);
    return hash;
  });
  return { old, hashes, checkpoint: Buffer.from(text.slice(end + 2)) };
}

/**
 * Judges the checkpoint that a log wants cosigned (tlog-witness). Returns `cosign` only if the checkpoint provably extends
 * `held`, the last cosigned checkpoint. @throws TlogError CHECKPOINT_OFFER_INVALID if the checkpoint is smaller than `old` of
 * the offer; TREE_PROOF_INVALID if the proof of growth fails; others as `openCheckpoint`
 */
export function judgeOffer(
  offer: CheckpointOffer,
  log: Verifier,
  held: WitnessState,
): WitnessVerdict {
  const checkpoint = openCheckpoint(offer.checkpoint, log);
  if (offer.old > checkpoint.size) throw invalid(phrase`the old size is above the offered one`);
  if (checkpoint.size === held.size && !sameBytes(checkpoint.root, held.root))
    return { verdict: 'fork', checkpoint };
  if (offer.old !== held.size) return { verdict: 'stale', size: held.size };
  verifyConsistency(held, checkpoint, offer.hashes);
  return { verdict: 'cosign', checkpoint };
}
