export { type RuntimeCode, RuntimeError, runtimeCodes } from './errors.js';
export { exitWithParent, settingsExit, supervisedBy } from './exit-with-parent.js';
export {
  type DiskLevel,
  type DiskSpace,
  diskBounds,
  diskLevel,
  diskText,
  readDisk,
} from './disk-space.js';
export { type Logger, createLogger, levelOfAction, logFailure, safeError } from './logger.js';
export { NestLogger } from './nest-logger.js';
export { logOutput } from './log-output.js';
export { type ServiceContext, type Start, readyFile, runService } from './run-service.js';
export { readBounded, readOwned, readSecret, readSignature } from './secret-file.js';
export { type LoadedSettings, loadSettings } from './settings.js';
export { borderLoginFor, busLoginFor, databasePassword } from './logins.js';
export {
  type CertificateEnd,
  certificateEnds,
  type InstalledCertificate,
  installedCertificates,
} from './installed-certificates.js';
export { type TimeAuthorityLogin, timeAuthoritiesOf } from './time-authorities.js';
export { type OutsideWitnessLogin, outsideWitnessesOf } from './outside-witnesses.js';
