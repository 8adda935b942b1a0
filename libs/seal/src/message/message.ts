import { phrase, type Fingerprint } from '#kernel';
import { randomBytes } from 'node:crypto';
import {
  createMessage,
  decryptSessionKeys,
  encrypt,
  type Message,
  readMessage,
  type SessionKey,
} from 'openpgp';
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
  /** Session key of 32 bytes that decrypts only this message. The sender stores this key to read the sent message later. */
  readonly sessionKey: Uint8Array;
}

export interface Opened {
  readonly payload: Uint8Array;
  readonly sessionKey: Uint8Array;
}

export interface OpenLimits {
  readonly ciphertext: number;
}

const defaultLimits: OpenLimits = { ciphertext: sealLimits.ciphertext };

/**
 * Asserts that the message was written with AES-256-GCM for the one recipient, because openpgp.js silently falls back to
 * weaker suites. @throws SealError SEAL_SUITE_WEAK
 */
function assertStrongSuite(written: Structure, to: string): void {
  const [only, ...others] = written.recipients;
  if (written.suite !== 'AES-256-GCM' || others.length > 0 || only?.fingerprint !== to)
    throw new SealError('SEAL_SUITE_WEAK', phrase`as written`);
}

/**
 * Returns the recipient's newest valid encryption subkey. Refuses a key without preference for AES-256-GCM, because
 * openpgp.js would choose a weaker suite. @throws SealError as `assertUsable`; SEAL_KEY_UNUSABLE, SEAL_SUITE_WEAK
 */
export function requireRecipient(recipient: Certificate, at: Date): Promise<Fingerprint> {
  const key = keyOf(recipient);
  return recipients.answerTo(key, '', at, async () => {
    const to = await recipient.encryptionFingerprint(at);
    if (!(await readsStrongSuite(key, at)))
      throw new SealError('SEAL_SUITE_WEAK', phrase`preferences of the recipient`);
    return to;
  });
}

const recipients = new Remembered<Fingerprint>();

const freshSessionKey = (): SessionKey => ({
  data: randomBytes(32),
  algorithm: 'aes256',
  aeadAlgorithm: 'gcm',
});

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
 * Encrypts to one recipient: SEIPD version 2, AES-256-GCM, one session key packet, no signature, no compression. @throws
 * SealError SEAL_TOO_LARGE, SEAL_KEY_UNUSABLE, SEAL_SUITE_WEAK; others as `assertUsable`
 */
export async function seal(payload: Uint8Array, recipient: Certificate, at: Date): Promise<Sealed> {
  if (payload.length > sealLimits.payload)
    throw new SealError('SEAL_TOO_LARGE', phrase`${sealLimits.payload} bytes`);
  const to = await requireRecipient(recipient, at);
  const sessionKey = freshSessionKey();
  const ciphertext = asBytes(await encrypted(payload, recipient, sessionKey, at));
  assertStrongSuite(readStructure(ciphertext, sealLimits.ciphertext), to);
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
 * Decrypts a message without verifying who wrote it. The caller must verify the payload's detached signatures before using
 * any of it. @throws SealError as `readStructure`; SEAL_RECIPIENT_UNKNOWN; SEAL_OPEN_FAILED if the bytes were altered or the
 * key is wrong; SEAL_COMPRESSED, SEAL_INLINE_SIGNATURE, SEAL_CONTENT_INVALID
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
  if (fit.length === 0)
    throw new SealError('SEAL_SUITE_FORBIDDEN', phrase`cipher of the session key`);
  const candidates = fit.map(({ data }) => data);
  const payload = await content(message, candidates, at);
  return { payload, sessionKey: await whichOpened(ciphertext, candidates, at) };
}

/**
 * Returns the session key that decrypts the message. Tests several `candidates`, because the message may contain different
 * session keys for the same State. @throws SealError SEAL_OPEN_FAILED if no candidate decrypts the message
 */
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

/** Decrypts with the session key instead of a private key. @throws SealError as `open`, except SEAL_RECIPIENT_UNKNOWN */
export async function openWithSessionKey(
  ciphertext: Uint8Array,
  sessionKey: Uint8Array,
  at: Date,
  limits: OpenLimits = defaultLimits,
): Promise<Uint8Array> {
  readStructure(ciphertext, limits.ciphertext);
  return content(await read(ciphertext), [sessionKey], at);
}
