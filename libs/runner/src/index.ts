export { type BrokerOptions, type BrokerPorts, BrokerProcess } from './broker-process.js';
export { DiskReserve } from './disk-reserve.js';
export {
  type DiskLevel,
  type DiskSpace,
  diskBounds,
  diskLevel,
  diskText,
  readDisk,
} from './disk-space.js';
export { type HostCode, HostError, hostCodes } from './errors.js';
export { type NeededPort, requirePorts } from './free-ports.js';
export { exitWithParent } from './exit-with-parent.js';
export { type Logger, createLogger, levelOfAction, logFailure, safeError } from './logger.js';
export { type ProcessSpec, ManagedProcess } from './managed-process.js';
export { NestLogger } from './nest-logger.js';
export { PostgresCluster } from './postgres-cluster.js';
export { readPidFile } from './pid-file.js';
export { natsServerProgram, postgresFolder } from './programs.js';
export { type ServiceContext, type Start, runService, serviceSpec } from './run-service.js';
export { programFile, repository } from './repository.js';
export { readOwned, readSecret } from './secret-file.js';
export { type LoadedSettings, loadSettings, settingsPath } from './settings.js';
export {
  type ChildState,
  type ChildStatus,
  type SupervisorEvent,
  Supervisor,
} from './supervisor.js';
export { type User, mayEnter, unprivilegedUser } from './unprivileged.js';
export { borderLoginFor, busLoginFor, databasePassword } from './logins.js';
export {
  type CertificateEnd,
  certificateEnds,
  type InstalledCertificate,
  installedCertificates,
} from './installed-certificates.js';
export { type TimeAuthorityLogin, timeAuthoritiesOf } from './time-authorities.js';
