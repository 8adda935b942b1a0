import { english, type MessageKey } from './english.js';

/** Texts of one language, each key once. */
export type Catalogue = Readonly<Record<MessageKey, string>>;

/** Languages that are complete. */
export const catalogues = { en: english } as const satisfies Readonly<Record<string, Catalogue>>;
export type Language = keyof typeof catalogues;

/** A message in a language. Pure. */
export const say = (key: MessageKey, language: Language = 'en'): string =>
  catalogues[language][key];
