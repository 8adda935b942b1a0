export { type Admin, type Connection, type StoreOptions, asAdmin } from './connection.js';
export { type StoreCode, StoreError, storeCodes } from './errors.js';
export type { Haste } from './haste.js';
export { type MigrationClass, migrate } from './migrate.js';
export { migrations } from './migrations.js';
export { type DatabaseService, databaseServices } from './services.js';
export { type PumpOptions, type Waker, Pump } from './pump.js';
export { Store } from './store.js';
export { type Context, type Row, type Tx } from './transaction.js';
