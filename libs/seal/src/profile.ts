import { config, enums } from 'openpgp';

const KiB = 1024;

export const sealLimits = {
  certificate: 64 * KiB,
  privateKey: 64 * KiB,
  signature: 16 * KiB,
  payload: 1024 * KiB,
  ciphertext: 1024 * KiB + 4 * KiB,
  /** Maximum size (bytes) of ciphertext in OCB mode. OCB runs here at only 3 to 5 MB/s, so more could block the process. */
  ocbCiphertext: 64 * KiB,
  /**
   * Maximum number of packets in a key. Bounds a neighbour's attack: each packet may cost a signature verification (4 ms for
   * P-521).
   */
  keyPackets: 64,
  messagePackets: 5,
} as const;

export const signatureSkew = 5 * 60_000;

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

export const isStrongHash = (algorithm: number | null): boolean =>
  algorithm !== null && strongHashes.has(algorithm);

export const receivingPreferences = { aeadProtect: true } as const;
