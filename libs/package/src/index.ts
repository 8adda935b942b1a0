export {
  assemble,
  type Build,
  bytesToCertify,
  bytesToSeal,
  bytesToStamp,
  type Seals,
} from './assemble.js';
export { type HealthEntry, healthText, mostHealth } from './contents/health-file.js';
export { directoryText } from './contents/directory-file.js';
export { type PackageCode, packageCodes, PackageError } from './errors.js';
export { type Facts as PackageFacts, provenBy, type Reader } from './reading/facts.js';
export {
  carrierOf,
  leafIn,
  objectOf,
  type SaidByLeaf,
  type ShownEvent,
} from './reading/shown-event.js';
export {
  type Check,
  checks,
  type Finding,
  type FindingCode,
  findingCodes,
  opensQuestion,
} from './findings.js';
export { answersOf, type Files, names, paths } from './container/layout.js';
export {
  type IndexedAsk,
  type IndexedEvent,
  type IndexedMessage,
  type IndexedReceipt,
  type IndexedToken,
  countWithheld,
  decodeIndex,
  encodeIndex,
  indexLimits,
  type PackageIndex,
  type Withheld,
  type WithheldCounts,
  withheldReasons,
} from './contents/package-index.js';
export {
  type BuildRecord,
  decodeRecord,
  type DirectoryEnd,
  encodeRecord,
} from './contents/record.js';
export { noRoots, parseRoots, type Roots } from './contents/roots.js';
export { type JudgedAsks, judgeAsks } from './neighbour/judge-asks.js';
export { type AnswerBytes, peerLogOf } from './neighbour/peer-answer.js';
export type { OwnSide } from './neighbour/peer-says.js';
export type { CheckResult, Exit, Redaction, Report, WithheldThing } from './verdict.js';
export type { Cosigner } from './verify/v09-witnesses.js';
export { examineBuild, type Examined, examinePackage, verifyPackage } from './verify-package.js';
export { guide } from './texts/guide.js';
export { script } from './texts/script.js';
export { mimetype, readZip, writeZip, ZipFault, zipLimits } from './container/zip.js';
