import { type English, englishText } from './english/console.js';
import { filled, type Given, type Slots, type Value } from './format.js';
import type { Language } from './languages.js';

export { type Language, languageOf, languages } from './languages.js';

export type ConsoleKey = keyof English;

export type Values<K extends ConsoleKey> = [Slots<English[K]>] extends [never]
  ? []
  : [values: Readonly<Record<Slots<English[K]>, Value>>];

/** Keys of the texts with a plural, which `sayCount` says. */
export type CountKey = {
  [K in ConsoleKey]: English[K] extends `${string}, plural,${string}` ? K : never;
}[ConsoleKey];

export interface Translation {
  readonly texts: Readonly<Partial<Record<ConsoleKey, string>>>;
  /**
   * Translated titles and remedies of errors, under the keys `error.CODE.title` and `error.CODE.remedy`. The English ones are
   * in the error tables.
   */
  readonly errors: Readonly<Partial<Record<string, string>>>;
  readonly format: (text: string, language: Language, given: Given) => string;
}

/** English, which has nothing to translate. */
export const untranslated: Translation = {
  texts: {},
  errors: {},
  format: (text, _, given) => filled(text, given),
};

let spoken: Language = 'en';
let translated = untranslated;

/** Language of this process. */
export const spokenLanguage = (): Language => spoken;

/** Sets the language of this process and its texts. */
export function use(language: Language, translation: Translation): void {
  spoken = language;
  translated = translation;
}

/** Text of a key in the language of this process; undefined where it is said in English. */
export function translationFor(key: ConsoleKey, given: Given): string | undefined {
  const text = translated.texts[key];
  return text === undefined ? undefined : translated.format(text, spoken, given);
}

/** Says a text of the command line in the language of this process. Plurals are said by `sayCount` of `#language/count`. */
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

/** Title and remedy of an error in the language of this process; the given English texts where they are not translated. */
export const errorTexts = (code: string, english: ErrorTexts): ErrorTexts => ({
  title: translated.errors[`error.${code}.title`] ?? english.title,
  remedy: translated.errors[`error.${code}.remedy`] ?? english.remedy,
});
