import { enums } from 'openpgp';
import { type Fingerprint, parseFingerprint, phrase } from '#kernel';
import { SealError } from '../errors.js';
import { type Packet, readPackets, tag } from '../packets.js';
import { sealLimits } from '../profile.js';
import { assertCanonicalKey } from './session-packet.js';

export interface Recipient {
  readonly keyId: string;
  readonly fingerprint: Fingerprint | undefined;
}

export interface Structure {
  readonly recipients: readonly Recipient[];
  readonly version: 1 | 2;
  readonly suite: 'AES-256-GCM' | 'AES-256-OCB' | undefined;
}

// 2^(16+6) bytes (RFC 9580, section 5.13.2).
const largestChunk = 16;
// RFC 9580, sections 9.3 and 9.6.
const suites: Readonly<Record<'aes256' | 'gcm' | 'ocb', number>> = {
  aes256: enums.symmetric.aes256,
  gcm: enums.aead.gcm,
  ocb: enums.aead.ocb,
};

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase();

function keyId(fingerprint: string, version: number): string {
  return version === 4 ? fingerprint.slice(-16) : fingerprint.slice(0, 16);
}

function recipient(packet: Packet, data: 1 | 2): Recipient {
  // The two versions never mix: a version 6 packet before version 1 data is a downgrade (RFC 9580 section 13.7).
  if (packet.body[0] !== (data === 1 ? 3 : 6))
    throw new SealError('SEAL_PACKET_FORBIDDEN', phrase`session key packet of the other version`);
  return data === 1 ? recipientById(packet) : recipientInFull(packet);
}

function recipientById({ body }: Packet): Recipient {
  const id = hex(body.subarray(1, 9));
  if (/^0*$/.test(id)) throw new SealError('SEAL_RECIPIENT_ANONYMOUS');
  assertCanonicalKey(body.subarray(9));
  return { keyId: id, fingerprint: undefined };
}

function recipientInFull({ body }: Packet): Recipient {
  const length = body[1] ?? 0;
  if (length === 0) throw new SealError('SEAL_RECIPIENT_ANONYMOUS');
  const form = body[2] ?? 0;
  // A version octet, then 20 octets of fingerprint for version 4 or 32 for version 6.
  if (length !== (form === 4 ? 21 : 33) || (form !== 4 && form !== 6))
    throw new SealError('SEAL_PACKET_INVALID', phrase`recipient fingerprint`);
  assertCanonicalKey(body.subarray(2 + length));
  const named = hex(body.subarray(3, 2 + length));
  return { keyId: keyId(named, form), fingerprint: parseFingerprint(named) };
}

function suite({ body }: Packet, size: number): Pick<Structure, 'suite' | 'version'> {
  const [version = 0, cipher = 0, mode = 0, chunk = 255] = body;
  if (version === 1) return { version, suite: undefined };
  if (version !== 2) throw new SealError('SEAL_SUITE_FORBIDDEN', phrase`SEIPD version ${version}`);
  if (cipher !== suites.aes256 || chunk > largestChunk)
    throw new SealError('SEAL_SUITE_FORBIDDEN', phrase`cipher ${cipher}`);
  return { version, suite: modeOf(mode, size) };
}

function modeOf(mode: number, size: number): 'AES-256-GCM' | 'AES-256-OCB' {
  if (mode === suites.gcm) return 'AES-256-GCM';
  if (mode !== suites.ocb) throw new SealError('SEAL_SUITE_FORBIDDEN', phrase`AEAD mode ${mode}`);
  if (size > sealLimits.ocbCiphertext)
    throw new SealError('SEAL_OCB_TOO_LARGE', phrase`${sealLimits.ocbCiphertext} bytes`);
  return 'AES-256-OCB';
}

function assertKnown(packet: Packet): void {
  if (packet.tag === tag.skesk) throw new SealError('SEAL_PASSWORD_PACKET');
  if (packet.tag === tag.unprotected) throw new SealError('SEAL_UNAUTHENTICATED');
  if (packet.tag !== tag.pkesk && packet.tag !== tag.seipd)
    throw new SealError('SEAL_PACKET_FORBIDDEN', phrase`packet type ${packet.tag}`);
}

/**
 * Reads the packets of an encrypted message. Allows only session key packets for public keys, followed by one
 * integrity-protected data packet. @throws SealError SEAL_TOO_LARGE, SEAL_PACKET_*, SEAL_PASSWORD_PACKET,
 * SEAL_UNAUTHENTICATED, SEAL_RECIPIENT_MISSING, SEAL_RECIPIENT_ANONYMOUS, SEAL_SUITE_FORBIDDEN, SEAL_OCB_TOO_LARGE
 */
export function readStructure(ciphertext: Uint8Array, limit: number): Structure {
  if (ciphertext.length > limit) throw new SealError('SEAL_TOO_LARGE', phrase`${limit} bytes`);
  const packets = readPackets(ciphertext, sealLimits.messagePackets);
  packets.forEach(assertKnown);
  const data = packets.at(-1);
  const addressed = packets.slice(0, -1);
  if (data?.tag !== tag.seipd || addressed.some((packet) => packet.tag !== tag.pkesk))
    throw new SealError('SEAL_PACKET_FORBIDDEN', phrase`order of packets`);
  if (addressed.length === 0) throw new SealError('SEAL_RECIPIENT_MISSING');
  const protection = suite(data, ciphertext.length);
  return {
    ...protection,
    recipients: addressed.map((packet) => recipient(packet, protection.version)),
  };
}

export function certificateRecipients(ciphertext: Uint8Array): readonly Recipient[] {
  return readStructure(ciphertext, sealLimits.ciphertext).recipients;
}
