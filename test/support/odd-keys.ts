import {
  generateKey,
  PrivateKey,
  readPrivateKey,
  reformatKey,
  revokeKey,
  type SecretKeyPacket,
} from 'openpgp';
import { fingerprintOf } from '../../libs/seal/src/certificate.js';
import type { GeneratedKey } from '#seal';

/** Keys that only somebody who holds the secret can make, and that no honest program of ours makes. */

type Made = Pick<GeneratedKey, 'privateKey'>;

const secretOf = ({ privateKey }: Made) => readPrivateKey({ binaryKey: privateKey });
const written = (secret: PrivateKey): GeneratedKey => ({
  privateKey: secret.write(),
  certificate: secret.toPublic().write(),
  fingerprint: fingerprintOf(secret),
});

export async function revoked(key: Made, date: Date): Promise<GeneratedKey> {
  const secret = await secretOf(key);
  const { privateKey } = await revokeKey({ key: secret, date, format: 'object' });
  return written(privateKey);
}

/** The same key with its newest subkey revoked. */
export async function withNewestRevoked(key: Made, date: Date): Promise<GeneratedKey> {
  const secret = await secretOf(key);
  const newest = secret.subkeys.pop();
  if (newest === undefined) throw new Error('no subkey');
  secret.subkeys.push(await newest.revoke(secret.keyPacket as SecretKeyPacket, {}, date));
  return written(secret);
}

/** The same key under other names, or with an end, or both. */
export async function reformatted(
  key: Made,
  date: Date,
  change: { readonly names?: readonly string[]; readonly lifeSeconds?: number },
): Promise<GeneratedKey> {
  const secret = await secretOf(key);
  const names = change.names ?? secret.getUserIDs();
  const { privateKey } = await reformatKey({
    ...{ privateKey: secret, date, format: 'object' },
    userIDs: names.map((name) => ({ name })),
    ...(change.lifeSeconds === undefined ? {} : { keyExpirationTime: change.lifeSeconds }),
    config: { aeadProtect: true },
  });
  return written(privateKey);
}

/** The same key with a subkey that signs. */
export async function withSigningSubkey(key: Made, date: Date): Promise<GeneratedKey> {
  const secret = await secretOf(key);
  return written(await secret.addSubkey({ type: 'ecc', curve: 'ed25519Legacy', sign: true, date }));
}

/** The same key with the subkey of another, who did not agree. */
export async function withForeignSubkey(key: Made, date: Date): Promise<GeneratedKey> {
  const other = await generateKey({
    ...{ type: 'ecc', curve: 'curve25519Legacy', userIDs: { name: 'other' }, subkeys: [{}] },
    ...{ date, format: 'object' },
  });
  const secret = await secretOf(key);
  const joined = new PrivateKey(secret.toPacketList());
  joined.subkeys.push(...other.privateKey.subkeys);
  return written(joined);
}
