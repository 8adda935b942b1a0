import { phrase, type Detail } from '#kernel';
import { sign } from 'node:crypto';
import { TlogError } from './errors.js';
import { assertHash, emptyRoot, sameBytes } from './hash.js';
import { isKeyName, type Signer, type Verifier } from './keys.js';
import { cosignedMessage, OpenedNote, openNote, signatureLine, signNote } from './note.js';
import { assertSize } from './ranges.js';
import { fromDecimal, fromHashLine, toBase64 } from './text.js';
import type { TreeHead } from './verify.js';

export interface Checkpoint extends TreeHead {
  readonly origin: string;
}

export interface OpenedCheckpoint extends Checkpoint {
  readonly note: OpenedNote;
}

function invalid(detail: Detail): TlogError {
  return new TlogError('CHECKPOINT_INVALID', detail);
}

/** Text that the log signs, in three lines: origin, decimal size and base64 root. @throws TlogError CHECKPOINT_INVALID */
export function formatCheckpoint({ origin, size, root }: Checkpoint): string {
  if (!isKeyName(origin)) throw invalid(phrase`the origin must have no space or plus`);
  assertSize('size', size);
  assertHash(root, 'root');
  return `${origin}\n${size}\n${toBase64(root)}\n`;
}

function threeLines(text: string): readonly [string, string, string] {
  const [first, second, third, end, ...rest] = text.split('\n');
  const isWhole = end === '' && rest.length === 0;
  if (!isWhole || first === undefined || second === undefined || third === undefined)
    throw invalid(phrase`expected exactly three lines`);
  return [first, second, third];
}

/**
 * Parses a checkpoint of exactly three canonical lines. Refuses extension lines, because newer types of cosignature do not
 * sign them. @throws TlogError CHECKPOINT_INVALID
 */
export function parseCheckpoint(text: string): Checkpoint {
  const [origin, sizeLine, rootLine] = threeLines(text);
  if (!isKeyName(origin)) throw invalid(phrase`the origin must have no space or plus`);
  const size = fromDecimal(sizeLine);
  if (size === undefined) throw invalid(phrase`the size must be a whole number below 2^53`);
  const root = fromHashLine(rootLine);
  if (root === undefined) throw invalid(phrase`the root must be base64 of 32 bytes`);
  if (size === 0 && !sameBytes(root, emptyRoot()))
    throw invalid(phrase`size 0 needs the empty root`);
  return { origin, size, root };
}

/** Formats and signs a checkpoint. The name of the key must equal the origin. @throws TlogError CHECKPOINT_INVALID */
export function signCheckpoint(checkpoint: Checkpoint, signer: Signer): Uint8Array {
  if (signer.verifier.name !== checkpoint.origin)
    throw invalid(phrase`the key must bear the origin`);
  return signNote(formatCheckpoint(checkpoint), signer);
}

/**
 * Verifies the log's signature on a checkpoint, and each cosignature by a key in `witnesses`; no cosignature is required.
 * @throws TlogError NOTE_UNSIGNED if the log's signature is missing, CHECKPOINT_INVALID if the origin is not the log's name;
 * others as `openNote`
 */
export function openCheckpoint(
  bytes: Uint8Array,
  log: Verifier,
  witnesses: readonly Verifier[] = [],
): OpenedCheckpoint {
  return openCheckpointOfAny(bytes, [log], witnesses);
}

export function openCheckpointOfAny(
  bytes: Uint8Array,
  logs: readonly Verifier[],
  witnesses: readonly Verifier[],
): OpenedCheckpoint {
  const note = openNote(bytes, [...logs, ...witnesses]);
  const signed = logs.filter((log) => note.isSignedBy(log));
  if (signed.length === 0)
    throw new TlogError('NOTE_UNSIGNED', phrase`the log itself did not sign`);
  const checkpoint = parseCheckpoint(note.text);
  if (!signed.some((log) => log.name === checkpoint.origin))
    throw invalid(phrase`the origin is not that of the log`);
  return { ...checkpoint, note };
}

/**
 * Makes the signature line of a cosignature with time (tlog-cosignature, type 0x04). The caller must have verified
 * consistency and stored the new size. @throws TlogError COSIGNATURE_TIME_INVALID unless `unixSeconds` is a whole number from
 * 0; NOTE_KEY_INVALID for a key of use `note`
 */
export function cosign(checkpoint: OpenedCheckpoint, signer: Signer, unixSeconds: number): string {
  if (signer.verifier.use !== 'cosignature')
    throw new TlogError('NOTE_KEY_INVALID', phrase`the key is not a cosignature key`);
  if (!Number.isSafeInteger(unixSeconds) || unixSeconds < 0)
    throw new TlogError('COSIGNATURE_TIME_INVALID');
  const message = cosignedMessage(checkpoint.note.text, unixSeconds);
  const time = Buffer.alloc(8);
  time.writeBigUInt64BE(BigInt(unixSeconds));
  const signature = Buffer.concat([time, sign(null, message, signer.privateKey)]);
  return signatureLine(signer.verifier, signature);
}
