/**
 * Letters of comparison words, without letters that languages pronounce differently. A word has four letters (11 bits) and a
 * check consonant against mishearing.
 */
const consonants = 'bdfghjklmnprstvz';
const firstVowels = 'aeio';
const secondVowels = 'ao';

export const wordBits = 11;
export const wordCount = 2 ** wordBits;

const letter = (letters: string, index: number): string => letters.charAt(index);

export function wordOf(index: number): string {
  if (!Number.isInteger(index) || index < 0 || index >= wordCount)
    throw new RangeError('word index');
  const c1 = index >> 7;
  const v1 = (index >> 5) & 3;
  const c2 = (index >> 1) & 15;
  const v2 = index & 1;
  // Changing any one of the four letters changes the sum modulo 16.
  const check = (c1 + 4 * v1 + 3 * c2 + 8 * v2) % 16;
  return [
    letter(consonants, c1),
    letter(firstVowels, v1),
    letter(consonants, c2),
    letter(secondVowels, v2),
    letter(consonants, check),
  ].join('');
}

export function wordsOfHash(hash: Uint8Array, count: number): string[] {
  if (count * wordBits > hash.length * 8) throw new RangeError('more words than the hash has bits');
  const words: string[] = [];
  let held = 0;
  let bits = 0;
  for (const octet of hash) {
    held = (held << 8) | octet;
    bits += 8;
    if (bits < wordBits) continue;
    bits -= wordBits;
    words.push(wordOf(held >> bits));
    held &= (1 << bits) - 1;
    if (words.length === count) break;
  }
  return words;
}
