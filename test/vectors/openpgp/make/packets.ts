import {
  type AnyPacket,
  type AnySecretKeyPacket,
  config,
  createMessage,
  encrypt,
  enums,
  Message,
  PacketList,
  type PublicKey,
  SignaturePacket,
} from 'openpgp';

export function frame(tag: number, body: Uint8Array): Buffer {
  const head = Buffer.alloc(6);
  head[0] = 0xc0 | tag;
  head[1] = 0xff;
  head.writeUInt32BE(body.length, 2);
  return Buffer.concat([head, body]);
}

export function unframe(bytes: Uint8Array): { tag: number; body: Buffer }[] {
  const rest = Buffer.from(bytes);
  const packets: { tag: number; body: Buffer }[] = [];
  for (let at = 0; at < rest.length;) {
    const header = rest.readUInt8(at++);
    let length: number;
    if (header & 64) {
      const octet = rest.readUInt8(at++);
      if (octet === 255) length = rest.readUInt32BE((at += 4) - 4);
      else if (octet >= 224) throw new Error('length in parts');
      else length = octet < 192 ? octet : (octet - 192) * 256 + rest.readUInt8(at++) + 192;
    } else {
      const octets = 1 << (header & 3);
      length = rest.readUIntBE(at, octets);
      at += octets;
    }
    packets.push({
      tag: header & 64 ? header & 63 : (header >> 2) & 15,
      body: rest.subarray(at, (at += length)),
    });
  }
  return packets;
}

export function listOf(...packets: AnyPacket[]): PacketList<AnyPacket> {
  const list = new PacketList<AnyPacket>();
  list.push(...packets);
  return list;
}

export async function literal(bytes: Uint8Array, date: Date): Promise<AnyPacket> {
  const packet = (await createMessage({ binary: bytes, date })).packets[0];
  if (packet === undefined) throw new Error('no literal packet');
  return packet;
}

export async function signPacket(
  signer: AnySecretKeyPacket,
  data: object,
  date: Date,
  fields: Partial<SignaturePacket>,
): Promise<SignaturePacket> {
  const packet = new SignaturePacket();
  Object.assign(packet, {
    publicKeyAlgorithm: signer.algorithm,
    hashAlgorithm: enums.hash.sha256,
    ...fields,
  });
  const arguments_ = [signer, data, date, true, config];
  await (Reflect.apply(packet.sign.bind(packet), undefined, arguments_) as Promise<void>);
  return packet;
}

export const written = (packet: AnyPacket): Uint8Array => listOf(packet).write();

export async function encryptPackets(
  packets: PacketList<AnyPacket>,
  to: PublicKey,
  date: Date,
): Promise<Uint8Array> {
  const message = new Message<Uint8Array>(packets);
  const bytes: unknown = await encrypt({ message, encryptionKeys: to, date, format: 'binary' });
  return bytes as Uint8Array;
}

export function flipped(bytes: Uint8Array, at: number): Buffer {
  const changed = Buffer.from(bytes);
  const index = at < 0 ? changed.length + at : at;
  changed[index] = (changed[index] ?? 0) ^ 1;
  return changed;
}

export function patched(bytes: Uint8Array, offset: number, octet: number): Buffer {
  const [only] = unframe(bytes);
  if (only === undefined) throw new Error('no packet');
  const body = Buffer.from(only.body);
  body[offset] = octet;
  return frame(only.tag, body);
}
