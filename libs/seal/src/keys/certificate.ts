import { createHash } from 'node:crypto';
import { type Key, PublicKey, readKey } from 'openpgp';
import { type Fingerprint, parseFingerprint } from '#kernel';
import { type AcceptedKey, requirePart, requireProfile, requireStanding } from './acceptance.js';
import { binaryForm } from '../armor.js';
import { SealError } from '../errors.js';
import { requireCanonical, requireOneCertificate } from './key-packets.js';
import { sealLimits } from '../profile.js';
import { printable } from './user-id.js';

/** Parsed keys, out of reach of whoever holds a certificate: only `parseCertificate` fills it. */
const keys = new WeakMap<Certificate, PublicKey>();

/** Full fingerprint of a key or a part of it. */
export const fingerprintOf = (part: { getFingerprint(): string }): Fingerprint =>
  parseFingerprint(part.getFingerprint().toUpperCase());

/** A part of a key that carries no name of its own. */
export interface Subkey {
  readonly fingerprint: Fingerprint;
  readonly created: Date;
}

/** An accepted OpenPGP certificate. It cannot be made by hand; see `readCertificate`. */
export class Certificate {
  /** Of the primary key: the name of the certificate. */
  readonly fingerprint: Fingerprint;
  /** For people to read: control, bidirectional and zero-width characters are replaced. Not verified identity. */
  readonly userIds: readonly string[];
  readonly created: Date;
  /** End of validity by the newest self-signature; undefined when it has none. */
  readonly expires: Date | undefined;
  /** Oldest first. */
  readonly subkeys: readonly Subkey[];
  /** Algorithm of the primary key, such as `eddsaLegacy ed25519Legacy` or `rsaEncryptSign 3072`. */
  readonly algorithm: string;

  constructor(
    key: PublicKey,
    /** The binary form as it was read. */
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

  /**
   * Full fingerprint of the part that messages sealed at this time are encrypted to.
   * Errors: those of `requireUsable`; SEAL_KEY_UNUSABLE when there is none.
   */
  async encryptionFingerprint(at: Date): Promise<Fingerprint> {
    return fingerprintOf(await requirePart(acceptedKey(this), at, 'encryption'));
  }
}

/** The parsed key behind a certificate; for this library only. */
export function keyOf(certificate: Certificate): PublicKey {
  const key = keys.get(certificate);
  if (key === undefined) throw new SealError('SEAL_KEY_UNUSABLE', 'not a parsed certificate');
  return key;
}

/** The parsed key and its end; for this library only. */
export const acceptedKey = (certificate: Certificate): AcceptedKey => ({
  key: keyOf(certificate),
  expires: certificate.expires,
});

async function expiry(key: Key): Promise<Date | undefined> {
  const expires = await key.getExpirationTime();
  if (expires === null) throw new SealError('SEAL_SELF_SIGNATURE_INVALID', 'user id');
  return expires instanceof Date ? expires : undefined;
}

async function judged(bytes: Uint8Array): Promise<Certificate> {
  requireOneCertificate(bytes);
  const key: Key = await readKey({ binaryKey: bytes });
  if (!(key instanceof PublicKey)) throw new SealError('SEAL_CERTIFICATE_SECRET');
  requireCanonical(bytes, key.write());
  await requireProfile(key);
  return new Certificate(key, bytes, await expiry(key));
}

/** Reads and judges a certificate. Whatever the OpenPGP library throws is about these bytes, which are a stranger's. */
async function accept(bytes: Uint8Array): Promise<Certificate> {
  try {
    return await judged(bytes);
  } catch (cause) {
    if (cause instanceof SealError) throw cause;
    throw new SealError('SEAL_PACKET_INVALID', 'key packet', cause);
  }
}

/** Self-signatures are checked once and then remembered in the key: 2.5 times faster than reading it afresh. */
const cacheSize = 512;
/** Bytes of what was read: a neighbour chooses how large its certificates are. */
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
 * Reads a certificate without judging time; for lists and imports. Same bytes, same object while cached.
 * Errors: those of the acceptance profile, one code per reason.
 */
export async function parseCertificate(input: Uint8Array | string): Promise<Certificate> {
  const bytes = binaryForm(input, 'PUBLIC KEY BLOCK', sealLimits.certificate);
  const hash = createHash('sha256').update(bytes).digest('hex');
  const certificate = cache.get(hash) ?? (await accept(Uint8Array.from(bytes)));
  keep(hash, certificate);
  return certificate;
}

/** The certificate may be relied on at this time. Errors: those of `requireStanding`. */
export async function requireUsable(certificate: Certificate, at: Date): Promise<void> {
  await requireStanding(acceptedKey(certificate), at);
}

/**
 * Reads a certificate, armored or binary, that must be valid at `at`: the time the act in question was done.
 * Errors: SEAL_TOO_LARGE, SEAL_ARMOR_INVALID, SEAL_PACKET_*, SEAL_CERTIFICATE_*, SEAL_KEY_VERSION,
 * SEAL_ALGORITHM_FORBIDDEN, SEAL_CURVE_FORBIDDEN, SEAL_RSA_SHORT, SEAL_SELF_SIGNATURE_*, SEAL_KEY_REVOKED,
 * SEAL_KEY_EXPIRED, SEAL_KEY_NOT_YET_VALID.
 */
export async function readCertificate(input: Uint8Array | string, at: Date): Promise<Certificate> {
  const certificate = await parseCertificate(input);
  await requireUsable(certificate, at);
  return certificate;
}
