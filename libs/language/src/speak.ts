import { type Translation, untranslated, use } from './console.js';
import type { Language } from './languages.js';

const translations: Readonly<Record<Exclude<Language, 'en'>, () => Promise<Translation>>> = {
  fr: async () => {
    const translated = await import('./french/console.js');
    const { detailsIn, sentencesIn, frenchDetails, frenchComposedDetails } = translated;
    const details = { ...frenchComposedDetails, ...frenchDetails };
    return {
      texts: translated.french,
      errors: translated.frenchErrors,
      sentence: sentencesIn(details),
      detail: detailsIn(details),
      format: translated.formatted,
    };
  },
};

export const translationOf = async (language: Language): Promise<Translation> =>
  language === 'en' ? untranslated : translations[language]();

/** Sets the language of this process. Call it before other modules load, because some produce texts while loading. */
export const speak = async (language: Language): Promise<void> =>
  use(language, await translationOf(language));
