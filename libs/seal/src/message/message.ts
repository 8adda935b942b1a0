import { randomBytes } from 'node:crypto';
import {
  createMessage,
  decryptSessionKeys,
  encrypt,
  type Message,
  readMessage,
  type SessionKey,
} from 'openpgp';
import type { Fingerprint } from '#kernel';
import { asBytes } from '../binary.js';
import { type Certificate, keyOf } from '../keys/certificate.js';
import { content } from './content.js';
import { SealError } from '../errors.js';
import { type PrivateKey, secretOf } from '../keys/private-key.js';
import { readsStrongSuite } from './preferences.js';
import { sealLimits } from '../profile.js';
import { Remembered } from '../remembered.js';
import { readStructure, type Recipient, type Structure } from './structure.js';

export interface Sealed {
  readonly ciphertext: Uint8Array;
  /** 32 bytes, for the sender's own copy: whoever holds it can open this one message. */
  readonly sessionKey: Uint8Array;
}

/** A message as it was opened. */
export interface Opened {
  readonly payload: Uint8Array;
  /** 32 bytes: opens this one message when the key that it was sealed to is gone. */
  readonly sessionKey: Uint8Array;
}

export interface OpenLimits {
  /** Largest ciphertext, in bytes. */
  readonly ciphertext: number;
}

const defaultLimits: OpenLimits = { ciphertext: sealLimits.ciphertext };

/** openpgp.js falls back without a word: what it wrote counts, not what it was asked for. */
function requireStrongSuite(written: Structure, to: string): void {
  const [only, ...others] = written.recipients;
  if (written.suite !== 'AES-256-GCM' || others.length > 0 || only?.fingerprint !== to)
    throw new SealError('SEAL_SUITE_WEAK', 'as written');
}

/**
 * The part that messages sealed at this time are encrypted to: the newest that stands. openpgp.js would choose AES-128
 * with OCB for a recipient that states no preference: here the suite is fixed, and a recipient that does not promise to
 * read it is refused. Errors: those of `requireUsable`, SEAL_KEY_UNUSABLE, SEAL_SUITE_WEAK.
 */
export function requireRecipient(recipient: Certificate, at: Date): Promise<Fingerprint> {
  const key = keyOf(recipient);
  return recipients.of(key, '', at, async () => {
    const to = await recipient.encryptionFingerprint(at);
    if (!(await readsStrongSuite(key, at)))
      throw new SealError('SEAL_SUITE_WEAK', 'preferences of the recipient');
    return to;
  });
}

const recipients = new Remembered<Fingerprint>();

const freshSessionKey = (): SessionKey => ({
  data: randomBytes(32),
  algorithm: 'aes256',
  aeadAlgorithm: 'gcm',
});

/** A certificate can satisfy every rule and still name a point on no curve: that is told by a code, like the rest. */
async function encrypted(
  payload: Uint8Array,
  recipient: Certificate,
  sessionKey: SessionKey,
  date: Date,
): Promise<unknown> {
  const message = await createMessage({ binary: payload, date });
  try {
    const encryptionKeys = keyOf(recipient);
    return await encrypt({ message, encryptionKeys, sessionKey, format: 'binary', date });
  } catch (cause) {
    throw new SealError('SEAL_KEY_UNUSABLE', 'encryption', cause);
  }
}

/**
 * Encrypts to one recipient: SEIPD version 2, AES-256-GCM, one session key packet, no signature, no compression.
 * Errors: SEAL_TOO_LARGE, those of `requireUsable`, SEAL_KEY_UNUSABLE, SEAL_SUITE_WEAK.
 */
export async function seal(payload: Uint8Array, recipient: Certificate, at: Date): Promise<Sealed> {
  if (payload.length > sealLimits.payload)
    throw new SealError('SEAL_TOO_LARGE', `${sealLimits.payload} bytes`);
  const to = await requireRecipient(recipient, at);
  const sessionKey = freshSessionKey();
  const ciphertext = asBytes(await encrypted(payload, recipient, sessionKey, at));
  requireStrongSuite(readStructure(ciphertext, sealLimits.ciphertext), to);
  return { ciphertext, sessionKey: sessionKey.data };
}

const failed = (cause: unknown): SealError => new SealError('SEAL_OPEN_FAILED', undefined, cause);

const addressed = (key: PrivateKey, recipients: readonly Recipient[]): boolean =>
  recipients.some(({ fingerprint, keyId }) =>
    key.parts.some((part) =>
      fingerprint === undefined ? part.endsWith(keyId) : part === fingerprint,
    ),
  );

async function read(ciphertext: Uint8Array): Promise<Message<Uint8Array>> {
  try {
    return await readMessage({ binaryMessage: ciphertext });
  } catch (cause) {
    throw new SealError('SEAL_PACKET_INVALID', 'message', cause);
  }
}

async function sessionKeys(message: Message<Uint8Array>, keys: readonly PrivateKey[], at: Date) {
  const decryptionKeys = keys.map(secretOf);
  try {
    return await decryptSessionKeys({ message, decryptionKeys, date: at });
  } catch (cause) {
    throw failed(cause);
  }
}

/**
 * Opens a message with the keys it is addressed to. Decrypts only: who sent it is told by the detached signatures
 * inside, which the caller verifies before anything else is parsed or shown.
 * Errors: those of `readStructure`; SEAL_RECIPIENT_UNKNOWN; SEAL_OPEN_FAILED for anything changed or a wrong key;
 * SEAL_COMPRESSED, SEAL_INLINE_SIGNATURE, SEAL_CONTENT_INVALID for what was inside.
 */
export async function open(
  ciphertext: Uint8Array,
  keys: readonly PrivateKey[],
  at: Date,
  limits: OpenLimits = defaultLimits,
): Promise<Opened> {
  const structure = readStructure(ciphertext, limits.ciphertext);
  const ours = keys.filter((key) => addressed(key, structure.recipients));
  if (ours.length === 0) throw new SealError('SEAL_RECIPIENT_UNKNOWN');
  const message = await read(ciphertext);
  const found = await sessionKeys(message, ours, at);
  // Version 2 names its cipher in the open and it was checked there; version 1 names it beside the session key.
  const fit = found.filter(({ algorithm }) => structure.version === 2 || algorithm === 'aes256');
  if (fit.length === 0) throw new SealError('SEAL_SUITE_FORBIDDEN', 'cipher of the session key');
  const candidates = fit.map(({ data }) => data);
  const payload = await content(message, candidates, at);
  return { payload, sessionKey: await whichOpened(ciphertext, candidates, at) };
}

/** Several candidates come only of a sender that names us more than once, with another session key each time. */
async function whichOpened(
  ciphertext: Uint8Array,
  candidates: readonly Uint8Array[],
  at: Date,
): Promise<Uint8Array> {
  const [only, ...others] = candidates;
  if (only !== undefined && others.length === 0) return only;
  for (const candidate of candidates)
    try {
      await content(await read(ciphertext), [candidate], at);
      return candidate;
    } catch (error) {
      if (!(error instanceof SealError)) throw error;
    }
  throw failed(undefined);
}

/**
 * Opens a message with its session key instead of a private key: the sender's own copy, or one whose key is gone.
 * Errors: as `open`, without SEAL_RECIPIENT_UNKNOWN.
 */
export async function openWithSessionKey(
  ciphertext: Uint8Array,
  sessionKey: Uint8Array,
  at: Date,
  limits: OpenLimits = defaultLimits,
): Promise<Uint8Array> {
  readStructure(ciphertext, limits.ciphertext);
  return content(await read(ciphertext), [sessionKey], at);
}
