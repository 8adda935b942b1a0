import type { GivenProfile } from '#admissibility';
import type { AuthorityAsked } from '#capabilities/time-stamps/request-stamps.jobs';
import type { AuthorityTrusted } from '#capabilities/time-stamps/accept-stamps.jobs';
import { cmsSealOf, type Sealer } from '#cms';
import type { ErasureFile, Journal } from '#journal';
import { isCoded, timestamp, phrase } from '#kernel';
import type { ObjectStore } from '#objects';
import {
  type DirectoryEnd,
  type IndexedAsk,
  leafIn,
  PackageError,
  type PackageIndex,
} from '#package';
import type { Store, Tx } from '#store';
import { type KeyRing, TrustError, type TrustStore } from '#trust';
import { loadRows, openMessages, type OpenedMessage, type PackedRows } from './gathering.facts.js';
import { gatheringRows, type PackedStamp } from './gathering.rows.js';
import type { Gathering, PlacedLeaf, PlacedStamp } from './gathered.facts.js';
import { decideGathering } from './gathering.rules.js';
import { unwrapForPackage } from '../handover.rows.js';
import { carriers } from '../packages.lists.js';
import { type OpenPackage, supersedesOf } from '../packages.rows.js';
import { parseVariant, type Variant } from '../variants.model.js';

export interface PackingParts {
  readonly store: Store;
  readonly trust: TrustStore;
  readonly journal: Journal;
  readonly keys: KeyRing;
  readonly erased: Pick<ErasureFile, 'has'>;
  readonly objects: ObjectStore;
  readonly authorities: readonly (AuthorityAsked & AuthorityTrusted)[];
  /** Witness policy of this State; undefined when none is configured. */
  readonly policy: string | undefined;
  readonly outside: readonly string[];
  readonly sealer: Sealer | undefined;
  readonly profile: GivenProfile;
  readonly origin: string;
  readonly software: string;
}

export interface GatheringEnd {
  readonly gathered: number;
  readonly gatheredAt: Date;
  readonly size: number;
  readonly root: Uint8Array;
  readonly directories: readonly DirectoryEnd[];
  readonly tokens?: PackageIndex['tokens'];
  readonly asks: readonly IndexedAsk[];
}

export interface Gathered {
  readonly gathering: Gathering;
  readonly rows: PackedRows;
  readonly opened: ReadonlyMap<string, OpenedMessage>;
  readonly stamps: ReadonlyMap<PlacedStamp, PackedStamp>;
  readonly leaves: readonly PlacedLeaf[];
}

/** Error codes when the key that encrypts `threadKey` is lost or was replaced. */
const replaced: readonly string[] = ['KEY_MISSING', 'STORAGE_CORRUPT'];

/**
 * Decrypts the thread key stored when a package was requested. Requests after the thread's erasure store a random key
 * instead. @throws PackageError PACKAGE_CHANGED if the thread was erased after the request, or if the key is lost or cannot
 * be decrypted
 */
export function threadKeyOf({ keys, erased }: PackingParts, asked: OpenPackage): Uint8Array {
  if (asked.threadKey === null || erased.has(asked.thread) !== asked.isOfErased)
    throw new PackageError('PACKAGE_CHANGED', 'thread');
  try {
    return unwrapForPackage(asked.threadKey, asked, keys.handoverKeyOf(asked.keyEpoch));
  } catch (error) {
    if (!(error instanceof TrustError) || !replaced.includes(error.code)) throw error;
    throw new PackageError('PACKAGE_CHANGED', phrase`key of the hand-over`, error);
  }
}

export function contentKeyOf(parts: PackingParts, asked: OpenPackage): Uint8Array | null {
  const key = threadKeyOf(parts, asked);
  return asked.isOfErased ? null : key;
}

export function variantOf({ variant }: OpenPackage): Variant | null {
  try {
    return variant === null ? null : parseVariant(variant);
  } catch (error) {
    if (!isCoded(error)) throw error;
    throw new PackageError('PACKAGE_CHANGED', 'variant', error);
  }
}

const carriedAt = (leaves: readonly PlacedLeaf[]): number[] =>
  leaves.flatMap(({ index, bytes }) =>
    carriers.includes(leafIn(bytes, index)?.read.typ ?? '') ? [index] : [],
  );

const chosen = (stamps: readonly PackedStamp[], tokens: GatheringEnd['tokens']): PackedStamp[] =>
  stamps.filter(
    (stamp) =>
      tokens?.some(({ size, stamped }) => size === stamp.size && stamped === stamp.stamped) ?? true,
  );

/**
 * Loads the material up to `end` and decides the contents. The same `end` gives the same contents until something is erased
 * or recalled. @throws PackageError
 */
export async function gatherUpTo(
  tx: Tx,
  parts: PackingParts,
  asked: OpenPackage,
  end: GatheringEnd,
): Promise<Gathered> {
  const { trust, origin, software } = parts;
  const key = contentKeyOf(parts, asked);
  const variant = variantOf(asked);
  const rows = await loadRows(tx, { thread: asked.thread, key, opensValues: variant !== null });
  const found = await gatheringRows.stamps(tx, end.size, carriedAt(rows.leaves));
  const opened = await openMessages(key, rows);
  const gatheredAt = timestamp(end.gatheredAt);
  const sealing = trust.own().stateKey('package', gatheredAt);
  if (sealing === undefined) throw new PackageError('PACKAGE_REFUSED', phrase`no package key`);
  const stamps = new Map(chosen(found, end.tokens).map((stamp) => [placedStamp(stamp), stamp]));
  const outside = [...stamps.values()].flatMap(({ stamped, leaf }) =>
    stamped === null ? [] : [{ index: stamped, bytes: leaf, kept: [] }],
  );
  const leaves = [...rows.leaves, ...outside];
  const gathering = decideGathering({
    supersedes: supersedesOf(asked),
    ...{ exhibit: asked.exhibit, state: trust.state, authority: asked.authority },
    ...{ neighbour: rows.thread.peer, link: rows.thread.linkId, thread: asked.thread },
    ...{ gatheredAt, gathered: end.gathered, software, leaves, variant },
    log: { origin, size: end.size, root: end.root },
    ...{ directories: end.directories, sealing: sealing.fingerprint },
    cmsSeal: parts.sealer === undefined ? null : cmsSealOf(parts.sealer),
    messages: [...opened.values()].map(({ placed }) => placed),
    ...{ receipts: rows.receipts, stamps: [...stamps.keys()], asks: end.asks },
  });
  return { gathering, rows, opened, stamps, leaves };
}

const placedStamp = ({ authority, size, stamped, chain, lists }: PackedStamp): PlacedStamp => ({
  ...{ authority, size, stamped, chain, lists },
});
