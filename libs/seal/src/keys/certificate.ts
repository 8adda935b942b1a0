import { createHash } from 'node:crypto';
import { type Key, PublicKey, readKey } from 'openpgp';
import { type Fingerprint, parseFingerprint, phrase } from '#kernel';
import { type AcceptedKey, requirePart, assertProfile, assertStanding } from './acceptance.js';
import { binaryForm } from '../armor.js';
import { SealError } from '../errors.js';
import { assertCanonical, assertOneCertificate } from './key-packets.js';
import { sealLimits } from '../profile.js';
import { printable } from './user-id.js';

/**
 * Parsed key of each certificate. The keys are kept outside the `Certificate` object, so that code outside this library
 * cannot reach them.
 */
const keys = new WeakMap<Certificate, PublicKey>();

export const fingerprintOf = (part: { getFingerprint(): string }): Fingerprint =>
  parseFingerprint(part.getFingerprint().toUpperCase());

export interface Subkey {
  readonly fingerprint: Fingerprint;
  readonly created: Date;
}

export class Certificate {
  readonly fingerprint: Fingerprint;
  /** User ids for display only, claimed and unverified. Control, bidirectional and zero-width characters are replaced. */
  readonly userIds: readonly string[];
  readonly created: Date;
  readonly expires: Date | undefined;
  readonly subkeys: readonly Subkey[];
  readonly algorithm: string;

  constructor(
    key: PublicKey,
    readonly bytes: Uint8Array,
    expires: Date | undefined,
  ) {
    const { algorithm, bits, curve } = key.getAlgorithmInfo();
    this.fingerprint = fingerprintOf(key);
    this.userIds = key.getUserIDs().map(printable);
    this.created = key.getCreationTime();
    this.expires = expires;
    this.subkeys = key.subkeys
      .map((part) => ({ fingerprint: fingerprintOf(part), created: part.getCreationTime() }))
      .sort((a, b) => a.created.getTime() - b.created.getTime());
    this.algorithm = [algorithm, curve ?? bits].filter((part) => part !== undefined).join(' ');
    keys.set(this, key);
  }

  async encryptionFingerprint(at: Date): Promise<Fingerprint> {
    return fingerprintOf(await requirePart(acceptedKey(this), at, 'encryption'));
  }
}

export function keyOf(certificate: Certificate): PublicKey {
  const key = keys.get(certificate);
  if (key === undefined) throw new SealError('SEAL_KEY_UNUSABLE', phrase`not a parsed certificate`);
  return key;
}

export const acceptedKey = (certificate: Certificate): AcceptedKey => ({
  key: keyOf(certificate),
  expires: certificate.expires,
});

async function expiry(key: Key): Promise<Date | undefined> {
  const expires = await key.getExpirationTime();
  if (expires === null) throw new SealError('SEAL_SELF_SIGNATURE_INVALID', phrase`user id`);
  return expires instanceof Date ? expires : undefined;
}

async function judged(bytes: Uint8Array): Promise<Certificate> {
  assertOneCertificate(bytes);
  const key: Key = await readKey({ binaryKey: bytes });
  if (!(key instanceof PublicKey)) throw new SealError('SEAL_CERTIFICATE_SECRET');
  assertCanonical(bytes, key.write());
  await assertProfile(key);
  return new Certificate(key, bytes, await expiry(key));
}

async function accept(bytes: Uint8Array): Promise<Certificate> {
  try {
    return await judged(bytes);
  } catch (cause) {
    if (cause instanceof SealError) throw cause;
    throw new SealError('SEAL_PACKET_INVALID', phrase`key packet`, cause);
  }
}

const cacheSize = 512;
const cacheBytes = 4 * 1024 * 1024;
const cache = new Map<string, Certificate>();
let cached = 0;

function forget(hash: string): void {
  cached -= cache.get(hash)?.bytes.length ?? 0;
  cache.delete(hash);
}

function keep(hash: string, certificate: Certificate): void {
  // Deleted and set again: the map's order is the order of last use.
  forget(hash);
  cache.set(hash, certificate);
  cached += certificate.bytes.length;
  for (const oldest of cache.keys()) {
    if (cache.size <= cacheSize && cached <= cacheBytes) break;
    forget(oldest);
  }
}

/**
 * Parses a certificate but does not check whether it is valid at present. Equal bytes give the same object while the cache
 * holds it. @throws SealError for a certificate outside the profile `liaise-v1`
 */
export async function parseCertificate(input: Uint8Array | string): Promise<Certificate> {
  const bytes = binaryForm(input, 'PUBLIC KEY BLOCK', sealLimits.certificate);
  const hash = createHash('sha256').update(bytes).digest('hex');
  const certificate = cache.get(hash) ?? (await accept(Uint8Array.from(bytes)));
  keep(hash, certificate);
  return certificate;
}

export async function assertUsable(certificate: Certificate, at: Date): Promise<void> {
  await assertStanding(acceptedKey(certificate), at);
}

/**
 * Reads an armored or binary certificate and asserts that it is valid at `at`. @throws SealError as `parseCertificate`;
 * SEAL_KEY_REVOKED, SEAL_KEY_EXPIRED, SEAL_KEY_NOT_YET_VALID, SEAL_SELF_SIGNATURE_INVALID
 */
export async function readCertificate(input: Uint8Array | string, at: Date): Promise<Certificate> {
  const certificate = await parseCertificate(input);
  await assertUsable(certificate, at);
  return certificate;
}
