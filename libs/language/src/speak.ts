import { type Translation, untranslated, use } from './console.js';
import type { Language } from './languages.js';

const translations: Readonly<Record<Exclude<Language, 'en'>, () => Promise<Translation>>> = {
  fr: async () => {
    const translated = await import('./french/console.js');
    const { storedTextTranslator, phraseTranslator, allFrenchDetails: details } = translated;
    return {
      texts: translated.french,
      errors: translated.frenchErrors,
      phrase: phraseTranslator(details),
      storedText: storedTextTranslator(details),
      format: translated.formatted,
    };
  },
};

export const translationOf = async (language: Language): Promise<Translation> =>
  language === 'en' ? untranslated : translations[language]();

/** Sets the language of this process. Call it before other modules load, because some produce texts while loading. */
export const speak = async (language: Language): Promise<void> =>
  use(language, await translationOf(language));
