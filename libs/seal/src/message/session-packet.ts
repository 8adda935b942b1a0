import { phrase } from '#kernel';
import { enums } from 'openpgp';
import { SealError } from '../errors.js';

const invalid = (): SealError => new SealError('SEAL_PACKET_INVALID', phrase`session key packet`);

// Multiprecision integer with its exact bit length (RFC 9580, section 3.2), and the rest.
function number(bytes: Uint8Array): readonly [Uint8Array, Uint8Array] {
  const bits = ((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0);
  const length = Math.ceil(bits / 8);
  const value = bytes.subarray(2, 2 + length);
  const top = value[0] ?? 0;
  if (value.length !== length || bits !== length * 8 - (Math.clz32(top) - 24)) throw invalid();
  return [value, bytes.subarray(2 + length)];
}

function assertCoordinate(coordinate: Uint8Array): void {
  if (coordinate.length !== 32 || (coordinate[31] ?? 0) & 0x80) throw invalid();
}

function assertCounted(bytes: Uint8Array): void {
  if (bytes.length !== 1 + (bytes[0] ?? 0)) throw invalid();
}

function judgeEcdh(fields: Uint8Array): void {
  const [point, wrapped] = number(fields);
  // 0x40 marks the native form of Curve25519, 0x04 a point of a NIST curve.
  if (point[0] === 0x40) assertCoordinate(point.subarray(1));
  assertCounted(wrapped);
}

function judgeX25519(fields: Uint8Array): void {
  assertCoordinate(fields.subarray(0, 32));
  assertCounted(fields.subarray(32));
}

function judgeRsa(fields: Uint8Array): void {
  if (number(fields)[1].length > 0) throw invalid();
}

const judges: ReadonlyMap<number, (fields: Uint8Array) => void> = new Map([
  [enums.publicKey.rsaEncryptSign, judgeRsa],
  [enums.publicKey.rsaEncrypt, judgeRsa],
  [enums.publicKey.ecdh, judgeEcdh],
  [enums.publicKey.x25519, judgeX25519],
]);

/**
 * Allows only one encoding of the encrypted session key. With lenient parsers, an attacker could make many valid variants of
 * one message. @throws SealError SEAL_PACKET_INVALID, SEAL_ALGORITHM_FORBIDDEN
 */
export function assertCanonicalKey(bytes: Uint8Array): void {
  const algorithm = bytes[0] ?? 0;
  const fields = bytes.subarray(1);
  const judge = judges.get(algorithm);
  if (judge === undefined)
    throw new SealError('SEAL_ALGORITHM_FORBIDDEN', phrase`algorithm ${algorithm}`);
  judge(fields);
}
