import { phraseTranslator, type Phrase } from './details.js';
import { allFrenchDetails } from './french/details.js';
import { frenchErrors } from './french/errors.js';
import { errorTextsIn, type ErrorTextsTable } from './error-texts.js';
import { languages, type Language } from './languages.js';

export { type Language } from './languages.js';

/** Error in English, as every coded error is. */
export interface EnglishProblem {
  readonly code: string;
  readonly title: string;
  readonly remedy: string;
  readonly detail?: string | undefined;
  /** The detail with its values apart. */
  readonly phrase?: Phrase | undefined;
}

interface Translated {
  readonly texts: ErrorTextsTable;
  readonly phrase: (phrase: Phrase) => string;
}

const translations: Readonly<Record<Exclude<Language, 'en'>, Translated>> = {
  fr: {
    texts: frenchErrors,
    phrase: phraseTranslator(allFrenchDetails),
  },
};

type ProblemTexts = Pick<EnglishProblem, 'title' | 'remedy' | 'detail'>;

/** Texts of an error in a language; one that has no translation stays English. Pure. */
export function sayProblem(english: EnglishProblem, language: Language): ProblemTexts {
  const { code, title, remedy, detail, phrase } = english;
  if (language === 'en') return { title, remedy, detail };
  const translated = translations[language];
  return {
    ...errorTextsIn(translated.texts, code, { title, remedy }),
    detail: phrase === undefined ? detail : translated.phrase(phrase),
  };
}

/**
 * Language of an answer by the header `Accept-Language` (RFC 9110, section 12.5.4): the available one with the highest
 * weight, the first of equals. English when none is available. Pure.
 */
export function languageAccepted(header: string | undefined): Language {
  const asked = (header ?? '').slice(0, 1_000).split(',').map(rangeOf);
  const judged = languages.map((language) => {
    const own = asked.filter(({ range }) => range === language);
    const ranges = own.length > 0 ? own : asked.filter(({ range }) => range === '*');
    const weight = Math.max(0, ...ranges.map((each) => each.weight));
    const first = own.find((each) => each.weight === weight);
    return { language, weight, place: first === undefined ? Infinity : asked.indexOf(first) };
  });
  const [best] = judged
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || a.place - b.place);
  return best?.language ?? 'en';
}

function rangeOf(text: string): { readonly range: string; readonly weight: number } {
  const [, range = '', weight = '1'] =
    /^([a-z]{1,8}|\*)(?:-[a-z0-9-]*)?(?:\s*;\s*q=([01](?:\.\d{0,3})?))?$/i.exec(text.trim()) ?? [];
  return { range: range.toLowerCase(), weight: Number(weight) };
}
