import {
  type BuildRecord,
  countWithheld,
  type IndexedEvent,
  carrierOf,
  type IndexedMessage,
  type IndexedReceipt,
  type IndexedToken,
  indexLimits,
  leafIn,
  PackageError,
  type PackageIndex,
  type SaidByLeaf,
} from '#package';
import { countValues } from '#stamp';
import { leafHash } from '#tlog';
import { parseSha256, type Sha256, phrase, type Detail } from '#kernel';
import { sha256 } from '#wire';
import type {
  Gathering,
  GatheringFacts,
  PlacedLeaf,
  PlacedMessage,
  PlacedReceipt,
  PlacedStamp,
} from './gathered.facts.js';
import { packageBounds } from '../packages.lists.js';
import type { Variant } from '../variants.model.js';
import {
  attachmentReason,
  documentReason,
  eventReason,
  isUnnamed,
  valueReasons,
} from './variant.rules.js';

interface Read extends PlacedLeaf {
  readonly typ: string;
  readonly chain: 'case' | 'src' | 'chan';
  readonly anchor: number | null;
  readonly said: SaidByLeaf;
}

function readLeaves(leaves: readonly PlacedLeaf[]): Read[] {
  return leaves.map(({ index, bytes, kept }) => {
    const found = leafIn(bytes, index);
    if (found === undefined) throw new PackageError('PACKAGE_LEAF_INVALID', String(index));
    const { typ, prev, anchor } = found.read;
    const size = anchor === null ? null : anchor.size;
    return { index, bytes, kept, typ, chain: prev.chain, anchor: size, said: found.said };
  });
}

export function countChain(leaves: readonly PlacedLeaf[]): { events: number; unnamed: number } {
  const chain = readLeaves(leaves).filter((leaf) => leaf.chain === 'case');
  return {
    events: chain.length + 1,
    unnamed: chain.filter(({ typ }) => isUnnamed(typ)).length,
  };
}

const tooLarge = (what: Detail): PackageError => new PackageError('PACKAGE_TOO_LARGE', what);

function assertFew(count: number, most: number, what: Detail): void {
  if (count > most) throw tooLarge(phrase`${count} ${what}, at most ${most}`);
}

function shownMessages(
  { messages }: GatheringFacts,
  read: readonly Read[],
): (PlacedMessage & { readonly carried: number })[] {
  const shown = messages.flatMap((message) => {
    const carrier = read.find(
      ({ typ, said }) => typ === carrierOf(message) && said.data['messageId'] === message.message,
    );
    return carrier === undefined ? [] : [{ ...message, carried: carrier.index }];
  });
  return shown.sort((a, b) => a.carried - b.carried);
}

class Room {
  #left: number = packageBounds.bytes;

  fits(size: number): boolean {
    if (size > this.#left) return false;
    this.#left -= size;
    return true;
  }
}

/** Returns for each message which files the package withholds. Files that do not fit into `packageBounds.bytes` are withheld. */
function withholding(
  messages: readonly PlacedMessage[],
  variant: Variant | null,
): IndexedMessage[] {
  const room = new Room();
  const documents = messages.map((message) => documentReason(variant, message));
  const originals = messages.map(
    ({ original }, i) => documents[i] === null && original !== null && room.fits(original),
  );
  return messages.map(({ direction, message, document, sha256: hash, attachments }, i) => {
    const withheld = documents[i] ?? null;
    return {
      ...{
        direction,
        message,
        document,
        ciphertext: originals[i] ?? false,
        sha256: hash,
        withheld,
      },
      hashes: attachments.map((attachment) => attachment.sha256),
      attachments: attachments.map(({ size, isErased }, k) => {
        if (isErased) return 'ERASED';
        const reason = withheld ?? attachmentReason(variant, document, k + 1);
        return reason ?? (room.fits(size) ? null : 'TOO_LARGE');
      }),
    };
  });
}

const loggedBy = (receipt: PlacedReceipt, read: readonly Read[]): Read | undefined =>
  read.find(
    ({ typ, said: { data } }) =>
      typ === 'msg.receipt.logged' &&
      data['messageId'] === receipt.message &&
      data['stage'] === receipt.stage &&
      data['rseq'] === receipt.rseq,
  );

interface PlacedAt extends IndexedReceipt {
  readonly placed: PlacedReceipt;
}

function shownReceipts(
  receipts: readonly PlacedReceipt[],
  messages: readonly PlacedMessage[],
  read: readonly Read[],
): PlacedAt[] {
  const found = receipts.flatMap((placed) => {
    const at = messages.findIndex(
      ({ direction, message }) => direction === 'OUT' && message === placed.message,
    );
    const logged = loggedBy(placed, read);
    if (at < 0 || logged === undefined) return [];
    return [{ message: at + 1, stage: placed.stage, logged: logged.index, placed }];
  });
  return found.sort((a, b) => a.logged - b.logged);
}

const hashesOf = (ders: readonly Uint8Array[]) => ders.map((der) => sha256(der));

function valuesOf(stamps: readonly PlacedStamp[]): ReadonlyMap<Sha256, number> {
  const lists = new Map(
    stamps.flatMap((stamp) => stamp.lists.map((der) => [sha256(der), der] as const)),
  );
  return new Map([...lists].map(([hash, der]) => [hash, countValues(der)]));
}

function isWithinBounds(
  stamps: readonly PlacedStamp[],
  values: ReadonlyMap<Sha256, number>,
): boolean {
  const lists = new Set(stamps.flatMap((stamp) => hashesOf(stamp.lists)));
  const certificates = new Set(stamps.flatMap(({ chain }) => hashesOf(chain)));
  return (
    stamps.length <= indexLimits.tokens &&
    lists.size <= indexLimits.certificates &&
    certificates.size <= indexLimits.certificates &&
    [...lists].reduce((sum, hash) => sum + (values.get(hash) ?? 0), 0) <= indexLimits.values
  );
}

/**
 * Chooses per time-stamp authority the newest time-stamp, and the earliest after each message. If `indexLimits` does not
 * permit all, newer time-stamps have priority.
 */
function shownStamps(facts: GatheringFacts, carried: readonly number[]): PlacedStamp[] {
  const values = valuesOf(facts.stamps);
  const within = facts.stamps.filter(
    (stamp) => stamp.size <= facts.log.size && isWithinBounds([stamp], values),
  );
  // With any revocation lists, a verifier requires one for every chain.
  const listed = within.filter(({ lists }) => lists.length > 0);
  const usable = [...(listed.length > 0 ? listed : within)].sort((a, b) => a.size - b.size);
  const wanted = new Set<PlacedStamp>();
  for (const authority of new Set(usable.map((stamp) => stamp.authority))) {
    const own = usable.filter((stamp) => stamp.authority === authority);
    const covering = carried.map((index) => own.find(({ size }) => size > index));
    for (const stamp of [own.at(-1), ...covering]) if (stamp !== undefined) wanted.add(stamp);
  }
  const kept: PlacedStamp[] = [];
  for (const stamp of [...wanted].sort((a, b) => b.size - a.size))
    if (isWithinBounds([...kept, stamp], values)) kept.push(stamp);
  return kept.sort((a, b) => a.size - b.size || (a.authority < b.authority ? -1 : 1));
}

function reasonOf(
  leaf: Read,
  messages: ReadonlySet<unknown>,
  stamped: ReadonlySet<number>,
): IndexedEvent['why'] | undefined {
  if (leaf.chain === 'case') return 'CASE';
  if (leaf.chain === 'chan') return messages.has(leaf.said.data['messageId']) ? 'LINK' : undefined;
  return stamped.has(leaf.index) ? 'TIME' : undefined;
}

interface ShownLeaf extends Read {
  readonly entry: IndexedEvent;
}

function shownEvents(
  { leaves: read, variant }: { readonly leaves: readonly Read[]; readonly variant: Variant | null },
  messages: ReadonlySet<unknown>,
  stamped: ReadonlySet<number>,
): ShownLeaf[] {
  return read
    .flatMap((leaf) => {
      const why = reasonOf(leaf, messages, stamped);
      if (why === undefined || isUnnamed(leaf.typ)) return [];
      const hash = parseSha256(Buffer.from(leafHash(leaf.bytes)).toString('hex'));
      const withheld = eventReason(variant, leaf.typ);
      const values = withheld === null ? valueReasons(variant, leaf.said.digests, leaf.kept) : [];
      return [{ ...leaf, entry: { index: leaf.index, leaf: hash, values, why, withheld } }];
    })
    .sort((a, b) => a.index - b.index);
}

/**
 * Requires that `read` holds as many of the thread's log entries as `pkg.gathered` states. Returns how many of them no
 * package may show. @throws PackageError PACKAGE_CHAIN_BROKEN if a count differs or `pkg.gathered` is missing
 */
function requireWhole({ gathered }: GatheringFacts, read: readonly Read[]): number {
  const chain = read.filter((leaf) => leaf.chain === 'case');
  const last = chain.find(({ index }) => index === gathered);
  const unnamed = chain.filter(({ typ }) => isUnnamed(typ)).length;
  const { events, unnamed: said } = last?.said.data ?? {};
  if (last?.typ !== 'pkg.gathered' || events !== chain.length || said !== unnamed)
    throw new PackageError(
      'PACKAGE_CHAIN_BROKEN',
      phrase`${chain.length} leaves, ${unnamed} unnamed`,
    );
  return unnamed;
}

const ascending = <T extends string>(values: Iterable<T>): T[] => [...new Set(values)].sort();

const tokenOf = ({ log }: GatheringFacts, { size, stamped }: PlacedStamp): IndexedToken => ({
  size,
  stamped: stamped !== null && stamped < log.size ? stamped : null,
});

function recordOf(facts: GatheringFacts, stamps: readonly PlacedStamp[]): BuildRecord {
  const { exhibit, state, authority, neighbour, link, thread, gatheredAt, gathered } = facts;
  const reader = facts.variant?.reader ?? null;
  const anchors = stamps.flatMap(({ chain }) => chain.slice(-1));
  const { origin, size, root } = facts.log;
  return {
    ...{ typ: 'liaise-package-record', v: 1, exhibit, state, authority, neighbour, reader },
    ...{ link, thread, gatheredAt, gathered, software: facts.software },
    log: { origin, size, root: Buffer.from(root).toString('base64') },
    directories: [...facts.directories].sort((a, b) => (a.state < b.state ? -1 : 1)),
    authorities: ascending(hashesOf(anchors)),
    cmsSeal: facts.cmsSeal,
  };
}

/**
 * Decides what a package contains and what it withholds. @throws PackageError PACKAGE_EMPTY, PACKAGE_TOO_LARGE,
 * PACKAGE_LEAF_INVALID, PACKAGE_CHAIN_BROKEN, PACKAGE_UNTIMED
 */
export function decideGathering(facts: GatheringFacts): Gathering {
  assertFew(facts.leaves.length, indexLimits.events, phrase`leaves`);
  const all = readLeaves(facts.leaves);
  const read = all.filter(({ index, typ }) => index <= facts.gathered || typ === 'tsa.stamped');
  const unnamed = requireWhole(facts, read);
  const messages = shownMessages(facts, read);
  if (messages.length === 0) throw new PackageError('PACKAGE_EMPTY');
  assertFew(messages.length, indexLimits.messages, phrase`messages`);
  const receipts = shownReceipts(facts.receipts, messages, read);
  assertFew(receipts.length, indexLimits.receipts, phrase`receipts`);
  const stamps = shownStamps(
    facts,
    messages.map(({ carried }) => carried),
  );
  if (stamps.length === 0)
    throw facts.stamps.length === 0
      ? new PackageError('PACKAGE_UNTIMED', phrase`no stamp of the log`)
      : tooLarge(phrase`revocation lists of the time-stamp authorities`);
  const tokens = stamps.map((stamp) => tokenOf(facts, stamp));
  const stamped = new Set(tokens.flatMap((token) => token.stamped ?? []));
  const named = new Set(messages.map(({ message }) => message));
  const events = shownEvents({ leaves: read, variant: facts.variant }, named, stamped);
  const shown = events.filter(({ entry }) => entry.withheld === null);
  const listed: Pick<PackageIndex, 'events' | 'messages'> = {
    events: events.map(({ entry }) => entry),
    messages: withholding(messages, facts.variant),
  };
  const index: PackageIndex = {
    ...{ typ: 'liaise-package-index', v: 1, ...listed, tokens },
    ...{ supersedes: facts.supersedes },
    receipts: receipts.map(({ message, stage, logged }) => ({ message, stage, logged })),
    certificates: ascending(stamps.flatMap(({ chain }) => hashesOf(chain))),
    lists: ascending(stamps.flatMap(({ lists }) => hashesOf(lists))),
    keys: ascending([facts.sealing, ...messages.map(({ signing }) => signing)]),
    ...(facts.asks.length > 0 && { asks: facts.asks }),
    withheld: countWithheld({ ...listed, unnamed }),
  };
  const record = recordOf(facts, stamps);
  const sizes = new Set([...tokens.map(({ size }) => size), ...shown.map(({ anchor }) => anchor)]);
  return {
    ...{ record, index, messages, stamps, receipts: receipts.map(({ placed }) => placed) },
    sizes: [...sizes]
      .filter((size) => size !== null)
      .filter((size) => size > 0 && size !== facts.log.size)
      .sort((a, b) => a - b),
  };
}
