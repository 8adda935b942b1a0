import { english, type MessageKey } from './english.js';
import { french } from './french.js';

export type Catalogue = Readonly<Record<MessageKey, string>>;

export const catalogues = { en: english, fr: french } as const satisfies Readonly<
  Record<string, Catalogue>
>;
export type Language = keyof typeof catalogues;
export const languages = Object.keys(catalogues) as readonly Language[];

// Languages whose texts are not reviewed; documents printed in them say so.
const awaiting: readonly Language[] = ['fr'];
export const awaitsReview = (language: Language): boolean => awaiting.includes(language);

type Slots<Text> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Slots<Rest>
  : never;
type Values<K extends MessageKey> = [Slots<(typeof english)[K]>] extends [never]
  ? []
  : [values: Readonly<Record<Slots<(typeof english)[K]>, string | number>>];
export type PlainKey = { [K in MessageKey]: Values<K> extends [] ? K : never }[MessageKey];

export function say<K extends MessageKey>(
  key: K,
  language: Language = 'en',
  ...[values]: Values<K>
): string {
  const given: Readonly<Record<string, string | number>> = values ?? {};
  // One pass: braces inside a value stay.
  return catalogues[language][key].replace(/\{(\w+)\}/g, (_, name: string) => String(given[name]));
}

/**
 * Language from the environment variables LC_ALL, LC_MESSAGES and LANG, in POSIX order. English when that language is
 * not available. Pure.
 */
export function languageOf(env: Readonly<Record<string, string | undefined>>): Language {
  const asked = [env['LC_ALL'], env['LC_MESSAGES'], env['LANG']].find(
    (each) => each !== undefined && each !== '',
  );
  const code = /^([a-z]{2,3})(?:[_.@]|$)/.exec(asked ?? '')?.[1];
  return languages.find((each) => each === code) ?? 'en';
}
