export type { MessageKey } from './english.js';
export {
  awaitsReview,
  type Catalogue,
  catalogues,
  type Language,
  languageOf,
  languages,
  type PlainKey,
  say,
} from './say.js';
