import { type Entry, type EntryBodies, isEntry } from '#capabilities/directory/directory.schema';
import { type Fingerprint, type MessageId, timestamp } from '#kernel';
import { leafIn } from '#package';
import { ed25519PublicKey, keyHash, parseVerifierKey } from '#tlog';
import type { PlacedLeaf } from '../making/gathered.facts.js';
import { carriers } from '../packages.lists.js';
import type { FrozenKey, KeyEnd, SigningKey } from './life.facts.js';

export const noteKeyName = (vkey: string): string => keyHash(parseVerifierKey(vkey));

/**
 * Returns State, note and event keys that are withdrawn for ever, so `to` is null. A withdrawal entry has equal `from` and
 * `to`.
 */
export const endedMachineKeys = (entries: readonly Entry[]): KeyEnd[] =>
  entries.flatMap((entry): KeyEnd[] => {
    if (!isEntry(entry, 'state-key') && !isEntry(entry, 'note-key') && !isEntry(entry, 'event-key'))
      return [];
    const { body } = entry;
    return body.from === body.to ? [{ key: nameOf(body), from: body.from, to: null }] : [];
  });

function nameOf(body: EntryBodies['state-key' | 'note-key' | 'event-key']): string {
  if ('vkey' in body) return noteKeyName(body.vkey);
  return 'publicKey' in body
    ? keyHash({ publicKey: ed25519PublicKey(Buffer.from(body.publicKey, 'base64')) })
    : body.fingerprint;
}

/** Returns former root keys of a State as ended in 1970. No signature by a former root counts. */
export const endedRoots = (former: readonly Fingerprint[]): KeyEnd[] =>
  former.map((key) => ({ key, from: timestamp(new Date(0)), to: null }));

export interface SignedParts {
  /** Leaves of this State's log, including those about the health of the services. */
  readonly leaves: readonly PlacedLeaf[];
  /** Time-stamps of this State's log. Each proves that the entries with an index below `size` existed at `at`. */
  readonly times: readonly { readonly size: number; readonly at: Date }[];
  readonly messages: readonly { readonly message: MessageId; readonly signing: Fingerprint }[];
  /**
   * Receipts as leaves of the neighbour's log. `log`: key that signed the neighbour's checkpoint over the leaf; null if
   * unknown.
   */
  readonly receipts: readonly {
    readonly rseq: number;
    readonly leaf: Uint8Array;
    readonly log: string | null;
  }[];
  /** Keys that signed the time-stamped checkpoints of this State's log. `until`: time of the time-stamp. */
  readonly notes: readonly SigningKey[];
  /**
   * Names of keys with signatures that this State's log does not record. Only the package's time-stamp dates these
   * signatures.
   */
  readonly others: readonly string[];
}

/** Returns the State, log and service keys that signed. `until` is null for a key with an undated signature. */
export function signingKeysOf(parts: SignedParts): readonly SigningKey[] {
  const { leaves, times, messages, receipts, notes, others } = parts;
  const carried = new Map<unknown, number>();
  const logged = new Map<unknown, number>();
  const read = leaves.flatMap(({ index, bytes }) => {
    const leaf = leafIn(bytes, index);
    if (leaf === undefined) return [];
    const { typ, key } = leaf.read;
    if (carriers.includes(typ)) carried.set(leaf.said.data['messageId'], index);
    if (typ === 'msg.receipt.logged') logged.set(leaf.said.data['rseq'], index);
    return [{ index, key }];
  });
  const shownAt = (index: number | undefined): Date | null => {
    const covering = index === undefined ? [] : times.filter(({ size }) => size > index);
    return covering.length === 0 ? null : new Date(Math.min(...covering.map(({ at }) => +at)));
  };
  const signed = [
    ...read.map(({ index, key }) => ({ key, until: shownAt(index) })),
    ...messages.map(({ message, signing }) => ({
      ...{ key: signing, until: shownAt(carried.get(message)) },
    })),
    ...receipts.flatMap(({ rseq, leaf, log }) => {
      const until = shownAt(logged.get(rseq));
      const key = leafIn(leaf, rseq)?.read.key;
      return [key, log].flatMap((each) => (each == null ? [] : [{ key: each, until }]));
    }),
    ...notes,
    ...others.map((key) => ({ key, until: null })),
  ];
  const latest = new Map<string, Date | null>();
  for (const { key, until } of signed) {
    const known = latest.get(key);
    if (known === undefined || until === null || (known !== null && known < until))
      latest.set(key, until);
  }
  return [...latest]
    .map(([key, until]) => ({ key, until }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

export const withShownEnds = (
  keys: readonly SigningKey[],
  ended: readonly KeyEnd[],
): readonly FrozenKey[] =>
  keys.map((each) => {
    const ends = ended.filter(({ key }) => key === each.key).map(({ from }) => +new Date(from));
    return { ...each, shownEnd: ends.length === 0 ? null : new Date(Math.min(...ends)) };
  });
