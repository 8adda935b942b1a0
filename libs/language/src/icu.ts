import { IntlMessageFormat } from 'intl-messageformat';
import { filled, isPlain, type Given } from './format.js';

const parsed = new Map<string, IntlMessageFormat>();

function messageOf(text: string, language: string): IntlMessageFormat {
  const key = `${language} ${text}`;
  const found = parsed.get(key) ?? new IntlMessageFormat(text, language, {}, { ignoreTag: true });
  parsed.set(key, found);
  return found;
}

export const formatted = (text: string, language: string, given: Given): string =>
  isPlain(text) ? filled(text, given) : String(messageOf(text, language).format(given));
