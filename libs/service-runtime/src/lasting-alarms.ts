import { isCoded } from '#kernel';

/** Alarms that stay visible for a day, so that a person sees in the morning what happened at night. */
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
  OBJECT_NOT_REMOVED: 'STEP_STUCK',
  STORAGE_CORRUPT: 'STORAGE_CORRUPT',
  OBJECT_CORRUPT: 'STORAGE_CORRUPT',
  STORE_DAMAGED: 'STORAGE_CORRUPT',
  LOG_DAMAGED: 'STORAGE_CORRUPT',
  TRUST_CHAIN_BROKEN: 'STORAGE_CORRUPT',
  TRUST_CERTIFICATE_CHANGED: 'STORAGE_CORRUPT',
  TRUST_FRESHNESS_CHANGED: 'STORAGE_CORRUPT',
};

export const lastingOf = (code: string): LastingAlarm | undefined =>
  Object.hasOwn(ofCode, code) ? ofCode[code] : undefined;

// Failures in a row, with pauses of up to 5 s: about a minute and a half; with pauses of a minute, ten.
const stuckAfter = 20;

// Retried, but after twenty failures a person must look at the load, the clock or the disk.
const needPerson = new Set(['STORE_TIMEOUT', 'STORE_CONFLICT', 'OBJECT_STORE_FAILED']);

/** True at every 20th failure in a row. Always false for action `retry`, except for the codes in `needPerson`. Pure. */
export function isStuck(error: unknown, failures: number): boolean {
  if (failures === 0 || failures % stuckAfter !== 0) return false;
  return !isCoded(error) || error.action !== 'retry' || needPerson.has(error.code);
}
