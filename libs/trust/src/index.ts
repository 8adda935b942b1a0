export {
  type CertificateOf,
  DirectoryChain,
  emergencyWay,
  isEmergencyWay,
  isJudgement,
  isKeyFault,
  isUntrusted,
  type KeptEntry,
  receiptFlaw,
  saysPossible,
  type TrustCode,
  trustCodes,
  TrustError,
} from '#chains';
export { PeersChain, RetentionChain } from './chains/chains.js';
export { certificateSql, checkedCertificate, type CertificateRow } from './certificates.js';
export { TrustStore } from './trust-store.js';
export { type ChainHeads, signChainNote } from './chain-note/chain-note.js';
export { ChainNoteFile, chainNoteOf } from './chain-note/chain-note-file.js';
export { type LoggedChains, type LoggedEntry } from './chain-note/own-heads.js';
export { replaceDurably, syncFolderOf } from './durable-file.js';
export { mortalIn } from './mortal.js';
export { type ChainPart, type DirectoryPart } from './chains/directory-part.js';
export { type DirectoryStatement, type Freshness, verifyFreshness } from './chains/freshness.js';
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
} from './enclosed/enclosed.js';
export {
  type EnclosedDocuments,
  type ReadRelease,
  enclosedDocuments,
  enclosedReleases,
  handedOn,
} from './enclosed/enclosed-reading.js';
export {
  type OnwardAnswer,
  onwardHolders,
  openAnswers,
  postedFurtherOn,
} from './enclosed/enclosed-answers.js';
export { entriesFor } from './enclosed/enclosing.js';
export { readKeyFile } from './keys/key-files.js';
export {
  type HandoverKey,
  type StorageKey,
  epochIn,
  KeyRing,
  keyFile,
  newSecret,
} from './keys/key-ring.js';
export {
  type ThreadPlace,
  decryptContent,
  encryptContent,
  newThreadKey,
  unwrapThreadKey,
  wrapThreadKey,
} from './keys/storage.js';
export { type TokenType, indexTokens, matchKeyTokens, tokenTypes } from './keys/blind-index.js';
export { identifierOf, normalise, wordsOf } from './keys/normalise.js';
export { newToken, nonceOf, tokenHash } from './tokens.js';
export {
  type Card,
  type Connecting,
  type Listening,
  readCard,
  writeCard,
} from './ceremony/card.js';
export { type Ceremony, ceremonyOf, peerBody } from './ceremony/ceremony.js';
