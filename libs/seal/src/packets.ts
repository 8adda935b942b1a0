import { phrase, type Detail } from '#kernel';
import { SealError } from './errors.js';

// RFC 9580, section 5.
export const tag = {
  pkesk: 1,
  signature: 2,
  skesk: 3,
  secretKey: 5,
  publicKey: 6,
  secretSubkey: 7,
  unprotected: 9,
  userId: 13,
  publicSubkey: 14,
  userAttribute: 17,
  seipd: 18,
  padding: 21,
} as const;

export interface Packet {
  readonly tag: number;
  readonly body: Uint8Array;
  readonly partial: boolean;
}

const invalid = (detail: Detail): SealError => new SealError('SEAL_PACKET_INVALID', detail);

// Framing of RFC 9580, section 4.2; never reads beyond the end.
class Reader {
  private at = 0;
  constructor(private readonly bytes: Uint8Array) {}

  get done(): boolean {
    return this.at >= this.bytes.length;
  }

  byte(): number {
    const value = this.bytes[this.at++];
    if (value === undefined) throw invalid(phrase`packet header cut off`);
    return value;
  }

  number(octets: number): number {
    let value = 0;
    for (let i = 0; i < octets; i++) value = value * 256 + this.byte();
    return value;
  }

  readBytes(length: number): Uint8Array {
    if (length > this.bytes.length - this.at) throw invalid(phrase`packet body cut off`);
    return this.bytes.subarray(this.at, (this.at += length));
  }
}

function legacyPacket(reader: Reader, header: number): Packet {
  const lengthType = header & 3;
  if (lengthType === 3) throw invalid(phrase`indeterminate length`);
  const body = reader.readBytes(reader.number(1 << lengthType));
  return { tag: (header >> 2) & 15, body, partial: false };
}

interface Length {
  readonly length: number;
  readonly partial: boolean;
}

function lengthOf(reader: Reader): Length {
  const octet = reader.byte();
  if (octet < 192) return { length: octet, partial: false };
  if (octet < 224) return { length: (octet - 192) * 256 + reader.byte() + 192, partial: false };
  if (octet === 255) return { length: reader.number(4), partial: false };
  return { length: 2 ** (octet & 31), partial: true };
}

function currentPacket(reader: Reader, header: number): Packet {
  let first: Uint8Array | undefined;
  for (;;) {
    const { length, partial } = lengthOf(reader);
    const chunk = reader.readBytes(length);
    if (first === undefined && partial && length < 512) throw invalid(phrase`first part too short`);
    const body = (first ??= chunk);
    if (!partial) return { tag: header & 63, body, partial: body !== chunk };
  }
}

/**
 * Splits OpenPGP data into packets without parsing their bodies. @throws SealError SEAL_PACKET_INVALID, also for empty data
 * or more than `limit` packets
 */
export function readPackets(bytes: Uint8Array, limit: number): readonly Packet[] {
  const reader = new Reader(bytes);
  const packets: Packet[] = [];
  while (!reader.done) {
    if (packets.length === limit) throw invalid(phrase`more than ${limit} packets`);
    const header = reader.byte();
    if ((header & 128) === 0) throw invalid(phrase`not a packet header`);
    const packet = header & 64 ? currentPacket(reader, header) : legacyPacket(reader, header);
    if (packet.partial && packet.tag !== tag.seipd) throw invalid(phrase`length in parts`);
    packets.push(packet);
  }
  if (packets.length === 0) throw invalid(phrase`empty`);
  return packets;
}
