import { phrase } from '#kernel';
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

export const keyHash = ({ publicKey }: Pick<Verifier, 'publicKey'>): string =>
  Buffer.from(sha256(ed25519Bytes(publicKey))).toString('hex');

/** Name of a log, made from the hash of its key. Some witnesses accept checkpoints only under this name. */
export const secondName = (log: Pick<Verifier, 'publicKey'>): string =>
  `sigsum.org/v1/tree/${keyHash(log)}`;

export function secondVerifier(log: Verifier): Verifier {
  if (log.use !== 'note')
    throw new TlogError('NOTE_KEY_INVALID', phrase`only a log has a second note`);
  return makeVerifier(secondName(log), log.publicKey, 'note');
}

export function signSecondNote({ origin, size, root }: Checkpoint, log: Signer): Uint8Array {
  if (origin !== log.verifier.name)
    throw new TlogError('CHECKPOINT_INVALID', phrase`the key must bear the origin`);
  const verifier = secondVerifier(log.verifier);
  const second = { origin: verifier.name, size, root };
  return signCheckpoint(second, { verifier, privateKey: log.privateKey });
}

export interface OpenedWithSecond extends OpenedCheckpoint {
  readonly second: OpenedNote;
}

/**
 * Verifies a checkpoint and its second note (the same checkpoint under `secondName`). Cosignatures on either note count, once
 * per key. @throws TlogError SECOND_NOTE_DIFFERS unless both have the same size and root; others as `openCheckpoint`
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
    throw new TlogError('SECOND_NOTE_DIFFERS', phrase`size ${first.size}`);
  return { ...first, note: OpenedNote.joined(first.note, other.note), second: other.note };
}
