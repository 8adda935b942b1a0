import { english, type MessageKey } from './english.js';
import { french } from './french.js';

/** Texts of one language, each key once. */
export type Catalogue = Readonly<Record<MessageKey, string>>;

/** Languages that are complete. */
export const catalogues = { en: english, fr: french } as const satisfies Readonly<
  Record<string, Catalogue>
>;
export type Language = keyof typeof catalogues;
export const languages = Object.keys(catalogues) as readonly Language[];

/** Languages whose texts nobody has answered for yet: what is printed in them says so. */
const awaiting: readonly Language[] = ['fr'];
export const awaitsReview = (language: Language): boolean => awaiting.includes(language);

/** Names in braces that a text has values for. */
type Slots<Text> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Slots<Rest>
  : never;
type Values<K extends MessageKey> = [Slots<(typeof english)[K]>] extends [never]
  ? []
  : [values: Readonly<Record<Slots<(typeof english)[K]>, string | number>>];
/** Keys of texts that take no values. */
export type PlainKey = { [K in MessageKey]: Values<K> extends [] ? K : never }[MessageKey];

/** A message in a language, with the values that its text names. Pure. */
export function say<K extends MessageKey>(
  key: K,
  language: Language = 'en',
  ...[values]: Values<K>
): string {
  const given: Readonly<Record<string, string | number>> = values ?? {};
  // One pass: braces in a value stay as they are.
  return catalogues[language][key].replace(/\{(\w+)\}/g, (_, name: string) => String(given[name]));
}

/** Language that the environment of a program asks for, as POSIX orders its variables; English where it is none of ours. Pure. */
export function languageOf(env: Readonly<Record<string, string | undefined>>): Language {
  const asked = [env['LC_ALL'], env['LC_MESSAGES'], env['LANG']].find(
    (each) => each !== undefined && each !== '',
  );
  const code = /^([a-z]{2,3})(?:[_.@]|$)/.exec(asked ?? '')?.[1];
  return languages.find((each) => each === code) ?? 'en';
}
