import type { Settings } from '#config';
import { timestamp, type Fingerprint, type StateCode } from '#kernel';
import type { Entry } from '#capabilities/directory/directory.schema';
import {
  addEncryptionSubkey,
  armored,
  keepSubkeys,
  signDetached,
  type GeneratedKey,
  type PrivateKey,
  type Subkey,
} from '#seal';
import type { Admin } from '#store';
import { encodeEntry, type SignedEntry } from '#wire';
import { say } from '#language/console';
import { CliError } from '../../errors.js';
import { heldKeys, readHeldKey, type HeldKey } from './held-keys.js';
import type { Layout } from '../layout.js';
import { readLinks } from '../links.js';
import { clearLeftovers, disk, replaceSecret, type Disk } from './replace-secret.js';
import {
  forgetQuiet,
  noteOutcome,
  noteQuiet,
  publishedOf,
  silentAmong,
  unopenedTo,
  type Published,
} from './subkey-records.js';

const day = 24 * 3_600_000;
export const rotationMs = 30 * day;
// Between two certificates of one key; the directory accepts no more.
const pauseMs = day;
// Time (ms) after which a neighbour that lacks the newest subkey seals nothing.
const freshnessMs = day;
// Additional life (ms) at most that a silent neighbour or an unreadable message gives an old subkey.
const patienceMs = 60 * day;
const longestHorizonMs = 340 * day;

/**
 * Times (ms) after which an old subkey is destroyed, whichever comes first. `quietMs` counts from last use, `longestMs` from
 * the successor's publication.
 */
export function horizonOf({ horizonDays }: Settings['retention']) {
  const quietMs = Math.min(horizonDays * day, longestHorizonMs);
  return { quietMs, longestMs: quietMs + patienceMs };
}
// Most subkeys in a key, so that readers of keys accept its size.
const mostSubkeys = 16;

export interface SubkeyChange {
  readonly did: 'made' | 'published' | 'destroyed';
  readonly key: string;
  readonly subkey: Fingerprint;
}

export interface Looked {
  readonly changes: readonly SubkeyChange[];
  readonly waiting: readonly { readonly key: string; readonly until: Date }[];
  readonly failed: readonly { readonly key: string; readonly error: unknown }[];
}

export interface SubkeyWorld {
  readonly layout: Layout;
  readonly state: StateCode;
  readonly root: Fingerprint;
  readonly retention: Settings['retention'];
  readonly append: (signed: SignedEntry) => Promise<unknown>;
  readonly disk?: Disk;
}

const newestOf = (subkeys: readonly Subkey[], { path }: HeldKey): Subkey => {
  const newest = subkeys.at(-1);
  if (newest === undefined)
    throw new CliError('CLI_FILE_INVALID', say('keysSubkeys.noSubkey', { path }));
  return newest;
};

/** False if the newest subkey added to the key is not in the directory; otherwise true. Pure. */
export function isPublished(
  { certificate: { subkeys, created } }: PrivateKey,
  published: readonly Published[],
): boolean {
  const newest = subkeys.at(-1);
  if (newest === undefined || newest.created <= created) return true;
  return published.some(({ certificate }) =>
    certificate.subkeys.some(({ fingerprint }) => fingerprint === newest.fingerprint),
  );
}

/** True when this key file lacks the newest published subkey. An old backup or an attacker may be the cause. Pure. */
export function isLost(key: PrivateKey, published: readonly Published[]): boolean {
  const led = published.at(-1)?.certificate.subkeys.at(-1);
  return led !== undefined && !key.parts.includes(led.fingerprint);
}

/** Makes and publishes a new encryption subkey every 30 days, and destroys old subkeys. After a crash the next run continues. */
export class Subkeys {
  readonly #changes: SubkeyChange[] = [];
  readonly #waiting: { key: string; until: Date }[] = [];
  readonly #disk: Disk;

  private constructor(
    private readonly world: SubkeyWorld,
    private readonly admin: Admin,
    private readonly silent: readonly StateCode[],
    private readonly at: Date,
  ) {
    this.#disk = world.disk ?? disk;
  }

  static async look(
    world: SubkeyWorld,
    admin: Admin,
    at: Date,
    now: 'when due' | 'now' = 'when due',
  ): Promise<Looked> {
    const peers = (await readLinks(world.layout)).map(({ peer }) => peer);
    const looking = new Subkeys(world, admin, await silentAmong(admin, peers, at), at);
    const failed: { key: string; error: unknown }[] = [];
    for (const held of await heldKeys(world.layout))
      try {
        await looking.#one(held, now === 'now');
        await noteOutcome(admin, held.name, at);
      } catch (error) {
        failed.push({ key: held.name, error });
        await noteOutcome(admin, held.name, at, { cause: error });
      }
    return { changes: looking.#changes, waiting: looking.#waiting, failed };
  }

  async #one(held: HeldKey, now: boolean): Promise<void> {
    await clearLeftovers(held.path, this.#disk);
    const before = await readHeldKey(held);
    const published = await publishedOf(this.admin, this.world, before);
    // First: a full key gets a new subkey only once old ones are gone.
    let key = await this.#retire(held, before, published);
    const last = published.at(-1)?.issuedAt;
    const until = new Date(last === undefined ? 0 : last.getTime() + pauseMs);
    const free = until <= this.at;
    if (this.#isDue(held, key, published, now)) {
      if (free) key = await this.#make(held, key);
      else this.#waiting.push({ key: held.name, until });
    }
    if (free && !isPublished(key, published)) await this.#publish(held, key);
  }

  #isDue(held: HeldKey, key: PrivateKey, published: readonly Published[], now: boolean): boolean {
    const { created } = newestOf(key.certificate.subkeys, held);
    const old = this.at.getTime() - created.getTime() >= rotationMs;
    return isPublished(key, published) && (now || old || isLost(key, published));
  }

  // Writes to the key file first: no subkey may be published that the opener does not have.
  async #make(held: HeldKey, key: PrivateKey): Promise<PrivateKey> {
    const { subkeys } = key.certificate;
    if (subkeys.length >= mostSubkeys)
      throw new CliError('CLI_SUBKEYS_MANY', `${held.path}: ${subkeys.length}`);
    // Never the same second: of two equally old subkeys senders would choose either.
    const after = newestOf(subkeys, held).created.getTime() + 1_000;
    const at = new Date(Math.max(this.at.getTime(), after));
    return this.#rewrite(held, await addEncryptionSubkey(key, at), 'made');
  }

  async #rewrite(
    held: HeldKey,
    { privateKey }: GeneratedKey,
    did: 'made' | 'destroyed',
    gone: readonly Subkey[] = [],
  ): Promise<PrivateKey> {
    await replaceSecret(held.path, armored(privateKey, 'PRIVATE KEY BLOCK'), this.#disk);
    const key = await readHeldKey(held);
    const about = did === 'made' ? [newestOf(key.certificate.subkeys, held)] : gone;
    for (const { fingerprint } of about) this.#note(did, held, fingerprint);
    return key;
  }

  // Publishes the previous subkey too: a sender whose clock is behind may use no other.
  async #publish(held: HeldKey, key: PrivateKey): Promise<void> {
    const { at, world } = this;
    const two = key.certificate.subkeys.slice(-2).map(({ fingerprint }) => fingerprint);
    const { certificate, fingerprint } = await keepSubkeys(key, two);
    const entry: Entry<'certificate'> = {
      typ: 'liaise-directory-entry',
      v: 1,
      chain: 'directory',
      state: world.state,
      kind: 'certificate',
      issuedAt: timestamp(at),
      body: { fingerprint, certificate: Buffer.from(certificate).toString('base64') },
    };
    const bytes = encodeEntry(entry);
    await world.append({ entry: bytes, signatures: [await signDetached(bytes, key, at)] });
    this.#note('published', held, newestOf(key.certificate.subkeys, held).fingerprint);
  }

  async #retire(
    held: HeldKey,
    key: PrivateKey,
    published: readonly Published[],
  ): Promise<PrivateKey> {
    const gone: Subkey[] = [];
    for (const old of key.certificate.subkeys.slice(0, -1)) {
      const follower = published.find(({ certificate }) =>
        certificate.subkeys.some(
          ({ fingerprint, created }) => created > old.created && key.parts.includes(fingerprint),
        ),
      );
      if (follower !== undefined && (await this.#isNeedless(old, follower.issuedAt)))
        gone.push(old);
    }
    if (gone.length === 0) return key;
    const kept = key.certificate.subkeys.filter((each) => !gone.includes(each));
    const fingerprints = kept.map(({ fingerprint }) => fingerprint);
    const left = await this.#rewrite(held, await keepSubkeys(key, fingerprints), 'destroyed', gone);
    for (const { fingerprint } of gone) await forgetQuiet(this.admin, fingerprint);
    return left;
  }

  async #isNeedless({ fingerprint }: Subkey, followedAt: Date): Promise<boolean> {
    const { quietMs, longestMs } = horizonOf(this.world.retention);
    const followed = this.at.getTime() - followedAt.getTime();
    if (followed >= longestMs) return true;
    const quiet =
      followed >= freshnessMs &&
      this.silent.length === 0 &&
      (await unopenedTo(this.admin, fingerprint)) === 0;
    if (!quiet) {
      await forgetQuiet(this.admin, fingerprint);
      return false;
    }
    const since = await noteQuiet(this.admin, fingerprint, this.at);
    return this.at.getTime() - since.getTime() >= quietMs;
  }

  #note(did: SubkeyChange['did'], { name }: HeldKey, subkey: Fingerprint): void {
    this.#changes.push({ did, key: name, subkey });
  }
}
