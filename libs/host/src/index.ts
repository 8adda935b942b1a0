export { type HostCode, HostError, hostCodes } from './errors.js';
export { type ProcessSpec, ManagedProcess } from './managed-process.js';
export { PostgresCluster } from './postgres-cluster.js';
export { natsServerProgram, postgresFolder } from './programs.js';
export { type User, mayEnter, unprivilegedUser } from './unprivileged.js';
