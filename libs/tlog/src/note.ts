import { phrase, type Detail } from '#kernel';
import { sign, verify } from 'node:crypto';
import { TlogError } from './errors.js';
import { isKeyName, type Signer, type Verifier } from './keys.js';
import { fromBase64, fromUtf8, toBase64 } from './text.js';

/**
 * Maximum size (bytes) of a signed note with its signatures. Leaves room for 16 signatures (minimum of the signed-note
 * specification) of 5 kB each.
 */
export const MAX_NOTE_BYTES = 262_144;
const MAX_SIGNATURES = 64;
const SIGNATURE_LENGTH = 64;
const KEY_ID_LENGTH = 4;
const TIME_LENGTH = 8;
const DASH = '\u2014 ';

export type VerifiedSignature =
  | { readonly use: 'note'; readonly name: string; readonly keyId: number }
  | {
      readonly use: 'cosignature';
      readonly name: string;
      readonly keyId: number;
      readonly unixSeconds: number;
    };

interface SignatureLine {
  readonly name: string;
  readonly keyId: number;
  readonly signature: Uint8Array;
}

/** Note with at least one verified signature. The constructor is private, so no unverified note has this type. */
export class OpenedNote {
  private readonly opened = true;
  private constructor(
    readonly text: string,
    readonly signatures: readonly VerifiedSignature[],
  ) {}

  isSignedBy({ name, keyId }: Verifier): boolean {
    return this.signatures.some((s) => s.name === name && s.keyId === keyId);
  }

  static open(bytes: Uint8Array, verifiers: readonly Verifier[]): OpenedNote {
    const { text, lines } = splitNote(bytes);
    const signatures = new Map<Verifier, VerifiedSignature>();
    for (const line of lines) {
      const known = keyOf(line, verifiers);
      if (known === undefined) continue;
      const verified = verifyLine(text, line, known);
      // A second signature of the same key is verified but never counts twice.
      if (!signatures.has(known)) signatures.set(known, verified);
    }
    if (signatures.size === 0) throw new TlogError('NOTE_UNSIGNED');
    return new OpenedNote(text, [...signatures.values()]);
  }

  static joined(one: OpenedNote, other: OpenedNote): OpenedNote {
    const more = other.signatures.filter(
      ({ use, name, keyId }) =>
        use === 'cosignature' &&
        !one.signatures.some((known) => known.name === name && known.keyId === keyId),
    );
    return new OpenedNote(one.text, [...one.signatures, ...more]);
  }
}

/**
 * Verifies a note (signed-note) of at most 256 KiB and 64 signatures; ignores signatures by unknown keys. @throws TlogError
 * NOTE_UNSIGNED without a signature by a known key; NOTE_SIGNATURE_INVALID when the signature of a known key fails;
 * NOTE_INVALID for malformed input
 */
export function openNote(bytes: Uint8Array, verifiers: readonly Verifier[]): OpenedNote {
  return OpenedNote.open(bytes, verifiers);
}

/**
 * Signs a text that ends with a newline. @throws TlogError NOTE_INVALID if the final newline is missing, or if the text has
 * control characters or too many bytes; NOTE_KEY_INVALID if the key is for cosignatures
 */
export function signNote(text: string, signer: Signer): Uint8Array {
  if (signer.verifier.use !== 'note')
    throw new TlogError('NOTE_KEY_INVALID', phrase`a cosignature key signs checkpoints only`);
  assertText(text);
  const signature = sign(null, Buffer.from(text), signer.privateKey);
  return Buffer.from(`${text}\n${signatureLine(signer.verifier, signature)}`);
}

export function addSignatures(note: Uint8Array, lines: string): Uint8Array {
  splitNote(note);
  const joined = Buffer.concat([note, Buffer.from(lines)]);
  splitNote(joined);
  return joined;
}

/** Message that an Ed25519 cosignature signs (tlog-cosignature): two header lines and the checkpoint's text. */
export function cosignedMessage(text: string, unixSeconds: number): Uint8Array {
  return Buffer.from(`cosignature/v1\ntime ${unixSeconds}\n${text}`);
}

export function signatureLine({ name, keyId }: Verifier, signature: Uint8Array): string {
  const id = Buffer.alloc(KEY_ID_LENGTH);
  id.writeUInt32BE(keyId);
  return `${DASH}${name} ${toBase64(Buffer.concat([id, signature]))}\n`;
}

function invalid(detail: Detail): TlogError {
  return new TlogError('NOTE_INVALID', detail);
}

function assertText(text: string): void {
  if (!text.endsWith('\n')) throw invalid(phrase`the text must end in a newline`);
  if (/[\u0000-\u0009\u000b-\u001f]|\p{Cs}/u.test(text))
    throw invalid(phrase`the text must have no control characters`);
  if (Buffer.byteLength(text) > MAX_NOTE_BYTES)
    throw invalid(phrase`above ${MAX_NOTE_BYTES} bytes`);
}

function splitNote(bytes: Uint8Array): { text: string; lines: SignatureLine[] } {
  if (bytes.length > MAX_NOTE_BYTES) throw invalid(phrase`above ${MAX_NOTE_BYTES} bytes`);
  const note = fromUtf8(bytes);
  if (note === undefined) throw invalid(phrase`not UTF-8`);
  assertText(note);
  const end = note.lastIndexOf('\n\n');
  if (end < 0) throw invalid(phrase`no empty line before the signatures`);
  const lines = note
    .slice(end + 2)
    .split('\n')
    .slice(0, -1);
  if (lines.length === 0) throw invalid(phrase`no signatures`);
  if (lines.length > MAX_SIGNATURES) throw invalid(phrase`more than ${MAX_SIGNATURES} signatures`);
  return { text: note.slice(0, end + 1), lines: lines.map(parseLine) };
}

function parseLine(line: string): SignatureLine {
  const [name, encoded, ...rest] = line.slice(DASH.length).split(' ');
  const bytes = encoded === undefined ? undefined : fromBase64(encoded);
  if (!line.startsWith(DASH) || name === undefined || !isKeyName(name) || rest.length > 0)
    throw invalid(phrase`malformed signature line`);
  if (bytes === undefined || bytes.length <= KEY_ID_LENGTH)
    throw invalid(phrase`malformed signature`);
  const keyId = Buffer.from(bytes).readUInt32BE(0);
  return { name, keyId, signature: bytes.subarray(KEY_ID_LENGTH) };
}

/**
 * Returns the key that a signature line names; undefined if unknown. An attacker can make a second key with the same name and
 * id (4 bytes). @throws TlogError NOTE_KEY_INVALID if two different keys have the same name and id
 */
function keyOf(line: SignatureLine, verifiers: readonly Verifier[]): Verifier | undefined {
  const named = verifiers.filter((v) => v.name === line.name && v.keyId === line.keyId);
  const [first, ...others] = named;
  if (first !== undefined && others.some((other) => !other.publicKey.equals(first.publicKey)))
    throw new TlogError('NOTE_KEY_INVALID', phrase`two keys of one name and id`);
  return first;
}

function verifyLine(text: string, line: SignatureLine, verifier: Verifier): VerifiedSignature {
  const { name, keyId, use } = verifier;
  if (use === 'note') {
    verifyBytes(Buffer.from(text), line.signature, verifier);
    return { use, name, keyId };
  }
  const unixSeconds = timeOf(line.signature);
  const signature = line.signature.subarray(TIME_LENGTH);
  verifyBytes(cosignedMessage(text, unixSeconds), signature, verifier);
  return { use, name, keyId, unixSeconds };
}

function timeOf(signature: Uint8Array): number {
  if (signature.length !== TIME_LENGTH + SIGNATURE_LENGTH)
    throw new TlogError('NOTE_SIGNATURE_INVALID', phrase`a cosignature must have 72 bytes`);
  const time = Buffer.from(signature).readBigUInt64BE(0);
  if (time > BigInt(Number.MAX_SAFE_INTEGER))
    throw new TlogError(
      'NOTE_SIGNATURE_INVALID',
      phrase`the time of the cosignature is out of range`,
    );
  return Number(time);
}

function verifyBytes(message: Uint8Array, signature: Uint8Array, verifier: Verifier): void {
  if (
    signature.length !== SIGNATURE_LENGTH ||
    !verify(null, message, verifier.publicKey, signature)
  )
    throw new TlogError('NOTE_SIGNATURE_INVALID', phrase`key ${verifier.name}`);
}
