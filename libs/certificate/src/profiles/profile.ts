import { statementsInArabic } from './untoc-ar.js';
import { statementsInEnglish } from './untoc-en.js';
import type { Language, Sentences } from './texts.js';

/** Legal texts that a certificate may follow. */
export const profileIds = ['UNTOC'] as const;
export type ProfileId = (typeof profileIds)[number];

/** Text of a profile. `reviewedBy`: the lawyer who reviewed exactly this text; null prints DRAFT on each page. */
export interface ProfileText extends Sentences {
  readonly id: ProfileId;
  readonly version: number;
  readonly language: Language;
  readonly reviewedBy: string | null;
}

const untoc = { id: 'UNTOC', version: 1, reviewedBy: null } as const;

const texts: Readonly<Record<ProfileId, Readonly<Record<Language, ProfileText>>>> = {
  UNTOC: {
    en: { ...untoc, language: 'en', ...statementsInEnglish },
    ar: { ...untoc, language: 'ar', ...statementsInArabic },
  },
};

export const profileText = (id: ProfileId, language: Language): ProfileText => texts[id][language];
