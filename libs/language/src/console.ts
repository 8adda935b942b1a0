import { type English, englishText } from './english/console.js';
import { filled, type Given, type Slots, type Value } from './format.js';
import type { Phrase } from './details.js';
import { errorTextsIn, type ErrorTexts, type ErrorTextsTable } from './error-texts.js';
import type { Language } from './languages.js';

export { type Language, languageOf, languages } from './languages.js';

export type ConsoleKey = keyof English;

export type Values<K extends ConsoleKey> = [Slots<English[K]>] extends [never]
  ? []
  : [values: Readonly<Record<Slots<English[K]>, Value>>];

export type CountKey = {
  [K in ConsoleKey]: English[K] extends `${string}, plural,${string}` ? K : never;
}[ConsoleKey];

export interface Translation {
  readonly texts: Readonly<Partial<Record<ConsoleKey, string>>>;
  /** English texts are in the error tables. */
  readonly errors: ErrorTextsTable;
  /** Says the detail of an error. English details are written where the error is made. */
  readonly phrase: (phrase: Phrase) => string;
  /** Translates a detail that was stored or printed as one English text, where it is surely ours. */
  readonly storedText: (english: string) => string;
  readonly format: (text: string, language: Language, given: Given) => string;
}

export const untranslated: Translation = {
  texts: {},
  errors: {},
  phrase: String,
  storedText: (english) => english,
  format: (text, _, given) => filled(text, given),
};

let spoken: Language = 'en';
let translated = untranslated;

export const spokenLanguage = (): Language => spoken;

export function use(language: Language, translation: Translation): void {
  spoken = language;
  translated = translation;
}

export function translationFor(key: ConsoleKey, given: Given): string | undefined {
  const text = translated.texts[key];
  return text === undefined ? undefined : translated.format(text, spoken, given);
}

/**
 * Returns a text of the command line in the language of this process. For texts with a plural, use `sayCount` of
 * `#language/count`.
 */
export function say<K extends Exclude<ConsoleKey, CountKey>>(
  key: K,
  ...[values]: Values<K>
): string {
  const given: Given = values ?? {};
  return translationFor(key, given) ?? filled(englishText(key), given);
}

export const errorTexts = (code: string, english: ErrorTexts): ErrorTexts =>
  errorTextsIn(translated.errors, code, english);

/** Returns a detail of an error in the language of this process. A detail that is no sentence of ours stays as it is. */
export const sayDetail = (detail: string | Phrase): string =>
  typeof detail === 'string' ? detail : translated.phrase(detail);

/** Says a detail that came as one English text. Translates only what is surely a text of ours. */
export const sayStoredDetail = (english: string): string => translated.storedText(english);
