export { type TrustCode, TrustError, trustCodes } from './errors.js';
export { type CertificateOf, type VerifiedEntry, verifyEntry } from './verify-entry.js';
export { DirectoryChain, PeersChain } from './chains.js';
export { TrustStore } from './trust-store.js';
export { type DirectoryStatement, type Freshness } from './freshness.js';
export { type DocumentClaim, officerForDocument, officerNow } from './officers.js';
