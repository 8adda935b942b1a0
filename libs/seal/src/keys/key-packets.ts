import { createHash } from 'node:crypto';
import { enums } from 'openpgp';
import { type Fingerprint, parseFingerprint, phrase } from '#kernel';
import { SealError } from '../errors.js';
import { type Packet, readPackets, tag } from '../packets.js';
import { sealLimits } from '../profile.js';

const accepted: ReadonlySet<number> = new Set([
  enums.publicKey.rsaEncryptSign,
  enums.publicKey.rsaEncrypt,
  enums.publicKey.rsaSign,
  enums.publicKey.ecdh,
  enums.publicKey.ecdsa,
  enums.publicKey.eddsaLegacy,
  enums.publicKey.x25519,
  enums.publicKey.ed25519,
]);

const keyTags: ReadonlySet<number> = new Set([
  tag.publicKey,
  tag.publicSubkey,
  tag.secretKey,
  tag.secretSubkey,
]);

const keyPackets = (bytes: Uint8Array): Packet[] =>
  readPackets(bytes, sealLimits.keyPackets).filter((packet) => keyTags.has(packet.tag));

const forbidden = (packet: Packet): SealError =>
  new SealError('SEAL_PACKET_FORBIDDEN', phrase`packet type ${packet.tag}`);

// RFC 9580, section 5.5.2.
function judgeKeyPacket({ body }: Packet): void {
  const version = body[0] ?? 0;
  if (version !== 4 && version !== 6)
    throw new SealError('SEAL_KEY_VERSION', phrase`version ${version}`);
  const algorithm = body[5] ?? 0;
  if (!accepted.has(algorithm))
    throw new SealError('SEAL_ALGORITHM_FORBIDDEN', phrase`algorithm ${algorithm}`);
}

function judge(bytes: Uint8Array, primary: number, subkey: number): void {
  const packets = readPackets(bytes, sealLimits.keyPackets);
  packets.forEach((packet, index) => {
    if (packet.tag === primary && index > 0) throw new SealError('SEAL_CERTIFICATE_MULTIPLE');
    if (packet.tag === primary || packet.tag === subkey) {
      judgeKeyPacket(packet);
      return;
    }
    const allowed: readonly number[] = [tag.signature, tag.userId, tag.userAttribute, tag.padding];
    if (index === 0 || !allowed.includes(packet.tag)) throw forbidden(packet);
  });
}

/**
 * Refuses anything but one public key. Judges the packets before openpgp.js parses the bytes. @throws SealError
 * SEAL_PACKET_INVALID, SEAL_PACKET_FORBIDDEN, SEAL_CERTIFICATE_SECRET, SEAL_CERTIFICATE_MULTIPLE, SEAL_KEY_VERSION,
 * SEAL_ALGORITHM_FORBIDDEN
 */
export function assertOneCertificate(bytes: Uint8Array): void {
  const secret = readPackets(bytes, sealLimits.keyPackets).some(
    (packet) => packet.tag === tag.secretKey || packet.tag === tag.secretSubkey,
  );
  if (secret) throw new SealError('SEAL_CERTIFICATE_SECRET');
  judge(bytes, tag.publicKey, tag.publicSubkey);
}

export function assertOneSecretKey(bytes: Uint8Array): void {
  const first = readPackets(bytes, sealLimits.keyPackets)[0];
  if (first?.tag === tag.publicKey) throw new SealError('SEAL_KEY_INCOMPLETE');
  judge(bytes, tag.secretKey, tag.secretSubkey);
}

// RFC 9580, section 5.5.4.
function fingerprintOfPacket({ body }: Packet): Fingerprint {
  const six = body[0] === 6;
  const head = Buffer.alloc(six ? 5 : 3);
  head[0] = six ? 0x9b : 0x99;
  head.writeUIntBE(body.length, 1, six ? 4 : 2);
  const digest = createHash(six ? 'sha256' : 'sha1')
    .update(head)
    .update(body)
    .digest('hex');
  return parseFingerprint(digest.toUpperCase());
}

export const partFingerprints = (bytes: Uint8Array): Fingerprint[] =>
  keyPackets(bytes).map(fingerprintOfPacket);

const startsWith = (bytes: Uint8Array, start: Uint8Array): boolean =>
  start.every((octet, i) => bytes[i] === octet);

/**
 * Asserts that `publicForm`, written by openpgp.js, repeats the public keys in `bytes` unchanged. openpgp.js may repair
 * lengths, which would change fingerprints. @throws SealError SEAL_PACKET_INVALID
 */
export function assertCanonical(bytes: Uint8Array, publicForm: Uint8Array): void {
  const stored = keyPackets(bytes);
  const written = keyPackets(publicForm);
  const same = written.every(({ body }, i) =>
    startsWith(stored[i]?.body ?? new Uint8Array(), body),
  );
  if (!same || stored.length !== written.length)
    throw new SealError('SEAL_PACKET_INVALID', phrase`key packet not in canonical form`);
}
