export { type Build, assemble, bytesToSeal, bytesToStamp } from './assemble.js';
export { directoryText } from './contents/directory-file.js';
export { type PackageCode, packageCodes, PackageError } from './errors.js';
export type { Reader } from './reading/facts.js';
export { type Check, checks, findingTitles } from './findings.js';
export { type Files, names, paths } from './container/layout.js';
export {
  type IndexedEvent,
  type IndexedMessage,
  type IndexedReceipt,
  type IndexedToken,
  indexLimits,
  type PackageIndex,
  type Withheld,
  type WithheldCounts,
  withheldReasons,
} from './contents/package-index.js';
export { type BuildRecord, type DirectoryEnd } from './contents/record.js';
export { noRoots, parseRoots, type Roots } from './contents/roots.js';
export type { CheckResult, Exit, Report } from './verdict.js';
export type { Cosigner } from './verify/v09-witnesses.js';
export { verifyPackage } from './verify-package.js';
export { mimetype, readZip, writeZip, ZipFault, zipLimits } from './container/zip.js';
