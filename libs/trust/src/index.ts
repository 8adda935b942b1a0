export { isKeyFault, isUntrusted, type TrustCode, TrustError, trustCodes } from './errors.js';
export {
  type CertificateOf,
  type VerifiedEntry,
  isJudgement,
  verifyEntry,
} from './verify-entry.js';
export {
  envelopeOpened,
  glassWay,
  isGlassWay,
  type ReceiptParties,
  receiptFlaw,
  saysPossible,
} from './receipt-flaw.js';
export { DirectoryChain, type KeptEntry, PeersChain, RetentionChain } from './chains.js';
export { certificateSql, checkedCertificate, type CertificateRow } from './certificates.js';
export { TrustStore } from './trust-store.js';
export { type ChainHeads, signChainNote } from './chain-note.js';
export { ChainNoteFile, chainNoteOf } from './chain-note-file.js';
export { type ToldChains, type ToldEntry } from './own-heads.js';
export { replaceDurably, syncFolderOf } from './durable-file.js';
export { mortalIn } from './mortal.js';
export { type DirectoryPart } from './directory-part.js';
export { type DirectoryStatement, type Freshness, verifyFreshness } from './freshness.js';
export {
  type DocumentClaim,
  dutyOfficers,
  escalatedTo,
  firstDutyGap,
  officerForDocument,
  officerNow,
} from './officers.js';
export {
  type Going,
  type Judging,
  type OpenedEnclosed,
  openEnclosed,
  postedIn,
  releaseFlaw,
} from './enclosed.js';
export {
  type EnclosedDocuments,
  type ReadRelease,
  enclosedDocuments,
  enclosedReleases,
  handedOn,
} from './enclosed-reading.js';
export {
  type OnwardAnswer,
  onwardHolders,
  openAnswers,
  postedFurtherOn,
} from './enclosed-answers.js';
export { entriesFor } from './enclosing.js';
export { readKeyFile } from './key-files.js';
export { type StorageKey, KeyRing, keyFile, newSecret } from './key-ring.js';
export {
  type ThreadPlace,
  decryptContent,
  encryptContent,
  newThreadKey,
  unwrapThreadKey,
  wrapThreadKey,
} from './storage.js';
export { type TokenType, indexTokens, markTokens, tokenTypes } from './blind-index.js';
export { identifierOf, normalise, wordsOf } from './normalise.js';
export { newToken, nonceOf, tokenHash } from './tokens.js';
export { type Card, type Connecting, type Listening, readCard, writeCard } from './card.js';
export { type Ceremony, ceremonyOf, peerBody } from './ceremony.js';
