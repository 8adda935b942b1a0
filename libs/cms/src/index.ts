export { type Algorithm, algorithmOf, fileSealer, readChain, type Sealer } from './sealer.js';
export { type CmsCode, cmsCodes, CmsError } from './errors.js';
export { detachedSignature } from './detached-signature.js';
export { openSignature, rootOfChain, type Sealed, type TimedSeal } from './open-signature.js';
export { membersOf, type Read, readDer } from './der.js';
export { cmsSealOf, type SealNames } from './seal-names.js';
