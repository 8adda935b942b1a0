import { config, enums } from 'openpgp';

const KiB = 1024;

/** Sizes in bytes, checked before anything is parsed. */
export const sealLimits = {
  certificate: 64 * KiB,
  privateKey: 64 * KiB,
  signature: 16 * KiB,
  /** Plaintext given to `seal`; padding of the protocol ends at 256 KiB. */
  payload: 1024 * KiB,
  /** Ciphertext taken by `open` unless the caller sets less or more. */
  ciphertext: 1024 * KiB + 4 * KiB,
  /** OCB has no native code here (3 to 5 MB/s): larger ones would be a denial of service. */
  ocbCiphertext: 64 * KiB,
  /**
   * Packets of a certificate or key: user ids, subkeys and their signatures. Each can cost a verification (4 ms for
   * P-521), and a neighbour's message brings a certificate that was never seen before.
   */
  keyPackets: 64,
  /** Recipients of a message plus its data packet. */
  messagePackets: 5,
} as const;

/** Milliseconds by which a signer's clock may be ahead of the verifier's. */
export const signatureSkew = 5 * 60_000;

/** Milliseconds of the whole second: the grain of every time in OpenPGP. */
export const wholeSeconds = (at: Date): number => Math.floor(at.getTime() / 1000) * 1000;

const weakHashes = [enums.hash.md5, enums.hash.ripemd, enums.hash.sha1];

// The library's own defaults, set once and for every call, even those that take no configuration.
Object.assign(config, {
  preferredHashAlgorithm: enums.hash.sha512,
  preferredSymmetricAlgorithm: enums.symmetric.aes256,
  preferredAEADAlgorithm: enums.aead.gcm,
  preferredCompressionAlgorithm: enums.compression.uncompressed,
  showVersion: false,
  showComment: false,
  // A salt notation would tell every reader which program signed.
  nonDeterministicSignaturesViaNotation: false,
  maxDecompressedMessageSize: 10_000_000,
  maxArgon2MemoryExponent: 17,
  minRSABits: 3072,
  constantTimePKCS1Decryption: true,
  constantTimePKCS1DecryptionSupportedSymmetricAlgorithms: new Set([enums.symmetric.aes256]),
  // A packet that we cannot read is refused, never skipped.
  ignoreUnsupportedPackets: false,
  ignoreMalformedPackets: false,
  enforceGrammar: true,
  allowUnauthenticatedMessages: false,
  allowUnauthenticatedStream: false,
  allowMissingKeyFlags: false,
  rejectHashAlgorithms: new Set(weakHashes),
  rejectMessageHashAlgorithms: new Set(weakHashes),
  rejectPublicKeyAlgorithms: new Set([enums.publicKey.elgamal, enums.publicKey.dsa]),
  rejectCurves: new Set([
    enums.curve.secp256k1,
    enums.curve.brainpoolP256r1,
    enums.curve.brainpoolP384r1,
    enums.curve.brainpoolP512r1,
  ]),
} satisfies Partial<typeof config>);

const strongHashes: ReadonlySet<number> = new Set([
  enums.hash.sha256,
  enums.hash.sha384,
  enums.hash.sha512,
  enums.hash.sha3_256,
  enums.hash.sha3_512,
]);

/** True for SHA-256 and better (`proto/README.md`, section 2). */
export const isStrongHash = (algorithm: number | null): boolean =>
  algorithm !== null && strongHashes.has(algorithm);

/** Preferences of a key that receives sealed messages: SEIPD version 2, AES-256-GCM first. */
export const receivingPreferences = { aeadProtect: true } as const;
