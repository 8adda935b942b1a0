export type { MessageKey } from './english/reports.js';
export { type Language, languageOf, languages } from './languages.js';
export { awaitsReview, type Catalogue, catalogues, type PlainKey, say } from './say.js';
