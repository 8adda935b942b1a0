import { phrase, type Compartment } from '#kernel';
import { TrustError } from '#chains';
import { createHmac, hkdfSync } from 'node:crypto';
import { identifierOf, numbersIn, wordsOf } from './normalise.js';

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

const maxTokens = 4096;
/** Length of a search token in bytes. With 64 bits, two different words hardly ever get the same token. */
const tokenBytes = 8;

/**
 * Search tokens: HMAC-SHA256 of normalised words, with one key for each compartment and `type`. A reader of the database sees
 * equal tokens and their frequency, but no words. @throws TrustError INDEX_LIMIT above 4,096 words
 */
export function indexTokens(
  indexKey: Uint8Array,
  compartment: Compartment,
  type: TokenType,
  texts: readonly string[],
): Buffer[] {
  const words = new Set(
    texts.flatMap((text) =>
      tokenTypes[type] === 'words' ? [...wordsOf(text), ...numbersIn(text)] : identifierOf(text),
    ),
  );
  if (words.size > maxTokens) throw new TrustError('INDEX_LIMIT', phrase`${maxTokens} words`);
  return hashed(typeKey(indexKey, `liaise-index-v1:${compartment}:${type}`), [...words]);
}

export const matchKeyTokens = (
  indexKey: Uint8Array,
  compartment: Compartment,
  type: string,
  values: readonly string[],
): Buffer[] => hashed(typeKey(indexKey, `liaise-mark-v1:${compartment}:${type}`), values);

const hashed = (key: Buffer, values: readonly string[]): Buffer[] =>
  values.map((value) =>
    createHmac('sha256', key).update(value, 'utf8').digest().subarray(0, tokenBytes),
  );

const derived = new WeakMap<Uint8Array, Map<string, Buffer>>();

function typeKey(indexKey: Uint8Array, info: string): Buffer {
  const known = derived.get(indexKey) ?? new Map<string, Buffer>();
  derived.set(indexKey, known);
  const key =
    known.get(info) ?? Buffer.from(hkdfSync('sha256', indexKey, new Uint8Array(), info, 32));
  known.set(info, key);
  return key;
}
