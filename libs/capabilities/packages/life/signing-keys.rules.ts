import { type Entry, type EntryBodies, isEntry } from '#capabilities/directory/directory.schema';
import type { Fingerprint, MessageId } from '#kernel';
import { leafIn } from '#package';
import { keyHash, parseVerifierKey } from '#tlog';
import { sha256 } from '#wire';
import type { PlacedLeaf } from '../making/gathered.facts.js';
import type { EndedKey, SigningKey } from './life.facts.js';

/** Name of a key that signs events: SHA-256 of its 32 bytes. */
const eventKeyName = (publicKey: string): string => sha256(Buffer.from(publicKey, 'base64'));

/** Name of a key that signs notes: SHA-256 of its 32 bytes. */
export const noteKeyName = (vkey: string): string => keyHash(parseVerifierKey(vkey));

/** Keys of machines that the root of a State ended (`from` = `to`), by their names. No such key comes back. Pure. */
export const endedMachineKeys = (entries: readonly Entry[]): EndedKey[] =>
  entries.flatMap((entry): EndedKey[] => {
    if (!isEntry(entry, 'state-key') && !isEntry(entry, 'note-key') && !isEntry(entry, 'event-key'))
      return [];
    const { body } = entry;
    return body.from === body.to ? [{ key: nameOf(body), from: body.from, to: null }] : [];
  });

function nameOf(body: EntryBodies['state-key' | 'note-key' | 'event-key']): string {
  if ('vkey' in body) return noteKeyName(body.vkey);
  return 'publicKey' in body ? eventKeyName(body.publicKey) : body.fingerprint;
}

/** Signatures under a package, by the entries and times that show when they were there. */
export interface SignedParts {
  /** Leaves of the own log. */
  readonly leaves: readonly PlacedLeaf[];
  /** Outside times over the own log: each covers the entries below its size. */
  readonly times: readonly { readonly size: number; readonly at: Date }[];
  readonly messages: readonly { readonly message: MessageId; readonly signing: Fingerprint }[];
  /** Leaves of the neighbour, and the name of the key under the note that they lead to. */
  readonly receipts: readonly {
    readonly rseq: number;
    readonly leaf: Uint8Array;
    readonly log: string | null;
  }[];
  /** Names of keys whose signatures no entry of the own log shows: the time over the package alone covers them. */
  readonly others: readonly string[];
}

const carriers: readonly string[] = ['msg.send.intent', 'msg.accepted'];

/**
 * State keys, event keys and keys of logs that signed something of a package, by name, with the latest moment by which an outside time
 * shows all that the key signed; null: no time before that over the package does. A key that ends later touches nothing. Pure.
 */
export function signingKeysOf(parts: SignedParts): readonly SigningKey[] {
  const { leaves, times, messages, receipts, others } = parts;
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

/** Those keys that no end touches which the package shows itself, in the directories that go in. Pure. */
export const notEndedYet = (
  keys: readonly SigningKey[],
  ended: readonly EndedKey[],
): readonly SigningKey[] =>
  keys.filter(
    ({ key, until }) =>
      !ended.some((each) => each.key === key && (until === null || new Date(each.from) <= until)),
  );
