import { enums, generateKey, type PrivateKey, readKey, revokeKey } from 'openpgp';
import type { Gpg } from '../../../support/openpgp-tools.js';
import { frame, listOf, unframe } from './packets.js';
import { madeAt, type Vector, vector } from './vector.js';

const made = (
  name: string,
  description: string,
  expect: string,
  certificate: Uint8Array | string,
  at?: string,
): Vector => {
  const optionalTime = at === undefined ? {} : { at };
  return vector('certificate', { name, description, expect, ...optionalTime }, { certificate });
};

async function stateKey(name: string): Promise<PrivateKey> {
  const { privateKey } = await generateKey({
    type: 'ecc',
    curve: 'curve25519Legacy',
    userIDs: { name },
    date: madeAt,
    format: 'object',
  });
  return privateKey;
}

function byAlgorithm(gpg: Gpg): Vector[] {
  const of = (algorithm: string): Buffer => {
    gpg.generate(algorithm, algorithm);
    return gpg.certificate(algorithm);
  };
  const curve = 'SEAL_CURVE_FORBIDDEN';
  gpg.generate('with-elgamal', 'rsa3072');
  gpg.runGpg(['--quick-add-key', gpg.fingerprint('with-elgamal'), 'elg2048', 'encr', 'never']);
  gpg.runGpg(['--compliance', 'gnupg', '--quick-generate-key', 'ed448', 'ed448', 'sign', 'never']);
  return [
    made('dsa-key', 'A DSA key.', 'SEAL_ALGORITHM_FORBIDDEN', of('dsa2048')),
    made(
      'elgamal-subkey',
      'An acceptable key with an ElGamal subkey to encrypt to.',
      'SEAL_ALGORITHM_FORBIDDEN',
      gpg.certificate('with-elgamal'),
    ),
    made('short-rsa', 'An RSA key of 2048 bits.', 'SEAL_RSA_SHORT', of('rsa2048')),
    made('brainpool-curve', 'A Brainpool key.', curve, of('brainpoolP256r1')),
    made('secp256k1-curve', 'A key on secp256k1.', curve, of('secp256k1')),
    made(
      'key-version-5',
      'A key of the unpublished version 5.',
      'SEAL_KEY_VERSION',
      gpg.certificate('ed448'),
    ),
  ];
}

function byHash(gpg: Gpg): Vector[] {
  const sha1 = ['--cert-digest-algo', 'SHA1'];
  gpg.runGpg([...sha1, '--quick-generate-key', 'sha1-all', 'rsa3072', 'default', 'never']);
  gpg.runGpg(['--quick-generate-key', 'sha1-subkey', 'rsa3072', 'sign', 'never']);
  const fingerprint = gpg.fingerprint('sha1-subkey');
  gpg.runGpg([...sha1, '--quick-add-key', fingerprint, 'rsa3072', 'encr', 'never']);
  const weak = 'SEAL_SELF_SIGNATURE_WEAK';
  return [
    made(
      'sha1-self-signature',
      'All self-signatures use SHA-1.',
      weak,
      gpg.certificate('sha1-all'),
    ),
    made(
      'sha1-subkey-binding',
      'Only the signature that binds the subkey uses SHA-1.',
      weak,
      gpg.certificate('sha1-subkey'),
    ),
  ];
}

function byTime(gpg: Gpg): Vector[] {
  gpg.generate('expiring', 'default', '', '1d');
  const bytes = gpg.certificate('expiring');
  const day = 86_400_000;
  const at = (days: number): string => new Date(madeAt.getTime() + days * day).toISOString();
  return [
    made('control-certificate-gpg', 'A key of gpg that lasts a day.', 'ACCEPTED', bytes),
    made('expired-key', 'The same key three days later.', 'SEAL_KEY_EXPIRED', bytes, at(3)),
    made('key-of-tomorrow', 'The same key a day before.', 'SEAL_KEY_NOT_YET_VALID', bytes, at(-1)),
  ];
}

async function byRevocation(): Promise<Vector[]> {
  const after = new Date(madeAt.getTime() + 3_600_000);
  const revoked = async (flag: enums.reasonForRevocation): Promise<Uint8Array> => {
    const key = await stateKey('revoked');
    const options = { reasonForRevocation: { flag }, date: after, format: 'binary' } as const;
    return (await revokeKey({ key, ...options })).publicKey;
  };
  const retired = await revoked(enums.reasonForRevocation.keyRetired);
  const later = new Date(after.getTime() + 1000).toISOString();
  const refused = 'SEAL_KEY_REVOKED';
  return [
    made(
      'compromised-key',
      'Revoked as compromised an hour later: refused for every time.',
      refused,
      await revoked(enums.reasonForRevocation.keyCompromised),
    ),
    made('control-retired-later', 'Retired an hour later: valid before.', 'ACCEPTED', retired),
    made('retired-key', 'Retired: refused from that moment on.', refused, retired, later),
  ];
}

async function byShape(gpg: Gpg): Promise<Vector[]> {
  gpg.generate('shape', 'default');
  const bytes = gpg.certificate('shape');
  const text = gpg.runGpg(['--armor', '--export', 'shape']);
  const [primary, ...others] = unframe(bytes);
  if (primary === undefined) throw new Error('no packet');
  const oldBody = Buffer.from(primary.body);
  oldBody[0] = 3;
  // The bit length of the first number is one too small; lenient readers correct it.
  const odd = Buffer.from(primary.body);
  const lengthAt = odd.length - 33 - 2;
  odd.writeUInt16BE(odd.readUInt16BE(lengthAt) - 1, lengthAt);
  const rest = Buffer.concat(others.map(({ tag, body }) => frame(tag, body)));
  const message = gpg.runGpg(
    ['-u', 'shape', '--compress-algo', 'none', '--sign'],
    Buffer.from('x'),
  );
  const key = await stateKey('other');
  return [
    made(
      'secret-key',
      'A secret key where a certificate belongs.',
      'SEAL_CERTIFICATE_SECRET',
      gpg.secretKey('shape'),
    ),
    made(
      'two-certificates',
      'Two certificates in one file: which one was checked?',
      'SEAL_CERTIFICATE_MULTIPLE',
      Buffer.concat([bytes, key.toPublic().write()]),
    ),
    made(
      'two-armor-blocks',
      'Two armored certificates in one file.',
      'SEAL_ARMOR_INVALID',
      Buffer.concat([text, text]),
    ),
    made(
      'key-version-3',
      'A key of version 3.',
      'SEAL_KEY_VERSION',
      Buffer.concat([frame(6, oldBody), rest]),
    ),
    made(
      'odd-number-length',
      'A number whose length is told wrongly: readers disagree about the fingerprint.',
      'SEAL_PACKET_INVALID',
      Buffer.concat([frame(6, odd), rest]),
    ),
    made(
      'number-of-no-bits',
      'A self-signature whose number has no bits: openpgp.js reads it, and throws when it writes it.',
      'SEAL_PACKET_INVALID',
      withEmptyNumber(key),
    ),
    made('message-as-certificate', 'A signed message.', 'SEAL_PACKET_FORBIDDEN', message),
    made(
      'certificate-cut-off',
      'The last byte is missing.',
      'SEAL_PACKET_INVALID',
      bytes.subarray(0, -1),
    ),
  ];
}

function withEmptyNumber(key: PrivateKey): Buffer {
  const packets = unframe(key.toPublic().write());
  const first = packets.findIndex(({ tag }) => tag === 2);
  return Buffer.concat(
    packets.map(({ tag, body }, i) => {
      // Two numbers of up to 256 bits, each after its length in bits.
      const numbers = body.length - 2 * (2 + 32);
      const rest = body.subarray(body.length - (2 + 32));
      const changed = Buffer.concat([body.subarray(0, numbers), Buffer.alloc(2), rest]);
      return frame(tag, i === first ? changed : body);
    }),
  );
}

async function byBinding(): Promise<Vector[]> {
  const victim = (await stateKey('victim')).toPublic();
  const thief = (await stateKey('thief')).toPublic();
  const [primary, userId, certification, ...subkey] = victim.toPacketList();
  const [, otherId] = thief.toPacketList();
  if (
    primary === undefined ||
    userId === undefined ||
    certification === undefined ||
    otherId === undefined
  )
    throw new Error('unexpected key');
  const foreign = thief.toPacketList().slice(-2);
  const bare = listOf(primary, userId, ...subkey).write();
  const both = await generateKey({
    type: 'ecc',
    curve: 'curve25519Legacy',
    userIDs: [{ name: 'victim' }, { name: 'second' }],
    date: madeAt,
    format: 'object',
  });
  // Parsed by the library that made it, so that only the binding is wrong.
  await readKey({ binaryKey: bare });
  const expected = 'SEAL_SELF_SIGNATURE_INVALID';
  return [
    made('unsigned-user-id', 'A user id that the key never signed.', expected, bare),
    made(
      'control-two-user-ids',
      'Two user ids, both signed by the key.',
      'ACCEPTED',
      both.publicKey.write(),
    ),
    made(
      'unsigned-second-user-id',
      "Another person's user id, unsigned, after the signed one.",
      expected,
      listOf(primary, userId, certification, otherId, ...subkey).write(),
    ),
    made(
      'swapped-second-user-id',
      "Another person's user id after the signed one, with the signature of the first.",
      expected,
      listOf(primary, userId, certification, otherId, certification, ...subkey).write(),
    ),
    made(
      'swapped-user-id',
      "Another person's user id in front of a genuine self-signature.",
      expected,
      listOf(primary, otherId, certification, ...subkey).write(),
    ),
    made(
      'foreign-subkey',
      "The thief's encryption subkey added to the victim's certificate.",
      expected,
      listOf(primary, userId, certification, ...foreign).write(),
    ),
    made(
      'unbound-subkey',
      'A subkey without any signature.',
      expected,
      listOf(primary, userId, certification, ...subkey.slice(0, 1)).write(),
    ),
  ];
}

export async function certificateVectors(gpg: Gpg): Promise<Vector[]> {
  return [
    ...byAlgorithm(gpg),
    ...byHash(gpg),
    ...byTime(gpg),
    ...(await byRevocation()),
    ...(await byShape(gpg)),
    ...(await byBinding()),
  ];
}
