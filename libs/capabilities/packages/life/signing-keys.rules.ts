import { type Entry, type EntryBodies, isEntry } from '#capabilities/directory/directory.schema';
import type { Fingerprint, MessageId } from '#kernel';
import { leafIn } from '#package';
import { keyHash, parseVerifierKey } from '#tlog';
import { sha256 } from '#wire';
import type { PlacedLeaf } from '../making/gathered.facts.js';
import type { EndedKey, SigningKey } from './life.facts.js';

/** Name of an event key: SHA-256 of its 32 bytes. */
const eventKeyName = (publicKey: string): string => sha256(Buffer.from(publicKey, 'base64'));

/** Name of a note key: SHA-256 of its 32 bytes. */
export const noteKeyName = (vkey: string): string => keyHash(parseVerifierKey(vkey));

/** State, note and event keys that the root has ended (`from` = `to`), by name. Such a key is never certified again. */
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

/** Everything signed in a package, with the log entries and outside times that prove when the signatures existed. */
export interface SignedParts {
  readonly leaves: readonly PlacedLeaf[];
  /** Outside times of this State's log. Each proves the age of the entries with an index below `size`. */
  readonly times: readonly { readonly size: number; readonly at: Date }[];
  readonly messages: readonly { readonly message: MessageId; readonly signing: Fingerprint }[];
  /**
   * Receipts as leaves of the neighbour's log. `log` is the name of the key that signed the checkpoint over the leaf; null
   * for an unknown key.
   */
  readonly receipts: readonly {
    readonly rseq: number;
    readonly leaf: Uint8Array;
    readonly log: string | null;
  }[];
  /** Names of keys whose signatures no entry of this State's log shows. Only the time-stamp of the package proves their age. */
  readonly others: readonly string[];
}

const carriers: readonly string[] = ['msg.send.intent', 'msg.accepted'];

/**
 * Returns the State, log and service keys that signed something in a package. `until`: outside time by which all signatures
 * of the key existed; null when only the time-stamp of the package proves them.
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

/**
 * Leaves out keys whose end the directories in the package show already: keys ended by `until`, or at any time when `until`
 * is null.
 */
export const notEndedYet = (
  keys: readonly SigningKey[],
  ended: readonly EndedKey[],
): readonly SigningKey[] =>
  keys.filter(
    ({ key, until }) =>
      !ended.some((each) => each.key === key && (until === null || new Date(each.from) <= until)),
  );
