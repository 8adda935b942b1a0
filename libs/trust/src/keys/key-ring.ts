import { TrustError } from '#chains';
import { createPrivateKey, randomBytes, type KeyObject } from 'node:crypto';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { AuthorityId, Compartment, Fingerprint } from '#kernel';
import type { OpenpgpPurpose } from '#capabilities/directory/directory.schema';
import { unlockKey, type PrivateKey } from '#seal';
import { readKeyFile, requireSafeFolder } from './key-files.js';

/** Key of a compartment and epoch (1, 2, 3 ... one more at each rotation) that wraps the keys of threads. */
export interface StorageKey {
  readonly compartment: Compartment;
  readonly epoch: number;
  readonly key: Buffer;
}

const secretBytes = 32;
/** How long a new storage key is only read with. */
const settleMs = 60_000;

/** Names of key files in a service's folder. */
export const keyFile = {
  /** OpenPGP secret key of a purpose, armored or binary. */
  purpose: (purpose: OpenpgpPurpose): string => `${purpose}.key`,
  /** OpenPGP secret key of an authority and compartment. */
  authority: (authority: AuthorityId, compartment: Compartment): string =>
    `authority-${authority}-${compartment}.key`,
  /** Ed25519, PKCS #8 PEM. */
  event: 'event.pem',
  log: 'log.pem',
  witness: 'witness.pem',
  /** 32 random bytes each. */
  storage: (compartment: Compartment, epoch: number): string =>
    `storage-${compartment}-${epoch}.key`,
  index: (compartment: Compartment): string => `index-${compartment}.key`,
  pseudonym: 'pseudonym.key',
  /** Under which keys of single threads reach the service that makes packages. */
  handover: 'package-handover.key',
} as const;

/** Content of a new storage, index or pseudonym key file. */
export const newSecret = (): Buffer => randomBytes(secretBytes);

/** An unlocked key and the file it was read from. */
interface Unlocked {
  readonly file: string;
  readonly key: Promise<PrivateKey>;
}

/** Tells a file from another that has taken its place. @throws TrustError KEY_MISSING */
function identityOf(path: string): string {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  if (found === undefined) throw new TrustError('KEY_MISSING', path);
  return [found.ino, found.size, found.mtimeNs].join(' ');
}

/** Private keys of one service, from `<folder>/<service>/`. Files are read when first asked for. */
export class KeyRing {
  readonly #folder: string;
  readonly #openpgp = new Map<string, Unlocked>();
  readonly #secrets = new Map<string, Buffer>();

  /** @throws TrustError KEY_MISSING, KEY_FILE_UNSAFE for the folder */
  constructor(keysFolder: string, service: string) {
    requireSafeFolder(keysFolder);
    this.#folder = join(keysFolder, service);
    requireSafeFolder(this.#folder);
  }

  /** State key of a purpose. `expected` is its fingerprint in the directory. Errors: as `readKeyFile`, SealError. */
  purpose(purpose: OpenpgpPurpose, expected?: Fingerprint): Promise<PrivateKey> {
    return this.#unlock(keyFile.purpose(purpose), expected);
  }

  /**
   * Decryption key of an authority and compartment, with the subkeys that stand in its file now: a file that was replaced
   * is read again. Errors as `purpose`.
   */
  authority(
    authority: AuthorityId,
    compartment: Compartment,
    expected?: Fingerprint,
  ): Promise<PrivateKey> {
    return this.#unlock(keyFile.authority(authority, compartment), expected);
  }

  /** Ed25519 key that signs custody events, log notes or cosignatures. @throws KEY_FILE_INVALID and as `readKeyFile` */
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
   * The storage key of the newest epoch that has stood for a minute: what new threads are wrapped with. Until then another
   * service may not have been given it. @throws as `readKeyFile`
   */
  storageKey(compartment: Compartment): StorageKey {
    const epoch = this.#settledEpoch(compartment, Date.now());
    if (epoch === undefined)
      throw new TrustError('KEY_MISSING', join(this.#folder, keyFile.storage(compartment, 0)));
    return this.storageKeyOf(compartment, epoch);
  }

  /** The storage key a thread was wrapped with. A destroyed epoch is KEY_MISSING, also when it was in memory before. */
  storageKeyOf(compartment: Compartment, epoch: number): StorageKey {
    const name = keyFile.storage(compartment, epoch);
    if (!existsSync(join(this.#folder, name))) {
      this.#secrets.get(name)?.fill(0);
      this.#secrets.delete(name);
      throw new TrustError('KEY_MISSING', join(this.#folder, name));
    }
    return { compartment, epoch, key: this.#secret(name) };
  }

  /** Epochs whose storage key is there. */
  epochs(compartment: Compartment): readonly number[] {
    const form = new RegExp(`^storage-${compartment}-([0-9]{1,9})\\.key$`);
    return readdirSync(this.#folder).flatMap((name) => {
      const epoch = form.exec(name)?.[1];
      return epoch === undefined ? [] : [Number(epoch)];
    });
  }

  #settledEpoch(compartment: Compartment, now: number): number | undefined {
    const epochs = [...this.epochs(compartment)].sort((a, b) => b - a);
    const settled = epochs.find((epoch) => {
      const path = join(this.#folder, keyFile.storage(compartment, epoch));
      return now - statSync(path).mtimeMs >= settleMs;
    });
    return settled ?? epochs.at(-1);
  }

  /** Key of the blind index of a compartment. */
  indexKey(compartment: Compartment): Buffer {
    return this.#secret(keyFile.index(compartment));
  }

  /** Key of the pseudonyms in the custody log. */
  pseudonymKey(): Buffer {
    return this.#secret(keyFile.pseudonym);
  }

  /** Wraps the key of a thread for the service that makes its package. */
  handoverKey(): Buffer {
    return this.#secret(keyFile.handover);
  }

  #secret(name: string): Buffer {
    const known = this.#secrets.get(name);
    if (known !== undefined) return known;
    const path = join(this.#folder, name);
    const secret = readKeyFile(path);
    if (secret.length !== secretBytes)
      throw new TrustError('KEY_FILE_INVALID', `${path}: ${secretBytes} bytes`);
    this.#secrets.set(name, secret);
    return secret;
  }

  async #unlock(name: string, expected: Fingerprint | undefined): Promise<PrivateKey> {
    const path = join(this.#folder, name);
    // Looked at before it is read: what replaces it in between is found at the next call.
    const file = identityOf(path);
    let known = this.#openpgp.get(name);
    if (known?.file !== file) {
      const bytes = readKeyFile(path);
      const key = unlockKey(bytes).finally(() => bytes.fill(0));
      known = { file, key };
      this.#openpgp.set(name, known);
      // A file put right is read again at the next try.
      key.catch(() => this.#openpgp.delete(name));
    }
    const unlocked = await known.key;
    if (expected !== undefined && unlocked.fingerprint !== expected)
      throw new TrustError('KEY_FILE_INVALID', `${path}: another key than the directory names`);
    return unlocked;
  }
}
