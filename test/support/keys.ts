import { armored, type GeneratedKey, type NewKey, type PrivateKey, unlockKey } from '#seal';
import {
  generateKey,
  PrivateKey as SecretKey,
  readPrivateKey,
  reformatKey,
  revokeKey,
  type SecretKeyPacket,
} from 'openpgp';
import { fingerprintOf } from '../../libs/seal/src/keys/certificate.js';
import { randomBytes, type KeyObject } from 'node:crypto';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAuthorityId, type Compartment } from '#kernel';
import { keyFile } from '#trust';
import type { TestState } from './test-state.js';

export interface TestKey extends GeneratedKey {
  readonly unlocked: PrivateKey;
}

const made = new Map<string, Promise<TestKey>>();

/** Keys are made once per process: the same name and time give the same key, whichever State it is built for. */
export function cachedKey(
  make: (options: NewKey) => Promise<GeneratedKey>,
  userId: string,
  at: Date,
): Promise<TestKey> {
  const name = `${userId} ${at.toISOString()}`;
  let key = made.get(name);
  if (key === undefined) {
    key = make({ userId, at }).then(async (generated) => ({
      ...generated,
      unlocked: await unlockKey(generated.privateKey),
    }));
    made.set(name, key);
  }
  return key;
}

/** Keys that only somebody who holds the secret can make, and that no honest program of ours makes. */

type Made = Pick<GeneratedKey, 'privateKey'>;

const secretOf = ({ privateKey }: Made) => readPrivateKey({ binaryKey: privateKey });
const written = (secret: SecretKey): GeneratedKey => ({
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
  const joined = new SecretKey(secret.toPacketList());
  joined.subkeys.push(...other.privateKey.subkeys);
  return written(joined);
}

/** Key files of every service of a State in `<folder>/keys/<service>/`, as an installation has them. */
export function writeServiceKeys(folder: string, eventKeys: ReadonlyMap<string, KeyObject>): void {
  const [pseudonym, handover] = [randomBytes(32), randomBytes(32)];
  const compartments = (['ENFORCEMENT', 'DATA_PROTECTION'] as const).map((compartment) => ({
    ...{ compartment, storage: randomBytes(32), index: randomBytes(32) },
  }));
  for (const [service, eventKey] of eventKeys) {
    const own = join(folder, 'keys', service);
    mkdirSync(own, { recursive: true, mode: 0o700 });
    const write = (name: string, bytes: Buffer | string): void => {
      writeFileSync(join(own, name), bytes, { mode: 0o600 });
      chmodSync(join(own, name), 0o600);
    };
    // The service of packages has no storage key: the key of one thread is handed over to it.
    for (const { compartment, storage, index } of service === 'evidence' ? [] : compartments) {
      write(keyFile.storage(compartment, 1), storage);
      write(keyFile.index(compartment), index);
    }
    write(keyFile.pseudonym, pseudonym);
    if (['requests', 'inbox', 'evidence'].includes(service)) write(keyFile.handover(1), handover);
    write(keyFile.event, eventKey.export({ type: 'pkcs8', format: 'pem' }).toString());
  }
}

/** The opener's key files of a State, with the subkeys that its keys have now. */
export function writeDecryptionKeys(folder: string, { keys, authorityKeys }: TestState): void {
  const own = join(folder, 'keys', 'opener');
  mkdirSync(own, { recursive: true, mode: 0o700 });
  const files = new Map([
    [keyFile.purpose('gateway-encryption'), keys['gateway-encryption'].privateKey],
  ]);
  for (const [name, { privateKey }] of authorityKeys) {
    const [authority = '', compartment = ''] = name.split(' ');
    const whose = parseAuthorityId(authority);
    files.set(keyFile.authority(whose, compartment as Compartment), privateKey);
  }
  for (const [name, bytes] of files)
    writeFileSync(join(own, name), armored(bytes, 'PRIVATE KEY BLOCK'), { mode: 0o600 });
}

/** The key by which a State seals packages, where the service of packages has it. */
export function writePackageKey(folder: string, { keys }: TestState): void {
  const file = join(folder, 'keys', 'evidence', keyFile.purpose('package'));
  writeFileSync(file, armored(keys.package.privateKey, 'PRIVATE KEY BLOCK'), { mode: 0o600 });
}
