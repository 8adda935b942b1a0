import {
  type Checkpoint,
  type OpenedCheckpoint,
  openCheckpoint,
  signCheckpoint,
} from '../checkpoint.js';
import { TlogError } from '../errors.js';
import { sameBytes, sha256 } from '../hash.js';
import { ed25519Bytes, makeVerifier, type Signer, type Verifier } from '../keys.js';
import { OpenedNote } from '../note.js';

/** SHA-256 of a public key, hexadecimal. NOTE_KEY_INVALID for another key than Ed25519. */
export const keyHash = ({ publicKey }: Pick<Verifier, 'publicKey'>): string =>
  Buffer.from(sha256(ed25519Bytes(publicKey))).toString('hex');

/**
 * Second name of a log, for witnesses that take no other: it follows from the key alone. A log has it in its second notes and
 * nowhere else.
 */
export const secondName = (log: Pick<Verifier, 'publicKey'>): string =>
  `sigsum.org/v1/tree/${keyHash(log)}`;

/** The log's own key under its second name. NOTE_KEY_INVALID for a key of another use. */
export function secondVerifier(log: Verifier): Verifier {
  if (log.use !== 'note') throw new TlogError('NOTE_KEY_INVALID', 'only a log has a second note');
  return makeVerifier(secondName(log), log.publicKey, 'note');
}

/** Signs size and root of a checkpoint under the second name. CHECKPOINT_INVALID for a checkpoint of another log. */
export function signSecondNote({ origin, size, root }: Checkpoint, log: Signer): Uint8Array {
  if (origin !== log.verifier.name)
    throw new TlogError('CHECKPOINT_INVALID', 'the key must bear the origin');
  const verifier = secondVerifier(log.verifier);
  const second = { origin: verifier.name, size, root };
  return signCheckpoint(second, { verifier, privateKey: log.privateKey });
}

/** A checkpoint with its second note: `note` has the cosignatures of both. */
export interface OpenedWithSecond extends OpenedCheckpoint {
  readonly second: OpenedNote;
}

/**
 * Opens a checkpoint together with its second note: cosignatures of both count, each key once.
 * SECOND_NOTE_DIFFERS unless both are of one size and root, and the errors of `openCheckpoint` for either.
 */
export function openWithSecond(
  note: Uint8Array,
  second: Uint8Array,
  log: Verifier,
  witnesses: readonly Verifier[] = [],
): OpenedWithSecond {
  const first = openCheckpoint(note, log, witnesses);
  const other = openCheckpoint(second, secondVerifier(log), witnesses);
  if (other.size !== first.size || !sameBytes(other.root, first.root))
    throw new TlogError('SECOND_NOTE_DIFFERS', `size ${first.size}`);
  return { ...first, note: OpenedNote.joined(first.note, other.note), second: other.note };
}
