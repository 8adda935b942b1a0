import { type English, englishText } from './english/console.js';
import { filled, type Given, type Slots, type Value } from './format.js';
import type { Sentence } from './details.js';
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
  /**
   * Translated titles and remedies of errors, under the keys `error.CODE.title` and `error.CODE.remedy`. English texts are in
   * the error tables.
   */
  readonly errors: Readonly<Partial<Record<string, string>>>;
  /** Says the detail of an error. English details are written where the error is made. */
  readonly sentence: (sentence: Sentence) => string;
  /** Translates a detail that was stored as one English text, where it is surely ours. */
  readonly detail: (english: string) => string;
  readonly format: (text: string, language: Language, given: Given) => string;
}

export const untranslated: Translation = {
  texts: {},
  errors: {},
  sentence: String,
  detail: (english) => english,
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

interface ErrorTexts {
  readonly title: string;
  readonly remedy: string;
}

export const errorTexts = (code: string, english: ErrorTexts): ErrorTexts => ({
  title: translated.errors[`error.${code}.title`] ?? english.title,
  remedy: translated.errors[`error.${code}.remedy`] ?? english.remedy,
});

/** Returns a detail of an error in the language of this process. A detail that is no sentence of ours stays as it is. */
export const sayDetail = (detail: string | Sentence): string =>
  typeof detail === 'string' ? detail : translated.sentence(detail);

export const storedDetail = (english: string): string => translated.detail(english);
