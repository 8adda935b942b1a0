import { compartments, timestamp, type Compartment, type StateCode } from '#kernel';
import type { AuthorityRecord } from '#capabilities/directory/grants.model';
import type { EntryBodies } from '#capabilities/directory/directory.schema';
import { armored, generateEncryptionKey } from '#seal';
import { keyFile } from '#trust';
import type { Certified } from '../entries.js';
import { exists } from '../files.js';
import { readHeldKey } from './held-keys.js';
import { firstEpoch, type Layout } from '../layout.js';
import { addSecret } from './replace-secret.js';
import { newestOf, spread } from './epoch-files.js';
import { storageFiles } from './storage-epochs.js';

async function makeSecrets(layout: Layout, compartment: Compartment): Promise<void> {
  const { services, name } = storageFiles(compartment);
  const newest = await newestOf(layout, { services, name });
  await spread(layout, services, name(newest?.epoch ?? firstEpoch));
  await spread(layout, services, keyFile.index(compartment));
}

// Existing key of an earlier run, which the root may have signed already, or a new one.
async function keyOf(path: string, userId: string, at: Date): Promise<Certified> {
  if (await exists(path)) {
    const { fingerprint, certificate } = await readHeldKey({ name: userId, path });
    return { fingerprint, certificate: certificate.bytes };
  }
  const key = await generateEncryptionKey({ userId, at });
  await addSecret(path, armored(key.privateKey, 'PRIVATE KEY BLOCK'));
  return key;
}

/**
 * Makes an authority's keys for the compartments that `keys` lacks. Never replaces a key in `keys`. @returns the authority's
 * new entry for the root to sign; undefined when no key is missing
 */
export async function completeKeys(
  layout: Layout,
  state: StateCode,
  { authority, name, keys, to }: AuthorityRecord,
  at: Date,
): Promise<EntryBodies['authority'] | undefined> {
  const missing = compartments.filter((each) => !keys.some((key) => key.compartment === each));
  if (missing.length === 0) return undefined;
  const made = [];
  for (const compartment of missing) {
    await makeSecrets(layout, compartment);
    const path = layout.authorityKey(authority, compartment);
    const key = await keyOf(path, `${state} ${authority} ${compartment}`, at);
    const certificate = Buffer.from(key.certificate).toString('base64');
    made.push({ compartment, fingerprint: key.fingerprint, certificate });
  }
  return { authority, name, keys: [...keys, ...made], from: timestamp(at), to };
}
