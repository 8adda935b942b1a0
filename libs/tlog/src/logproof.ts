import { phrase, type Detail } from '#kernel';
import { type OpenedCheckpoint, openCheckpoint } from './checkpoint.js';
import { TlogError } from './errors.js';
import { assertHash } from './hash.js';
import type { Verifier } from './keys.js';
import { MAX_NOTE_BYTES } from './note.js';
import { assertSize } from './ranges.js';
import { fromBase64, fromDecimal, fromHashLine, fromUtf8, toBase64 } from './text.js';
import { MAX_PROOF_HASHES, verifyInclusion } from './verify.js';

const HEADER = 'c2sp.org/tlog-proof@v1';
const MAX_EXTRA_BYTES = 16_384;
const MAX_LOG_PROOF_BYTES = MAX_NOTE_BYTES + 32_768;

/** Proof that a leaf is in a log, with everything that verification needs except keys (tlog-proof). */
export interface LogProof {
  /** Opaque bytes that no signature covers; never trust them. */
  readonly extra?: Uint8Array;
  readonly index: number;
  readonly hashes: readonly Uint8Array[];
  readonly checkpoint: Uint8Array;
}

function invalid(detail: Detail): TlogError {
  return new TlogError('LOG_PROOF_INVALID', detail);
}

export function formatLogProof({ extra, index, hashes, checkpoint }: LogProof): Uint8Array {
  assertSize('index', index);
  if (hashes.length > MAX_PROOF_HASHES) throw invalid(phrase`more than ${MAX_PROOF_HASHES} hashes`);
  for (const hash of hashes) assertHash(hash, phrase`proof hash`);
  if (extra !== undefined) assertExtra(extra);
  if (checkpoint.length > MAX_NOTE_BYTES) throw invalid(phrase`above ${MAX_NOTE_BYTES} bytes`);
  const lines = [
    HEADER,
    ...(extra === undefined ? [] : [`extra ${toBase64(extra)}`]),
    `index ${index}`,
    ...hashes.map(toBase64),
  ];
  return Buffer.concat([Buffer.from(`${lines.join('\n')}\n\n`), checkpoint]);
}

export function parseLogProof(bytes: Uint8Array): LogProof {
  if (bytes.length > MAX_LOG_PROOF_BYTES) throw invalid(phrase`above ${MAX_LOG_PROOF_BYTES} bytes`);
  const text = fromUtf8(bytes);
  if (text === undefined) throw invalid(phrase`not UTF-8`);
  const end = text.indexOf('\n\n');
  if (end < 0) throw invalid(phrase`no empty line before the checkpoint`);
  const [header, ...lines] = text.slice(0, end).split('\n');
  if (header !== HEADER) throw invalid(phrase`expected ${HEADER}`);
  const extra = lines[0]?.startsWith('extra ') === true ? parseExtra(lines.shift()) : undefined;
  const index = parseIndex(lines.shift());
  if (lines.length > MAX_PROOF_HASHES) throw invalid(phrase`more than ${MAX_PROOF_HASHES} hashes`);
  const hashes = lines.map(parseHash);
  const checkpoint = Buffer.from(text.slice(end + 2));
  return { ...(extra === undefined ? {} : { extra }), index, hashes, checkpoint };
}

/**
 * Verifies that the leaf is in the log and returns the opened checkpoint. The caller decides whether the checkpoint has
 * enough cosignatures. @throws TlogError as `parseLogProof`, `openCheckpoint`, `verifyInclusion`
 */
export function verifyLogProof(
  bytes: Uint8Array,
  leaf: Uint8Array,
  log: Verifier,
  witnesses: readonly Verifier[] = [],
): OpenedCheckpoint & { readonly index: number } {
  const { index, hashes, checkpoint } = parseLogProof(bytes);
  const opened = openCheckpoint(checkpoint, log, witnesses);
  verifyInclusion(leaf, index, opened, hashes);
  return { ...opened, index };
}

function assertExtra(extra: Uint8Array): void {
  if (extra.length === 0 || extra.length > MAX_EXTRA_BYTES)
    throw invalid(phrase`extra data must have 1 to ${MAX_EXTRA_BYTES} bytes`);
}

function parseExtra(line = ''): Uint8Array {
  const extra = fromBase64(line.slice('extra '.length));
  if (extra === undefined) throw invalid(phrase`the extra data must be base64`);
  assertExtra(extra);
  return extra;
}

function parseIndex(line = ''): number {
  const index = line.startsWith('index ') ? fromDecimal(line.slice('index '.length)) : undefined;
  if (index === undefined) throw invalid(phrase`the index must be a whole number below 2^53`);
  return index;
}

function parseHash(line: string): Uint8Array {
  const hash = fromHashLine(line);
  if (hash === undefined) throw invalid(phrase`a proof hash must be base64 of 32 bytes`);
  return hash;
}
