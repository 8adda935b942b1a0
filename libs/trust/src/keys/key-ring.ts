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

/** Key of an epoch that wraps keys of single threads for the service that makes their packages. */
export interface HandoverKey {
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
  handover: (epoch: number): string => `package-handover-${epoch}.key`,
} as const;

/** Number of the epoch in the name of a key file that `name` makes; undefined for any other file. Pure. */
export function epochIn(file: string, name: (epoch: number) => string): number | undefined {
  const epoch = Number(/-([0-9]{1,9})\.key$/.exec(file)?.[1]);
  return Number.isNaN(epoch) || name(epoch) !== file ? undefined : epoch;
}

const storageNames =
  (compartment: Compartment) =>
  (epoch: number): string =>
    keyFile.storage(compartment, epoch);

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
    return this.storageKeyOf(compartment, this.#newest(storageNames(compartment)));
  }

  /** The storage key a thread was wrapped with. A destroyed epoch is KEY_MISSING, also when it was in memory before. */
  storageKeyOf(compartment: Compartment, epoch: number): StorageKey {
    return { compartment, epoch, key: this.#ofEpoch(keyFile.storage(compartment, epoch)) };
  }

  /** Epochs whose storage key is there. */
  epochs(compartment: Compartment): readonly number[] {
    return this.#epochs(storageNames(compartment));
  }

  /** Key under which keys of threads are handed over; settled and refused as `storageKey`. */
  handoverKey(): HandoverKey {
    const epoch = this.#newest(keyFile.handover);
    return { epoch, key: this.handoverKeyOf(epoch) };
  }

  /** Key under which a key of a thread was handed over. A destroyed epoch is KEY_MISSING, as of storage keys. */
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

  /** The newest epoch that has stood for a minute; the oldest where none has; 0 where there is none. */
  #newest(name: (epoch: number) => string): number {
    const epochs = this.#epochs(name).sort((a, b) => b - a);
    const settled = epochs.find(
      (epoch) => Date.now() - statSync(join(this.#folder, name(epoch))).mtimeMs >= settleMs,
    );
    return settled ?? epochs.at(-1) ?? 0;
  }

  /** Key of the blind index of a compartment. */
  indexKey(compartment: Compartment): Buffer {
    return this.#secret(keyFile.index(compartment));
  }

  /** Key of the pseudonyms in the custody log. */
  pseudonymKey(): Buffer {
    return this.#secret(keyFile.pseudonym);
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
