import type { Language, Words } from './texts.js';
import { arabic } from './words-ar.js';
import { english } from './words-en.js';

export const words: Readonly<Record<Language, Words>> = { en: english, ar: arabic };
