import { CodedError, type CodeTable, type Detail } from '#kernel';

const refuse = (title: string, remedy: string) =>
  ({ action: 'refuse', status: 422, title, remedy }) as const;
const alarm = (title: string, remedy: string) =>
  ({ action: 'alarm', status: 500, title, remedy }) as const;

const otherKey =
  'Use a key of the accepted profile: Ed25519/X25519, RSA of 3072 bits or more, NIST.';
const sealAgain = 'Seal the message again with a gateway that follows the protocol.';
const signAgain = 'Sign the exact bytes again with the key of the certificate.';

export const sealCodes = {
  SEAL_TOO_LARGE: refuse(
    'The OpenPGP data is larger than the limit for its kind.',
    'Send less; the detail names the limit in bytes.',
  ),
  SEAL_ARMOR_INVALID: refuse(
    'The text is not exactly one armored OpenPGP block of the expected kind.',
    'Send one block, complete, with nothing before or after it, or the binary form.',
  ),
  SEAL_PACKET_INVALID: refuse(
    'The bytes are not a sequence of OpenPGP packets.',
    'Check that nothing was cut off or converted on the way.',
  ),
  SEAL_PACKET_FORBIDDEN: refuse(
    'The OpenPGP data holds a packet that has no place there.',
    'Export or seal again without the packet named in the detail.',
  ),
  SEAL_CERTIFICATE_SECRET: refuse(
    'The certificate holds secret key material.',
    'Export the public key only, and treat the key as exposed.',
  ),
  SEAL_CERTIFICATE_MULTIPLE: refuse(
    'There is more than one key where exactly one is expected.',
    'Export and send one key at a time.',
  ),
  SEAL_KEY_VERSION: refuse('The OpenPGP version of the key is not accepted.', otherKey),
  SEAL_ALGORITHM_FORBIDDEN: refuse('The algorithm of the key is not accepted.', otherKey),
  SEAL_CURVE_FORBIDDEN: refuse('The elliptic curve of the key is not accepted.', otherKey),
  SEAL_KEY_SMALL_ORDER: refuse(
    "The key is a point of small order: its signatures or messages would be anybody's.",
    'Do not use the key, make a new one, and look for who made this one: no honest program does.',
  ),
  SEAL_RSA_SHORT: refuse('The RSA key is shorter than 3072 bits.', otherKey),
  SEAL_SELF_SIGNATURE_WEAK: refuse(
    'The key binds itself together with a broken hash algorithm only (SHA-1 or older).',
    'Renew the self-signatures of the key with SHA-256 or better and export it again.',
  ),
  SEAL_SELF_SIGNATURE_INVALID: refuse(
    'The key has no valid signature of its own over its user id or its subkeys.',
    'Export the key again from the program that made it.',
  ),
  SEAL_KEY_REVOKED: refuse(
    'The key was revoked at the time that counts.',
    'Use the key that replaces it.',
  ),
  SEAL_KEY_EXPIRED: refuse(
    'The key had expired at the time that counts.',
    'Prolong the key and export it again, or use the key that replaces it.',
  ),
  SEAL_KEY_NOT_YET_VALID: refuse(
    'The key did not exist yet at the time that counts.',
    'Check the clocks of both sides.',
  ),
  SEAL_KEY_UNUSABLE: refuse(
    'The key has no part that can sign or encrypt, as is needed here, at the time of its use.',
    'Use a key with a part for what the detail names, signing or encryption, that is valid at that time.',
  ),
  SEAL_KEY_MISMATCH: alarm(
    'The secret and the public part of a stored key do not belong together.',
    'Do not use the key; restore it from its backup and look for who changed it.',
  ),
  SEAL_KEY_INCOMPLETE: refuse(
    'The key file lacks its secret part, or keeps it in an unsupported way.',
    'Export the secret key with its secret subkeys.',
  ),
  SEAL_PASSPHRASE_MISSING: refuse(
    'The key is locked with a passphrase and none was given.',
    'Give the passphrase.',
  ),
  SEAL_PASSPHRASE_WRONG: refuse(
    'The passphrase does not unlock the key.',
    'Give the passphrase with which this key was locked: type it anew, or correct the file that holds it.',
  ),
  SEAL_USER_ID_INVALID: refuse(
    'The user id of a new key is empty, too long or holds control characters.',
    'Use 1 to 200 printable characters.',
  ),
  SEAL_SIGNATURE_COUNT: refuse('There is not exactly one signature.', signAgain),
  SEAL_SIGNATURE_TYPE: refuse(
    'The signature is not one over a binary document.',
    'Sign the file as it is (detached, not text mode, not clear-signed).',
  ),
  SEAL_SIGNATURE_HASH: refuse(
    'The signature uses a hash algorithm weaker than SHA-256.',
    'Sign again with SHA-256, SHA-384 or SHA-512.',
  ),
  SEAL_SIGNATURE_ISSUER: refuse(
    'The signature does not name a key of the expected certificate by its full fingerprint.',
    'Sign with the key that the directory lists for the signer.',
  ),
  SEAL_SIGNATURE_FUTURE: refuse(
    'The signature claims a time later than now allows.',
    'Check the clocks of both sides and sign again.',
  ),
  SEAL_SIGNATURE_EXPIRED: refuse('The signature says that it has expired.', signAgain),
  SEAL_SIGNATURE_CRITICAL: refuse(
    'The signature carries a critical statement that is not understood here.',
    'Sign again without critical notations or subpackets.',
  ),
  SEAL_SIGNATURE_INVALID: refuse(
    'The signature does not belong to these bytes and this key.',
    signAgain,
  ),
  SEAL_SUITE_WEAK: alarm(
    'The recipient key leads to a weaker encryption than SEIPD version 2 with AES-256-GCM.',
    'Renew the encryption key with the preferences of the protocol; nothing was sent.',
  ),
  SEAL_SUITE_FORBIDDEN: refuse(
    'The message is encrypted with an algorithm that is not accepted.',
    sealAgain,
  ),
  SEAL_OCB_TOO_LARGE: refuse(
    'The message uses OCB and is too large for that mode here.',
    'Seal the message again with AES-256-GCM.',
  ),
  SEAL_UNAUTHENTICATED: refuse('The message has no integrity protection.', sealAgain),
  SEAL_PASSWORD_PACKET: refuse('The message can be opened with a password.', sealAgain),
  SEAL_RECIPIENT_MISSING: refuse('The message names no recipient key.', sealAgain),
  SEAL_RECIPIENT_ANONYMOUS: refuse('The message hides its recipient key.', sealAgain),
  SEAL_RECIPIENT_UNKNOWN: refuse(
    'The message is not encrypted to a key held here.',
    'Fetch the current directory of the recipient and seal the message again.',
  ),
  SEAL_OPEN_FAILED: refuse(
    'The message does not open: it was changed, or the key is not the right one.',
    'Ask for the message again; keep the bytes as evidence.',
  ),
  SEAL_COMPRESSED: refuse('The content of the message is compressed.', sealAgain),
  SEAL_INLINE_SIGNATURE: refuse('The content of the message is signed inline.', sealAgain),
  SEAL_CONTENT_INVALID: refuse(
    'The content of the message is not exactly one binary literal packet.',
    sealAgain,
  ),
} as const satisfies CodeTable;

export type SealCode = keyof typeof sealCodes;

export class SealError extends CodedError<SealCode> {
  constructor(code: SealCode, detail?: Detail, cause?: unknown) {
    super(code, sealCodes, detail, cause);
  }
}
