import { isCoded } from '#kernel';

/** Troubles named for a day: whoever looks in the morning must see what was at night. */
export const lastingAlarms = [
  'FORK_SEEN',
  'LINK_ALARM',
  'SESSION_FORGED',
  'STEP_STUCK',
  'STORAGE_CORRUPT',
] as const;
export type LastingAlarm = (typeof lastingAlarms)[number];

const ofCode: Readonly<Record<string, LastingAlarm>> = {
  DIRECTORY_FORK: 'FORK_SEEN',
  TRUST_FORK: 'FORK_SEEN',
  LOG_FORKED: 'FORK_SEEN',
  LOG_FORK_EVIDENCE: 'FORK_SEEN',
  LOG_ROLLED_BACK: 'FORK_SEEN',
  WITNESS_ACCUSES: 'FORK_SEEN',
  SESSION_FORGED: 'SESSION_FORGED',
  STEP_STUCK: 'STEP_STUCK',
  STORAGE_CORRUPT: 'STORAGE_CORRUPT',
  OBJECT_CORRUPT: 'STORAGE_CORRUPT',
  STORE_DAMAGED: 'STORAGE_CORRUPT',
  LOG_DAMAGED: 'STORAGE_CORRUPT',
  TRUST_CHAIN_BROKEN: 'STORAGE_CORRUPT',
  TRUST_CERTIFICATE_CHANGED: 'STORAGE_CORRUPT',
  TRUST_FRESHNESS_CHANGED: 'STORAGE_CORRUPT',
};

/** The alarm that lasts, of the code of a failure; undefined for what is over when it is over. Pure. */
export const lastingOf = (code: string): LastingAlarm | undefined =>
  Object.hasOwn(ofCode, code) ? ofCode[code] : undefined;

/** Failures in a row, with pauses of up to 5 s between them: about a minute and a half. */
const stuckAfter = 20;

/**
 * True at each failure from which on a step counts as stuck. What waits for a neighbour, a broker or the database goes on by
 * itself; a statement that runs into its time limit again and again does not. Pure.
 */
export function isStuck(error: unknown, failures: number): boolean {
  if (failures === 0 || failures % stuckAfter !== 0) return false;
  return !isCoded(error) || error.action !== 'retry' || error.code === 'STORE_TIMEOUT';
}
