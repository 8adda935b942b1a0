export { isKeyFault, isUntrusted, type TrustCode, TrustError, trustCodes } from './errors.js';
export { DirectoryChain, Heads, type KeptEntry } from './directory-chain.js';
export {
  administratorKeys,
  type CertificateOf,
  isJudgement,
  assertTimely,
  assertTried,
  type VerifiedEntry,
  verifyEntry,
} from './verify-entry.js';
export { eventKeysOf } from './event-keys.js';
export { Flaw, require } from './flaw.js';
export {
  type KeptEnvelope,
  assertAddressed,
  assertCarries,
  requireEnvelope,
  assertSigned,
  type Sent,
} from './signed-envelope.js';
export {
  type KeptDocument,
  requireOfficer,
  assertOfficerSignature,
  assertSealedInTime,
} from './signed-document.js';
export {
  envelopeOpened,
  emergencyWay,
  isEmergencyWay,
  type ReceiptParties,
  receiptFlaw,
  saysPossible,
} from './receipt-flaw.js';
