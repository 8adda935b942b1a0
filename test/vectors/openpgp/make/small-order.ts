import { createHash } from 'node:crypto';
import { frame } from './packets.js';
import { madeAt, type Vector, vector } from './vector.js';

// Neutral point: as a key, and as R of a signature, it satisfies `R = [S]B - [h]A` for S = 0 and any h.
const neutral = Buffer.from('01'.padEnd(64, '0'), 'hex');
const ed25519 = 27;
const eddsaLegacy = 22;
const x25519 = 25;

const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};
const uint16 = (value: number): Buffer => uint32(value).subarray(2);

const keyBody = (algorithm: number, point: Uint8Array): Buffer =>
  Buffer.concat([
    Uint8Array.of(4),
    uint32(madeAt.getTime() / 1000),
    Uint8Array.of(algorithm),
    point,
  ]);

const keyInput = (body: Uint8Array): Buffer =>
  Buffer.concat([Uint8Array.of(0x99), uint16(body.length), body]);

const subpacket = (type: number, ...content: readonly Uint8Array[]): Buffer => {
  const bytes = Buffer.concat(content);
  return Buffer.concat([Uint8Array.of(bytes.length + 1, type), bytes]);
};

// Version 4 signature made without a secret key; it verifies under the neutral point.
function signature(type: number, primary: Uint8Array, about: Uint8Array, flags: number): Buffer {
  const fingerprint = createHash('sha1').update(keyInput(primary)).digest();
  const hashed = Buffer.concat([
    subpacket(2, uint32(madeAt.getTime() / 1000)),
    subpacket(27, Uint8Array.of(flags)),
    subpacket(33, Uint8Array.of(4), fingerprint),
  ]);
  const head = Buffer.concat([Uint8Array.of(4, type, ed25519, 8), uint16(hashed.length), hashed]);
  const trailer = Buffer.concat([Uint8Array.of(4, 0xff), uint32(head.length)]);
  const digest = createHash('sha256')
    .update(Buffer.concat([keyInput(primary), about, head, trailer]))
    .digest();
  const unhashed = subpacket(16, fingerprint.subarray(-8));
  return frame(
    2,
    Buffer.concat([
      head,
      uint16(unhashed.length),
      unhashed,
      digest.subarray(0, 2),
      neutral,
      Buffer.alloc(32),
    ]),
  );
}

const legacyPoint = (point: Uint8Array): Buffer =>
  Buffer.concat([
    Uint8Array.of(9),
    Buffer.from('2b06010401da470f01', 'hex'),
    uint16(263),
    Uint8Array.of(0x40),
    point,
  ]);

export function keyCertificate(point: Uint8Array, form: 'native' | 'legacy'): Buffer {
  const isNative = form === 'native';
  return certificate(isNative ? keyBody(ed25519, point) : keyBody(eddsaLegacy, legacyPoint(point)));
}

function certificate(primary: Uint8Array, ...subkeys: readonly Uint8Array[]): Buffer {
  const name = Buffer.from('nobody');
  const user = Buffer.concat([Uint8Array.of(0xb4), uint32(name.length), name]);
  return Buffer.concat([
    frame(6, primary),
    frame(13, name),
    signature(0x13, primary, user, 3),
    ...subkeys.flatMap((body) => [frame(14, body), signature(0x18, primary, keyInput(body), 12)]),
  ]);
}

const refused = 'SEAL_KEY_SMALL_ORDER';

export const smallOrderVectors = (): Vector[] => [
  vector(
    'certificate',
    {
      name: 'small-order-key',
      description: 'An Ed25519 key that is the neutral point, bound by a signature that is zero.',
      expect: refused,
    },
    { certificate: keyCertificate(neutral, 'native') },
  ),
  vector(
    'certificate',
    {
      name: 'small-order-subkey',
      description: 'The same, with an X25519 subkey to which everybody knows the secret.',
      expect: refused,
    },
    { certificate: certificate(keyBody(ed25519, neutral), keyBody(x25519, neutral)) },
  ),
];
