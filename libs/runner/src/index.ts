export { type BrokerOptions, type BrokerPorts, BrokerProcess } from './broker-process.js';
export { DiskReserve } from './disk-reserve.js';
export { type RunnerCode, RunnerError, runnerCodes } from './errors.js';
export { type NeededPort, assertPorts } from './free-ports.js';
export { type ProcessSpec, ManagedProcess } from './managed-process.js';
export { PostgresCluster } from './postgres/postgres-cluster.js';
export { readPidFile } from './pid-file.js';
export { natsServerProgram, postgresFolder } from './programs.js';
export { serviceSpec } from './service-spec.js';
export { programFile, repository } from './repository.js';
export {
  type ChildState,
  type ChildStatus,
  type SupervisorEvent,
  Supervisor,
} from './supervisor.js';
export { type User, mayEnter, unprivilegedUser } from './unprivileged.js';
