import {
  type AnyPacket,
  createMessage,
  encrypt,
  enums,
  generateKey,
  type PrivateKey,
  readMessage,
  type SessionKey,
} from 'openpgp';
import type { Gpg, Sq } from '../../../support/openpgp-tools.js';
import {
  encryptPackets,
  flipped,
  frame,
  listOf,
  literal,
  signPacket,
  unframe,
  written,
} from './packets.js';
import { madeAt, type Vector, vector } from './vector.js';

const keyIdAt = 7;
const payload = Buffer.from('{"kind":"answer","text":"seen in the port on 27 February"}');

type Made = (name: string, description: string, expect: string, ciphertext: Uint8Array) => Vector;

const madeFor =
  (privateKey: Uint8Array): Made =>
  (name, description, expect, ciphertext) =>
    vector('open', { name, description, expect }, { ciphertext, privateKey });

const secretOf = ({ keyPacket }: PrivateKey) => {
  if ('privateParams' in keyPacket) return keyPacket;
  throw new Error('no secret');
};

async function encryptionKey(name: string, aeadProtect = true): Promise<PrivateKey> {
  const { privateKey } = await generateKey({
    type: 'ecc',
    curve: 'curve25519Legacy',
    userIDs: { name },
    date: madeAt,
    format: 'object',
    config: { aeadProtect },
  });
  return privateKey;
}

function parts(ciphertext: Uint8Array) {
  const packets = unframe(ciphertext);
  const data = packets.at(-1);
  const session = packets[0];
  if (data === undefined || session === undefined) throw new Error('not a message');
  return { session: frame(session.tag, session.body), data };
}

function byGpg(gpg: Gpg): Vector[] {
  gpg.generate('authority', 'default');
  gpg.generate('stranger', 'default');
  const made = madeFor(gpg.secretKey('authority'));
  const plain = ['--compress-algo', 'none'];
  const to = (...options: string[]) => [...options, '-r', 'authority', '--encrypt'];
  // From a file, so that gpg knows and writes the length.
  const file = gpg.scratch.file('payload', payload);
  const good = gpg.runGpg([...to(...plain, '--output', '-'), file]);
  const toStranger = gpg.runGpg([...plain, '--output', '-', '-r', 'stranger', '--encrypt', file]);
  const { session, data } = parts(good);
  const point = Buffer.from(session);
  // The ephemeral X25519 point becomes zero, a point of small order.
  const prefix = point.indexOf(Buffer.from([0x01, 0x07, 0x40]));
  const spare = Buffer.from(session);
  spare.writeUInt8(spare.readUInt8(prefix + 34) | 0x80, prefix + 34);
  const odd = Buffer.from(session);
  odd.writeUInt8(0x06, prefix + 1);
  point.fill(0, prefix + 3, prefix + 35);
  const weak = 'SEAL_SUITE_FORBIDDEN';
  return [
    made('control-message-gpg', 'SEIPD version 1 with AES-256 by gpg.', 'ACCEPTED', good),
    made(
      'mdc-stripped',
      'EFAIL: the packet is relabelled as one without integrity protection.',
      'SEAL_UNAUTHENTICATED',
      Buffer.concat([session, frame(9, data.body.subarray(1))]),
    ),
    made(
      'mdc-gadget',
      'EFAIL: a bit of the ciphertext is flipped; CFB turns it into chosen plaintext.',
      'SEAL_OPEN_FAILED',
      Buffer.concat([session, frame(18, flipped(data.body, 40))]),
    ),
    made(
      'mdc-truncated',
      'The last 22 bytes, the modification detection code, are cut off.',
      'SEAL_OPEN_FAILED',
      Buffer.concat([session, frame(18, data.body.subarray(0, -22))]),
    ),
    made(
      'small-order-point',
      'The ephemeral key of the sender is a point of small order.',
      'SEAL_OPEN_FAILED',
      Buffer.concat([point, frame(18, data.body)]),
    ),
    made(
      'point-with-spare-bit',
      'The bit of the ephemeral key that X25519 ignores is set: the message opens in a second form.',
      'SEAL_PACKET_INVALID',
      Buffer.concat([spare, frame(18, data.body)]),
    ),
    made(
      'point-with-odd-length',
      'The bit length of the ephemeral key is told one too low: lenient readers mend it.',
      'SEAL_PACKET_INVALID',
      Buffer.concat([odd, frame(18, data.body)]),
    ),
    made(
      'password-message',
      'Encrypted with a password only.',
      'SEAL_PASSWORD_PACKET',
      gpg.runGpg([...plain, '--symmetric'], payload, 'guess'),
    ),
    made(
      'password-beside-key',
      'A password opens the message too: anybody who knows it reads along.',
      'SEAL_PASSWORD_PACKET',
      gpg.runGpg([...plain, '--symmetric', '-r', 'authority', '--encrypt'], payload, 'guess'),
    ),
    made(
      'compressed',
      'Compressed content, the default of gpg.',
      'SEAL_COMPRESSED',
      gpg.runGpg(to('--compress-algo', 'zlib'), Buffer.alloc(1000, 'a')),
    ),
    made(
      'decompression-bomb',
      'A few bytes that expand to 64 MiB.',
      'SEAL_COMPRESSED',
      gpg.runGpg(to('--compress-algo', 'bzip2'), Buffer.alloc(64 * 1024 * 1024)),
    ),
    made(
      'inline-signature-gpg',
      'Signed inside the encryption: what is signed and what is shown can differ.',
      'SEAL_INLINE_SIGNATURE',
      gpg.runGpg(['-u', 'stranger', ...plain, '--sign', '-r', 'authority', '--encrypt'], payload),
    ),
    made(
      'text-literal',
      'Text mode: every program rewrites the line ends in its own way.',
      'SEAL_CONTENT_INVALID',
      gpg.runGpg(to(...plain, '--textmode'), payload),
    ),
    made(
      'hidden-recipient',
      'The recipient is hidden: every key would have to be tried.',
      'SEAL_RECIPIENT_ANONYMOUS',
      gpg.runGpg([...plain, '-R', 'authority', '--encrypt'], payload),
    ),
    made('other-recipient', 'Encrypted to another key only.', 'SEAL_RECIPIENT_UNKNOWN', toStranger),
    made(
      'recipient-relabelled',
      'Encrypted to another key, with our key id written over its own.',
      'SEAL_OPEN_FAILED',
      relabelled(toStranger, good),
    ),
    made('aes128', 'AES-128.', weak, gpg.runGpg(to(...plain, '--cipher-algo', 'AES128'), payload)),
    made(
      'triple-des',
      'Triple DES.',
      weak,
      gpg.runGpg(to(...plain, '--allow-old-cipher-algos', '--cipher-algo', '3DES'), payload),
    ),
    made(
      'old-ocb-packet',
      'The OCB packet of GnuPG (type 20), which the standard never took up.',
      'SEAL_PACKET_FORBIDDEN',
      gpg.runGpg([...to(...plain, '--force-ocb', '--output', '-'), file]),
    ),
  ];
}

function relabelled(foreign: Uint8Array, own: Uint8Array): Buffer {
  const theirs = parts(foreign);
  const changed = Buffer.from(theirs.session);
  parts(own).session.copy(changed, keyIdAt, keyIdAt, keyIdAt + 8);
  return Buffer.concat([changed, frame(theirs.data.tag, theirs.data.body)]);
}

async function byHand(sq: Sq): Promise<Vector[]> {
  const key = await encryptionKey('authority');
  const to = key.toPublic();
  const made = madeFor(key.write());
  const options = { encryptionKeys: to, format: 'binary', date: madeAt } as const;
  const sealed = async (bytes: Uint8Array, sessionKey?: SessionKey, aeadChunkSizeByte = 6) => {
    const message = await createMessage({ binary: bytes, date: madeAt });
    const given = sessionKey === undefined ? {} : { sessionKey };
    const bytesOut: unknown = await encrypt({
      ...options,
      ...given,
      message,
      config: { aeadChunkSizeByte },
    });
    return Buffer.from(bytesOut as Uint8Array);
  };
  const suite = (algorithm: SessionKey['algorithm'], aeadAlgorithm: 'ocb' | 'eax') => ({
    data: new Uint8Array(algorithm === 'aes128' ? 16 : 32).fill(7),
    algorithm,
    aeadAlgorithm,
  });
  const good = await sealed(payload);
  const { session, data } = parts(good);
  const chunked = parts(await sealed(Buffer.alloc(200, 'x'), undefined, 0));
  const version1 = parts(
    sq.encrypt(payload, (await encryptionKey('officer', false)).toPublic().write()),
  );
  const huge = Buffer.from(data.body);
  huge[3] = 40;
  const first = await literal(payload, madeAt);
  const second = await literal(Buffer.from('{"kind":"refusal"}'), madeAt);
  const inner = async (...packets: AnyPacket[]) => encryptPackets(listOf(...packets), to, madeAt);
  const signature = await signPacket(secretOf(key), first, madeAt, {
    signatureType: enums.signature.binary,
  });
  const nested = (await readMessage({ binaryMessage: good })).packets;
  const nothing = 'SEAL_CONTENT_INVALID';
  const weak = 'SEAL_SUITE_FORBIDDEN';
  const bad = 'SEAL_OPEN_FAILED';
  return [
    made('control-message-aes256-gcm', 'SEIPD version 2, AES-256-GCM.', 'ACCEPTED', good),
    made(
      'control-message-sq',
      'SEIPD version 2 by sq.',
      'ACCEPTED',
      sq.encrypt(payload, to.write()),
    ),
    made('tag-flipped', 'A bit of the final tag is flipped.', bad, flipped(good, -1)),
    made(
      'chunk-cut-off',
      'The last chunk and the final tag are cut off at a chunk border.',
      bad,
      Buffer.concat([chunked.session, frame(18, chunked.data.body.subarray(0, 36 + 2 * 80))]),
    ),
    made(
      'chunks-swapped',
      'Two chunks of the data change places.',
      bad,
      Buffer.concat([chunked.session, frame(18, swapped(chunked.data.body))]),
    ),
    made(
      'huge-chunks',
      'A chunk size of 2^46 bytes.',
      weak,
      Buffer.concat([session, frame(18, huge)]),
    ),
    made(
      'silent-aes128-ocb',
      'AES-128 with OCB, which openpgp.js writes without a word to keys that state no preference.',
      weak,
      await sealed(payload, suite('aes128', 'ocb')),
    ),
    made('eax-mode', 'AES-256 with EAX.', weak, await sealed(payload, suite('aes256', 'eax'))),
    made(
      'large-ocb',
      'OCB above 64 KiB: slow to open, a denial of service.',
      'SEAL_OCB_TOO_LARGE',
      await sealed(Buffer.alloc(65 * 1024), suite('aes256', 'ocb')),
    ),
    made(
      'downgraded-session-key',
      'A session key packet of version 6 before data of version 1.',
      'SEAL_PACKET_FORBIDDEN',
      Buffer.concat([session, frame(18, version1.data.body)]),
    ),
    made(
      'literal-before-message',
      'Plain text in front of the encrypted data, to be shown as if it had been inside.',
      'SEAL_PACKET_FORBIDDEN',
      Buffer.concat([written(second), good]),
    ),
    made(
      'literal-after-message',
      'Plain text behind the encrypted data.',
      'SEAL_PACKET_FORBIDDEN',
      Buffer.concat([good, written(second)]),
    ),
    made(
      'no-recipient',
      'Encrypted data without any session key packet.',
      'SEAL_RECIPIENT_MISSING',
      frame(18, data.body),
    ),
    made(
      'many-recipients',
      'Twenty session key packets: each would cost a decryption.',
      'SEAL_PACKET_INVALID',
      Buffer.concat([...Array<Buffer>(20).fill(session), frame(18, data.body)]),
    ),
    made('two-literals', 'Two documents inside.', nothing, await inner(first, second)),
    made('nested-message', 'An encrypted message inside.', nothing, await inner(...nested)),
    made(
      'signature-before-literal',
      'The old form of an inline signature: a signature packet, then the document.',
      'SEAL_INLINE_SIGNATURE',
      await inner(signature, first),
    ),
    made(
      'signature-only',
      'A signature inside and no document.',
      'SEAL_INLINE_SIGNATURE',
      await inner(signature),
    ),
  ];
}

function swapped(body: Uint8Array): Buffer {
  const [start, size] = [36, 80];
  return Buffer.concat([
    body.subarray(0, start),
    body.subarray(start + size, start + 2 * size),
    body.subarray(start, start + size),
    body.subarray(start + 2 * size),
  ]);
}

export async function messageVectors(gpg: Gpg, sq: Sq): Promise<Vector[]> {
  return [...byGpg(gpg), ...(await byHand(sq))];
}
