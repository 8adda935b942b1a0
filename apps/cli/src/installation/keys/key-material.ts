import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { compartments, type AuthorityId, type StateCode } from '#kernel';
import { armored, generateEncryptionKey, generateStateSigningKey, type GeneratedKey } from '#seal';
import { databaseServices } from '#store';
import { formatVerifierKey, makeSigner } from '#tlog';
import { keyFile, newSecret } from '#trust';
import type { DirectoryPlan } from '../entries.js';
import { makeFolder, writeSecret } from '../files.js';
import {
  firstEpoch,
  handoverServices,
  pseudonymServices,
  storageServices,
  type Layout,
} from '../layout.js';

export interface NamedAuthority {
  readonly authority: AuthorityId;
  readonly name: string;
}

export type PublicMaterial = Pick<
  DirectoryPlan,
  'stateKeys' | 'noteKeys' | 'eventKeys' | 'authorities'
>;

export interface MaterialPlan {
  readonly state: StateCode;
  readonly logOrigin: string;
  readonly authorities: readonly NamedAuthority[];
  readonly at: Date;
}

const pem = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString();
const raw = (key: KeyObject): string =>
  Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url').toString('base64');

/**
 * Makes the gateway's keys in `keys/<service>`. Each service gets only the keys that it needs, and never a person's
 * key.
 * @returns the public keys
 */
export async function makeKeys(
  layout: Layout,
  { state, logOrigin, authorities, at }: MaterialPlan,
): Promise<PublicMaterial> {
  for (const service of databaseServices) await makeFolder(layout.path('keys', service));
  const store = (path: string, { privateKey }: GeneratedKey): Promise<void> =>
    writeSecret(path, armored(privateKey, 'PRIVATE KEY BLOCK'));
  const name = (what: string): string => `${state} ${what}`;

  const signing = await generateStateSigningKey({ userId: name('signing'), at });
  const receipts = await generateStateSigningKey({ userId: name('receipts'), at });
  const packages = await generateStateSigningKey({ userId: name('package'), at });
  const gateway = await generateEncryptionKey({ userId: name('gateway encryption'), at });
  await store(layout.key('sealer', keyFile.purpose('signing')), signing);
  await store(layout.key('sealer', keyFile.purpose('receipts')), receipts);
  await store(layout.key('evidence', keyFile.purpose('package')), packages);
  await store(layout.key('opener', keyFile.purpose('gateway-encryption')), gateway);

  const certified = [];
  for (const { authority, name: title } of authorities) {
    const keys = [];
    for (const compartment of compartments) {
      const userId = name(`${authority} ${compartment}`);
      const key = await generateEncryptionKey({ userId, at });
      await store(layout.authorityKey(authority, compartment), key);
      keys.push({ compartment, key });
    }
    certified.push({ authority, name: title, keys });
  }
  await makeSymmetric(layout);
  return {
    stateKeys: [
      { purpose: 'signing', key: signing },
      { purpose: 'receipts', key: receipts },
      { purpose: 'package', key: packages },
      { purpose: 'gateway-encryption', key: gateway },
    ],
    noteKeys: await makeNoteKeys(layout, logOrigin),
    eventKeys: await makeEventKeys(layout),
    authorities: certified,
  };
}

async function makeNoteKeys(layout: Layout, origin: string): Promise<PublicMaterial['noteKeys']> {
  const made = [
    { purpose: 'log', name: origin, use: 'note' },
    { purpose: 'witness', name: `${origin}/witness`, use: 'cosignature' },
  ] as const;
  const keys = [];
  for (const { purpose, name, use } of made) {
    const { privateKey } = generateKeyPairSync('ed25519');
    await writeSecret(layout.key('audit', keyFile[purpose]), pem(privateKey));
    const vkey = formatVerifierKey(makeSigner(name, privateKey, use).verifier);
    keys.push({ purpose, vkey });
  }
  return keys;
}

async function makeEventKeys(layout: Layout): Promise<PublicMaterial['eventKeys']> {
  const keys = [];
  for (const service of databaseServices) {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    await writeSecret(layout.key(service, keyFile.event), pem(privateKey));
    keys.push({ service, publicKey: raw(publicKey) });
  }
  return keys;
}

async function makeSymmetric(layout: Layout): Promise<void> {
  for (const compartment of compartments) {
    const storage = newSecret();
    const index = newSecret();
    for (const service of storageServices) {
      await writeSecret(layout.key(service, keyFile.storage(compartment, firstEpoch)), storage);
      await writeSecret(layout.key(service, keyFile.index(compartment)), index);
    }
  }
  const pseudonym = newSecret();
  for (const service of pseudonymServices)
    await writeSecret(layout.key(service, keyFile.pseudonym), pseudonym);
  const handover = newSecret();
  for (const service of handoverServices)
    await writeSecret(layout.key(service, keyFile.handover(firstEpoch)), handover);
}
