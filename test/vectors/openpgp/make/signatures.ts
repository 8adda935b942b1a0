import { enums, generateKey, type PrivateKey, readPrivateKey } from 'openpgp';
import type { Gpg, Sq } from '../../../support/openpgp-tools.js';
import { listOf, literal, patched, signPacket, written } from './packets.js';
import { madeAt, type Vector, vector } from './vector.js';

const bytes = Buffer.from('{"kind":"request","purpose":"prevention"}');
const later = (days: number): string =>
  new Date(madeAt.getTime() + days * 86_400_000).toISOString();

async function stateKey(name: string): Promise<PrivateKey> {
  const made = await generateKey({
    type: 'ecc',
    curve: 'curve25519Legacy',
    userIDs: { name },
    date: madeAt,
    format: 'object',
  });
  return made.privateKey;
}

function primarySecret(key: PrivateKey) {
  const packet = key.keyPacket;
  if (!('privateParams' in packet)) throw new Error('no secret');
  return packet;
}

function byGpg(gpg: Gpg): Vector[] {
  const signer = 'officer <officer@example.org>';
  gpg.generate(signer, 'default');
  gpg.generate('rsa', 'rsa3072');
  gpg.generate('short-lived', 'default', '', '1d');
  const certificate = gpg.certificate(signer);
  const sign = (...options: string[]) =>
    gpg.runGpg(['-u', signer, ...options, '--detach-sign'], bytes);
  const good = sign();
  const inputs = (signature: Uint8Array, of = certificate) => ({
    bytes,
    signature,
    certificate: of,
  });
  const made = (name: string, description: string, expect: string, signature: Uint8Array) =>
    vector('verify', { name, description, expect }, inputs(signature));
  const rsa = ['-u', 'rsa', '--digest-algo', 'SHA1', '--detach-sign'];
  return [
    made('control-signature-gpg', 'A detached signature by gpg.', 'ACCEPTED', good),
    made(
      'control-signature-gpg-armored',
      'The same signature, armored.',
      'ACCEPTED',
      sign('--armor'),
    ),
    vector(
      'verify',
      {
        name: 'other-content',
        description: 'A genuine signature presented over other bytes.',
        expect: 'SEAL_SIGNATURE_INVALID',
      },
      { ...inputs(good), bytes: Buffer.from('{"kind":"request","purpose":"prosecution"}') },
    ),
    made(
      'text-mode-signature',
      'A text signature (type 0x01): line ends could be changed under it.',
      'SEAL_SIGNATURE_TYPE',
      sign('--textmode'),
    ),
    made(
      'two-signatures',
      'Two genuine signatures where exactly one signer is expected.',
      'SEAL_SIGNATURE_COUNT',
      Buffer.concat([good, good]),
    ),
    vector(
      'verify',
      {
        name: 'sha1-signature',
        description: 'A signature over SHA-1, for which collisions are made at will.',
        expect: 'SEAL_SIGNATURE_HASH',
      },
      inputs(gpg.runGpg(rsa, bytes), gpg.certificate('rsa')),
    ),
    vector(
      'verify',
      {
        name: 'expired-signature',
        description: 'The signature said that it would hold for one day.',
        expect: 'SEAL_SIGNATURE_EXPIRED',
        at: later(3),
      },
      inputs(sign('--default-sig-expire', '1d')),
    ),
    vector(
      'verify',
      {
        name: 'expired-key-signature',
        description: 'The key had expired at the time that counts (gpg: EXPKEYSIG, exit code 0).',
        expect: 'SEAL_KEY_EXPIRED',
        at: later(3),
      },
      inputs(
        gpg.runGpg(['-u', 'short-lived', '--detach-sign'], bytes),
        gpg.certificate('short-lived'),
      ),
    ),
    vector(
      'verify',
      {
        name: 'future-signature',
        description: 'The signature claims a time a day later than now.',
        expect: 'SEAL_SIGNATURE_FUTURE',
        at: later(-1),
      },
      inputs(good),
    ),
    made(
      'critical-notation',
      'A critical notation that no verifier here understands.',
      'SEAL_SIGNATURE_CRITICAL',
      sign('--sig-notation', '!void@example.org=yes'),
    ),
    made(
      'inline-signed-message',
      'A signed message in place of a detached signature: the data it carries is not ours.',
      'SEAL_PACKET_FORBIDDEN',
      gpg.runGpg(['-u', signer, '--compress-algo', 'none', '--sign'], bytes),
    ),
    made(
      'cleartext-framework',
      'A clear-signed message in place of a detached signature.',
      'SEAL_ARMOR_INVALID',
      gpg.runGpg(['-u', signer, '--clear-sign'], bytes),
    ),
    made(
      'text-before-armor',
      'Text before the armored block, to be read as if it were signed.',
      'SEAL_PACKET_INVALID',
      Buffer.concat([Buffer.from('Signed by the minister:\n'), sign('--armor')]),
    ),
    made(
      'text-after-armor',
      'Text after the armored block.',
      'SEAL_ARMOR_INVALID',
      Buffer.concat([sign('--armor'), Buffer.from('and forwarded by the minister\n')]),
    ),
    made(
      'signature-too-large',
      'More than 16 KiB before anything is parsed.',
      'SEAL_TOO_LARGE',
      Buffer.concat([good, Buffer.alloc(16 * 1024)]),
    ),
    made(
      'signature-version-3',
      'A signature of version 3, whose key is named by its short id.',
      'SEAL_PACKET_INVALID',
      patched(good, 0, 3),
    ),
  ];
}

function byImpostor(gpg: Gpg): Vector[] {
  gpg.generate('victim', 'default');
  gpg.generate('victim-again', 'default');
  const victim = gpg.fingerprint('victim-again');
  const forged = gpg.runGpg(['-u', 'victim', '--detach-sign'], bytes);
  const keyId = Buffer.from(gpg.fingerprint('=victim').slice(-16), 'hex');
  const at = forged.lastIndexOf(keyId);
  const patchedId = Buffer.from(forged);
  Buffer.from(victim.slice(-16), 'hex').copy(patchedId, at);
  const certificate = gpg.certificate(victim);
  const summaryOf = (name: string, description: string) => ({
    name,
    description,
    expect: 'SEAL_SIGNATURE_ISSUER',
  });
  return [
    vector(
      'verify',
      summaryOf(
        'other-signer',
        'A genuine signature, but of another key than the directory lists.',
      ),
      { bytes, signature: forged, certificate },
    ),
    vector(
      'verify',
      summaryOf(
        'unhashed-issuer-changed',
        'The unhashed key id names the expected signer, the signed fingerprint another.',
      ),
      { bytes, signature: patchedId, certificate },
    ),
  ];
}

function revoked(gpg: Gpg): Vector {
  gpg.generate('revoked', 'default');
  const signature = gpg.runGpg(['-u', 'revoked', '--detach-sign'], bytes);
  const file = `openpgp-revocs.d/${gpg.fingerprint('revoked')}.rev`;
  const text = gpg.scratch.read(file).toString().replace(':-----BEGIN', '-----BEGIN');
  gpg.runGpg(['--import'], Buffer.from(text));
  return vector(
    'verify',
    {
      name: 'revoked-key-signature',
      description: 'The key was revoked without a reason (gpg: REVKEYSIG, exit code 0).',
      expect: 'SEAL_KEY_REVOKED',
    },
    { bytes, signature, certificate: gpg.certificate('revoked') },
  );
}

async function byHand(): Promise<Vector[]> {
  const key = await stateKey('State');
  const secret = primarySecret(key);
  const data = await literal(bytes, madeAt);
  const certificate = key.toPublic().write();
  const { binary, standalone } = enums.signature;
  const anonymous = Object.create(secret, {
    getFingerprintBytes: { value: () => null },
  }) as typeof secret;
  const made = async (
    summary: Pick<Vector, 'name' | 'description' | 'expect'>,
    signatureType: enums.signature,
    signer = secret,
    date = madeAt,
  ) =>
    vector('verify', summary, {
      bytes,
      signature: written(await signPacket(signer, data, date, { signatureType })),
      certificate,
    });
  return [
    await made(
      {
        name: 'standalone-signature',
        description: 'A standalone signature (type 0x02) signs nothing but itself.',
        expect: 'SEAL_SIGNATURE_TYPE',
      },
      standalone,
    ),
    await made(
      {
        name: 'no-issuer-fingerprint',
        description: 'The signer is named by a 64-bit key id only.',
        expect: 'SEAL_SIGNATURE_ISSUER',
      },
      binary,
      anonymous,
    ),
    await made(
      {
        name: 'signed-before-the-key',
        description: 'The signature claims a time before its key existed.',
        expect: 'SEAL_KEY_NOT_YET_VALID',
      },
      binary,
      secret,
      new Date(madeAt.getTime() - 86_400_000),
    ),
    await made(
      {
        name: 'far-future-signature',
        description: 'The signature claims a time an hour later than now.',
        expect: 'SEAL_SIGNATURE_FUTURE',
      },
      binary,
      secret,
      new Date(madeAt.getTime() + 3_600_000),
    ),
  ];
}

async function bySubkey(sq: Sq): Promise<Vector[]> {
  const armored = sq.generate('victim', 'rfc4880');
  const victim = await readPrivateKey({ armoredKey: armored.toString() });
  const certificate = victim.toPublic().write();
  const signature = sq.sign(bytes, armored);
  const data = await literal(bytes, madeAt);
  const signatureType = enums.signature.binary;
  const byPrimary = await signPacket(primarySecret(victim), data, madeAt, { signatureType });

  const thief = await stateKey('thief');
  const signing = await victim.getSigningKey(undefined, madeAt);
  const bind = victim.toPublic().getKeys(signing.getKeyID())[0]?.keyPacket;
  if (bind === undefined) throw new Error('no signing subkey');
  const binding = await signPacket(primarySecret(thief), { key: thief.keyPacket, bind }, madeAt, {
    signatureType: enums.signature.subkeyBinding,
    keyFlags: Uint8Array.of(enums.keyFlags.signData),
  });
  const adopted = listOf(...thief.toPublic().toPacketList(), bind, binding).write();
  return [
    vector(
      'verify',
      {
        name: 'control-signature-sq',
        description: 'A signature by a subkey of sq.',
        expect: 'ACCEPTED',
      },
      { bytes, signature, certificate },
    ),
    vector(
      'verify',
      {
        name: 'certify-only-key',
        description: 'Signed by a primary key that may only certify.',
        expect: 'SEAL_KEY_UNUSABLE',
      },
      { bytes, signature: written(byPrimary), certificate },
    ),
    vector(
      'verify',
      {
        name: 'adopted-subkey',
        description:
          "A thief lists the victim's signing subkey as his own, without its counter-signature, to claim the document.",
        expect: 'SEAL_KEY_UNUSABLE',
      },
      { bytes, signature, certificate: adopted },
    ),
  ];
}

export async function signatureVectors(gpg: Gpg, sq: Sq): Promise<Vector[]> {
  return [
    ...byGpg(gpg),
    ...byImpostor(gpg),
    revoked(gpg),
    ...(await byHand()),
    ...(await bySubkey(sq)),
  ];
}
