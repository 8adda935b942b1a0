import { StoreError, type StoreCode } from './errors.js';

// Errors of the socket and of the pool, by `code`, or by fixed message where the driver gives no code.
const socketCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  'EACCES',
]);
const driverMessages =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed|Cannot use a pool after|Driver not Connected|This socket has been ended)/;

const states: ReadonlyMap<string, StoreCode> = new Map([
  ['40001', 'STORE_CONFLICT'],
  ['40P01', 'STORE_CONFLICT'],
  // LIAISE_LEAF_TIME of our own schema: the transaction runs again, and its leaf gets a new time.
  ['LT005', 'STORE_CONFLICT'],
  ['57014', 'STORE_TIMEOUT'],
  ['55P03', 'STORE_TIMEOUT'],
  ['25P03', 'STORE_TIMEOUT'],
  ['23505', 'STORE_DUPLICATE'],
  ['42501', 'STORE_DENIED'],
  ['53100', 'STORE_FULL'],
  ['XX001', 'STORE_DAMAGED'],
  ['XX002', 'STORE_DAMAGED'],
]);

function byState(state: string): StoreCode {
  const known = states.get(state);
  if (known !== undefined) return known;
  if (state.startsWith('23')) return 'STORE_CONSTRAINT';
  // Classes of SQLSTATE: 08 connection, 53 resources (too many connections), 57P operator intervention (shutdown,
  // crash).
  if (/^(08|53|57P)/.test(state)) return 'STORE_UNAVAILABLE';
  return 'STORE_FAILED';
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;

function isDatabaseError(error: unknown): boolean {
  if (!(typeof error === 'object' && error !== null)) return false;
  const { code, message } = error as { code?: unknown; message?: unknown };
  const known = text(code);
  if (known !== undefined && (socketCodes.has(known) || /^[0-9A-Z]{5}$/.test(known))) return true;
  return driverMessages.test(text(message) ?? '');
}

/**
 * Turns an error of the database driver into a `StoreError`; other errors stay. Drops PostgreSQL's message and DETAIL, which
 * may quote row values.
 */
export function toStoreError(error: unknown): unknown {
  if (error instanceof StoreError || !isDatabaseError(error)) return error;
  const { code, constraint } = error as { code?: unknown; constraint?: unknown };
  const state = text(code);
  if (state === undefined || socketCodes.has(state))
    return new StoreError('STORE_UNAVAILABLE', state, error);
  return new StoreError(byState(state), text(constraint) ?? state, error);
}
