import { type Translation, untranslated, use } from './console.js';
import type { Language } from './languages.js';

const translations: Readonly<Record<Exclude<Language, 'en'>, () => Promise<Translation>>> = {
  fr: async () => {
    const { formatted, french, frenchErrors } = await import('./french/console.js');
    return { texts: french, errors: frenchErrors, format: formatted };
  },
};

/** Loads the texts of the command line in a language. */
export const translationOf = async (language: Language): Promise<Translation> =>
  language === 'en' ? untranslated : translations[language]();

/** Sets the language of this process. A program calls it first: some texts are said while its modules load. */
export const speak = async (language: Language): Promise<void> =>
  use(language, await translationOf(language));
