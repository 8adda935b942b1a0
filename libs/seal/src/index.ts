export { type ArmorKind, armored } from './armor.js';
export {
  type Certificate,
  type Subkey,
  parseCertificate,
  readCertificate,
  requireUsable,
} from './certificate.js';
export { type SealCode, SealError, sealCodes } from './errors.js';
export {
  type GeneratedKey,
  type NewKey,
  generateEncryptionKey,
  generateOfficerKey,
  generateStateSigningKey,
} from './generate.js';
export {
  type OpenLimits,
  type Sealed,
  open,
  openWithSessionKey,
  requireRecipient,
  seal,
} from './message.js';
export { type PrivateKey, exportPrivate, unlockKey } from './private-key.js';
export { addEncryptionSubkey, keepSubkeys } from './rotate.js';
export { sealLimits, signatureSkew } from './profile.js';
export { partFingerprints } from './key-packets.js';
export { type Verified, signatureIssuer, signDetached, verifyDetached } from './signature.js';
export { type Recipient, certificateRecipients } from './structure.js';
