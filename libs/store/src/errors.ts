import { CodedError, type CodeTable, type Detail } from '#kernel';

export const storeCodes = {
  STORE_UNAVAILABLE: {
    action: 'retry',
    status: 503,
    title: 'The database cannot be reached at the moment.',
    remedy: 'Nothing was lost: try again shortly. If it lasts, look at the state of PostgreSQL.',
  },
  STORE_FULL: {
    action: 'retry',
    status: 507,
    title: 'The disk of the database is full; nothing of this call was kept.',
    remedy:
      'What was acknowledged before is safe. Tell the administrator to make room on the disk, then try again.',
  },
  STORE_CONFLICT: {
    action: 'retry',
    status: 503,
    title:
      'The transaction collided with another one, or stood still for too long, and was undone.',
    remedy: 'Try again; if it repeats, look at the load and the clock of the machine.',
  },
  STORE_TIMEOUT: {
    action: 'retry',
    status: 503,
    title: 'The database took longer than the time allowed and the transaction was undone.',
    remedy: 'Try again; if it repeats, look for a long transaction that holds a lock.',
  },
  STORE_DUPLICATE: {
    action: 'refuse',
    status: 409,
    title: 'A row with this unique key is already there.',
    remedy: 'The constraint is named in the detail; the first row stands.',
  },
  STORE_CONSTRAINT: {
    action: 'alarm',
    status: 500,
    title: 'The database refused a row that breaks one of its rules.',
    remedy: 'Report the constraint named in the detail: a program error.',
  },
  STORE_DENIED: {
    action: 'alarm',
    status: 500,
    title: 'The database role may not do this.',
    remedy: 'Check that migrations and grants of this version have been applied.',
  },
  STORE_CONTEXT_INVALID: {
    action: 'alarm',
    status: 500,
    title: 'A transaction was asked for with a context that cannot be set.',
    remedy: 'Report the member named in the detail: a program error.',
  },
  STORE_UNSAFE: {
    action: 'alarm',
    status: 503,
    title: 'The database is set up so that committed rows could be lost.',
    remedy: 'Restore the settings named in the detail; nothing starts before.',
  },
  STORE_DAMAGED: {
    action: 'alarm',
    status: 500,
    title: 'The database found damage in its own files.',
    remedy: 'Stop the services, look at the disk, and restore from a backup.',
  },
  STORE_MIGRATION_FAILED: {
    action: 'alarm',
    status: 500,
    title: 'A migration of the database did not succeed and was undone.',
    remedy: 'Keep the services stopped, read the cause, restore or correct, and migrate again.',
  },
  STORE_SCHEMA_UNKNOWN: {
    action: 'alarm',
    status: 500,
    title:
      'The database was made by another version of the program, from which this version cannot go on.',
    remedy:
      'Nothing was changed: go on with the version that made the database. This version takes over no data or backup from before the first release; to use it, set up the State anew in an empty folder.',
  },
  STORE_FAILED: {
    action: 'alarm',
    status: 500,
    title: 'The database refused a statement for a reason that is not foreseen.',
    remedy: 'Report the SQLSTATE in the detail: a program error.',
  },
} as const satisfies CodeTable;

export type StoreCode = keyof typeof storeCodes;

/** Error of the database. `detail` holds only the SQLSTATE or the name of a constraint or setting, never a value of a row. */
export class StoreError extends CodedError<StoreCode> {
  constructor(code: StoreCode, detail?: Detail, cause?: unknown) {
    super(code, storeCodes, detail, cause);
  }
}
