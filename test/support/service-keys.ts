import { randomBytes, type KeyObject } from 'node:crypto';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAuthorityId, type Compartment } from '#kernel';
import { armored, type PrivateKey } from '#seal';
import { keyFile, type KeyRing } from '#trust';
import type { TestState } from './test-state.js';

/** Key files of every service of a State in `<folder>/keys/<service>/`, as an installation has them. */
export function writeServiceKeys(folder: string, eventKeys: ReadonlyMap<string, KeyObject>): void {
  const pseudonym = randomBytes(32);
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
    for (const { compartment, storage, index } of compartments) {
      write(keyFile.storage(compartment, 1), storage);
      write(keyFile.index(compartment), index);
    }
    write(keyFile.pseudonym, pseudonym);
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

/** Decryption keys of a State as their files are now. */
export function decryptionKeys(ring: KeyRing, { authorityKeys }: TestState): Promise<PrivateKey[]> {
  const names = [...authorityKeys.keys()].map((name) => name.split(' '));
  return Promise.all([
    ring.purpose('gateway-encryption'),
    ...names.map(([authority = '', compartment = '']) =>
      ring.authority(parseAuthorityId(authority), compartment as Compartment),
    ),
  ]);
}
