export type { MessageKey } from './english.js';
export { type Catalogue, catalogues, type Language, say } from './say.js';
