export { type ArmorKind, armored } from './armor.js';
export {
  type Certificate,
  type Subkey,
  parseCertificate,
  readCertificate,
  assertUsable,
} from './keys/certificate.js';
export { type SealCode, SealError, sealCodes } from './errors.js';
export {
  type GeneratedKey,
  type NewKey,
  generateEncryptionKey,
  generateOfficerKey,
  generateStateSigningKey,
} from './keys/generate.js';
export {
  type Opened,
  type OpenLimits,
  type Sealed,
  open,
  openWithSessionKey,
  requireRecipient,
  seal,
} from './message/message.js';
export { type PrivateKey, exportPrivate, unlockKey } from './keys/private-key.js';
export { sealKept } from './message/kept.js';
export { addEncryptionSubkey, keepSubkeys } from './keys/rotate.js';
export { partFingerprints } from './keys/key-packets.js';
export { type Verified, signatureIssuer, signDetached, verifyDetached } from './signature.js';
export { type Recipient, certificateRecipients } from './message/structure.js';
