import { TrustError } from '#chains';
import { createHmac, hkdfSync } from 'node:crypto';
import type { Compartment } from '#kernel';
import { identifierOf, wordsOf } from './normalise.js';

/**
 * Fields that are searched for exactly. Names and free text are indexed word by word; the others as one, without the spaces and
 * dashes that everybody writes differently.
 */
export const tokenTypes = {
  name: 'words',
  text: 'words',
  reference: 'whole',
  plate: 'whole',
  document: 'whole',
  phone: 'whole',
  date: 'whole',
} as const;
export type TokenType = keyof typeof tokenTypes;

/** Tokens of one call, at most. */
const maxTokens = 4096;
/** Truncated: enough to find, too little to be a proof of what was indexed. */
const tokenBytes = 8;

/**
 * Keyed hashes under which words can be found without being stored: HMAC-SHA256 with a key per compartment and token type
 * (HKDF, RFC 5869), truncated to 64 bits. Equal words give equal tokens whatever their case, accents or script form;
 * each token comes once. Equality and frequency stay visible to a reader of the database.
 * @throws TrustError INDEX_LIMIT
 */
export function indexTokens(
  indexKey: Uint8Array,
  compartment: Compartment,
  type: TokenType,
  texts: readonly string[],
): Buffer[] {
  const words = new Set(
    texts.flatMap((text) => (tokenTypes[type] === 'words' ? wordsOf(text) : identifierOf(text))),
  );
  if (words.size > maxTokens) throw new TrustError('INDEX_LIMIT', `${maxTokens} words`);
  return hashed(typeKey(indexKey, `liaise-index-v1:${compartment}:${type}`), [...words]);
}

/**
 * The same of marks that say that two requests are about one person or thing: each in its one form already, hashed whole,
 * under keys of their own. One token for each value, in order.
 */
export const markTokens = (
  indexKey: Uint8Array,
  compartment: Compartment,
  type: string,
  values: readonly string[],
): Buffer[] => hashed(typeKey(indexKey, `liaise-mark-v1:${compartment}:${type}`), values);

const hashed = (key: Buffer, values: readonly string[]): Buffer[] =>
  values.map((value) =>
    createHmac('sha256', key).update(value, 'utf8').digest().subarray(0, tokenBytes),
  );

/** Derived once for each key object; gone with it. */
const derived = new WeakMap<Uint8Array, Map<string, Buffer>>();

function typeKey(indexKey: Uint8Array, info: string): Buffer {
  const known = derived.get(indexKey) ?? new Map<string, Buffer>();
  derived.set(indexKey, known);
  const key =
    known.get(info) ?? Buffer.from(hkdfSync('sha256', indexKey, new Uint8Array(), info, 32));
  known.set(info, key);
  return key;
}
