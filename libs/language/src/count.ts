import { type CountKey, translationFor, type Values } from './console.js';
import { englishText } from './english/console.js';
import type { Given } from './format.js';
import { formatted } from './icu.js';

export { formatted } from './icu.js';

/**
 * Returns a text with a plural in the language of this process. Separate from `say`, because the parser of ICU messages is
 * large.
 */
export function sayCount<K extends CountKey>(key: K, ...[values]: Values<K>): string {
  const given: Given = values ?? {};
  return translationFor(key, given) ?? formatted(englishText(key), 'en', given);
}
