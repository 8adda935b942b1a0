export { programSealer } from './program-sealer.js';
export { type Token, tokenSealer } from './token-sealer.js';
