import { phrase, type AuthorityId, type Compartment, type Fingerprint } from '#kernel';
import { TrustError } from '#chains';
import { createPrivateKey, randomBytes, type KeyObject } from 'node:crypto';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { OpenpgpPurpose } from '#capabilities/directory/directory.schema';
import { unlockKey, type PrivateKey } from '#seal';
import { readKeyFile, assertSafeFolder } from './key-files.js';

export interface StorageKey {
  readonly compartment: Compartment;
  readonly epoch: number;
  readonly key: Buffer;
}

export interface HandoverKey {
  readonly epoch: number;
  readonly key: Buffer;
}

const secretBytes = 32;
const settleMs = 60_000;

export const keyFile = {
  purpose: (purpose: OpenpgpPurpose): string => `${purpose}.key`,
  authority: (authority: AuthorityId, compartment: Compartment): string =>
    `authority-${authority}-${compartment}.key`,
  event: 'event.pem',
  log: 'log.pem',
  witness: 'witness.pem',
  storage: (compartment: Compartment, epoch: number): string =>
    `storage-${compartment}-${epoch}.key`,
  index: (compartment: Compartment): string => `index-${compartment}.key`,
  pseudonym: 'pseudonym.key',
  handover: (epoch: number): string => `package-handover-${epoch}.key`,
} as const;

export function epochIn(file: string, name: (epoch: number) => string): number | undefined {
  const epoch = Number(/-([0-9]{1,9})\.key$/.exec(file)?.[1]);
  return Number.isNaN(epoch) || name(epoch) !== file ? undefined : epoch;
}

const storageNames =
  (compartment: Compartment) =>
  (epoch: number): string =>
    keyFile.storage(compartment, epoch);

export const newSecret = (): Buffer => randomBytes(secretBytes);

interface Unlocked {
  readonly file: string;
  readonly key: Promise<PrivateKey>;
}

function identityOf(path: string): string {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  if (found === undefined) throw new TrustError('KEY_MISSING', path);
  return [found.ino, found.size, found.mtimeNs].join(' ');
}

export class KeyRing {
  readonly #folder: string;
  readonly #openpgp = new Map<string, Unlocked>();
  readonly #secrets = new Map<string, Buffer>();

  constructor(keysFolder: string, service: string) {
    assertSafeFolder(keysFolder);
    this.#folder = join(keysFolder, service);
    assertSafeFolder(this.#folder);
  }

  purpose(purpose: OpenpgpPurpose, expected?: Fingerprint): Promise<PrivateKey> {
    return this.#unlock(keyFile.purpose(purpose), expected);
  }

  authority(
    authority: AuthorityId,
    compartment: Compartment,
    expected?: Fingerprint,
  ): Promise<PrivateKey> {
    return this.#unlock(keyFile.authority(authority, compartment), expected);
  }

  ed25519(name: 'event' | 'log' | 'witness'): KeyObject {
    const path = join(this.#folder, keyFile[name]);
    const pem = readKeyFile(path);
    let key: KeyObject;
    try {
      key = createPrivateKey(pem);
    } catch (cause) {
      throw new TrustError('KEY_FILE_INVALID', path, cause);
    } finally {
      pem.fill(0);
    }
    if (key.asymmetricKeyType !== 'ed25519') throw new TrustError('KEY_FILE_INVALID', path);
    return key;
  }

  /**
   * Storage key for new threads; prefers the newest key that is at least a minute old. Other services may still lack a
   * younger key. @throws TrustError as `readKeyFile`
   */
  storageKey(compartment: Compartment): StorageKey {
    return this.storageKeyOf(compartment, this.#newest(storageNames(compartment)));
  }

  /**
   * Storage key of an epoch, from memory or from its file. @throws TrustError KEY_MISSING when the file was destroyed, even
   * if the key is still in memory; others as `readKeyFile`
   */
  storageKeyOf(compartment: Compartment, epoch: number): StorageKey {
    return { compartment, epoch, key: this.#ofEpoch(keyFile.storage(compartment, epoch)) };
  }

  epochs(compartment: Compartment): readonly number[] {
    return this.#epochs(storageNames(compartment));
  }

  handoverKey(): HandoverKey {
    const epoch = this.#newest(keyFile.handover);
    return { epoch, key: this.handoverKeyOf(epoch) };
  }

  handoverKeyOf(epoch: number): Buffer {
    return this.#ofEpoch(keyFile.handover(epoch));
  }

  #ofEpoch(name: string): Buffer {
    if (!existsSync(join(this.#folder, name))) {
      this.#secrets.get(name)?.fill(0);
      this.#secrets.delete(name);
      throw new TrustError('KEY_MISSING', join(this.#folder, name));
    }
    return this.#secret(name);
  }

  #epochs(name: (epoch: number) => string): number[] {
    return readdirSync(this.#folder).flatMap((file) => epochIn(file, name) ?? []);
  }

  #newest(name: (epoch: number) => string): number {
    const epochs = this.#epochs(name).sort((a, b) => b - a);
    const settled = epochs.find(
      (epoch) => Date.now() - statSync(join(this.#folder, name(epoch))).mtimeMs >= settleMs,
    );
    return settled ?? epochs.at(-1) ?? 0;
  }

  indexKey(compartment: Compartment): Buffer {
    return this.#secret(keyFile.index(compartment));
  }

  pseudonymKey(): Buffer {
    return this.#secret(keyFile.pseudonym);
  }

  #secret(name: string): Buffer {
    const known = this.#secrets.get(name);
    if (known !== undefined) return known;
    const path = join(this.#folder, name);
    const secret = readKeyFile(path);
    if (secret.length !== secretBytes)
      throw new TrustError('KEY_FILE_INVALID', phrase`${path}: ${secretBytes} bytes`);
    this.#secrets.set(name, secret);
    return secret;
  }

  async #unlock(name: string, expected: Fingerprint | undefined): Promise<PrivateKey> {
    const path = join(this.#folder, name);
    // Identity is taken before reading, so a replacement in between is noticed at the next call.
    const file = identityOf(path);
    let known = this.#openpgp.get(name);
    if (known?.file !== file) {
      const bytes = readKeyFile(path);
      const key = unlockKey(bytes).finally(() => bytes.fill(0));
      known = { file, key };
      this.#openpgp.set(name, known);
      // Forgets a failure: a repaired file is read at the next call.
      key.catch(() => this.#openpgp.delete(name));
    }
    const unlocked = await known.key;
    if (expected !== undefined && unlocked.fingerprint !== expected)
      throw new TrustError(
        'KEY_FILE_INVALID',
        phrase`${path}: another key than the directory names`,
      );
    return unlocked;
  }
}
