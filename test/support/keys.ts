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
import {
  createHash,
  generateKeyPairSync,
  randomBytes,
  sign as signBytes,
  type KeyObject,
} from 'node:crypto';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Sealer } from '#cms';
import { parseAuthorityId, type Compartment } from '#kernel';
import { der, integer, objectId, octetString, pemOf, sequence, setOf } from '#stamp';
import { keyFile } from '#trust';
import type { TestState } from './test-state.js';

export interface TestKey extends GeneratedKey {
  readonly unlocked: PrivateKey;
}

const made = new Map<string, Promise<TestKey>>();
const sharedMs = 10 * 60_000;

/**
 * Makes a key once per name of `make`, `userId` and ten minutes before `at`, so that the suites of a process share it. Different
 * States can share a key, too; another key needs another `userId`.
 */
export function cachedKey(
  make: (options: NewKey) => Promise<GeneratedKey>,
  userId: string,
  at: Date,
): Promise<TestKey> {
  const time = new Date(Math.floor(at.getTime() / sharedMs) * sharedMs);
  const name = `${make.name} ${userId} ${time.toISOString()}`;
  let key = made.get(name);
  if (key === undefined) {
    key = make({ userId, at: time }).then(async (generated) => ({
      ...generated,
      unlocked: await unlockKey(generated.privateKey),
    }));
    made.set(name, key);
    // Not to fail each later suite, too.
    key.catch(() => made.delete(name));
  }
  return key;
}

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

export async function withNewestRevoked(key: Made, date: Date): Promise<GeneratedKey> {
  const secret = await secretOf(key);
  const newest = secret.subkeys.pop();
  if (newest === undefined) throw new Error('no subkey');
  secret.subkeys.push(await newest.revoke(secret.keyPacket as SecretKeyPacket, {}, date));
  return written(secret);
}

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

export async function withSigningSubkey(key: Made, date: Date): Promise<GeneratedKey> {
  const secret = await secretOf(key);
  return written(await secret.addSubkey({ type: 'ecc', curve: 'ed25519Legacy', sign: true, date }));
}

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
    // The evidence service has no storage key: it gets the key of one thread.
    for (const { compartment, storage, index } of service === 'evidence' ? [] : compartments) {
      write(keyFile.storage(compartment, 1), storage);
      write(keyFile.index(compartment), index);
    }
    write(keyFile.pseudonym, pseudonym);
    if (['requests', 'inbox', 'evidence'].includes(service)) write(keyFile.handover(1), handover);
    write(keyFile.event, eventKey.export({ type: 'pkcs8', format: 'pem' }).toString());
  }
}

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

export function writePackageKey(folder: string, { keys }: TestState): void {
  const file = join(folder, 'keys', 'evidence', keyFile.purpose('package'));
  writeFileSync(file, armored(keys.package.privateKey, 'PRIVATE KEY BLOCK'), { mode: 0o600 });
}

const named = (name: string): Buffer =>
  sequence(setOf(sequence(objectId('2.5.4.3'), der(0x0c, Buffer.from(name)))));
const time = (day: string): Buffer =>
  der(0x17, Buffer.from(`${day.slice(2).replaceAll('-', '')}000000Z`));
const ecdsa = sequence(objectId('1.2.840.10045.4.3.2'));
const yes = der(0x01, Buffer.from([0xff]));
const extension = (id: string, value: Buffer): Buffer =>
  sequence(objectId(id), yes, octetString(value));

const keyUsage = (unused: number, bits: number): Buffer =>
  extension('2.5.29.15', der(0x03, Buffer.from([unused, bits])));
const ofAuthority = [extension('2.5.29.19', sequence(yes)), keyUsage(2, 0x04)];
const uses = { signs: keyUsage(6, 0x40), encrypts: keyUsage(5, 0x20) } as const;

interface Issuing {
  readonly name: string;
  readonly publicKey: KeyObject;
  readonly issuer: string;
  readonly by: KeyObject;
  readonly from: string;
  readonly until: string;
  readonly extensions: readonly Buffer[];
}

// X.509 version 3 certificate; its serial number begins the hash of its key.
function issued({ name, publicKey, issuer, by, from, until, extensions }: Issuing): Buffer {
  const key = publicKey.export({ type: 'spki', format: 'der' });
  const serial = createHash('sha256').update(key).update(issuer).digest().subarray(0, 8);
  serial[0] = ((serial[0] ?? 0) & 0x3f) | 0x40;
  const body = sequence(
    ...[der(0xa0, integer(2)), der(0x02, serial), ecdsa, named(issuer)],
    ...[sequence(time(from), time(until)), named(name), key],
    der(0xa3, sequence(...extensions)),
  );
  const bits = der(0x03, Buffer.from([0]), signBytes('sha256', body, by));
  return sequence(body, ecdsa, bits);
}

const p256 = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });

const signing =
  (key: KeyObject): Sealer['sign'] =>
  (bytes, hash) =>
    Promise.resolve(signBytes(hash, bytes, key));

export function aSealer(): Sealer {
  const { privateKey, publicKey } = p256();
  const own = issued({
    ...{ name: 'Authority', issuer: 'Authority', publicKey, by: privateKey },
    ...{ from: '2020-01-01', until: '2049-01-01', extensions: [uses.signs] },
  });
  return { chain: [own], sign: signing(privateKey) };
}

interface Differences {
  readonly from?: string;
  readonly until?: string;
  readonly use?: keyof typeof uses;
  readonly isPowerless?: boolean;
}

export function aChainedSealer({
  from = '2020-01-01',
  until = '2049-01-01',
  use = 'signs',
  isPowerless = false,
}: Differences = {}): Sealer {
  const [root, own] = [p256(), p256()];
  const ca = { issuer: 'Issuing authority', by: root.privateKey };
  const above = issued({
    ...{ ...ca, name: ca.issuer, publicKey: root.publicKey, from: '2020-01-01' },
    ...{ until: '2049-01-01', extensions: isPowerless ? [uses.signs] : ofAuthority },
  });
  const below = issued({
    ...{ ...ca, name: 'Border police', publicKey: own.publicKey, from, until },
    extensions: [uses[use]],
  });
  return { chain: [below, above], sign: signing(own.privateKey) };
}

export const chainPem = ({ chain }: Sealer): string =>
  chain.map((each) => pemOf(each, 'CERTIFICATE')).join('');
